import type { Db } from '../../db/client.ts'
import { linkOf } from '../links.ts'
import {
  apologyMail,
  type CaseMailProps,
  doneMail,
  doneReminderMail,
  progressMail,
  remedyDoneMail,
  remedyPromisedMail,
} from '../mails/caseMail.ts'
import type { Drawn } from '../mails/look.ts'
import { messageId } from '../mails/messageId.ts'
import type { Draw } from '../outbox/entry.ts'
import { type Case, loadCase, type Remedy } from './load.ts'

type Event = { kind: string; text: string | null; data: Record<string, unknown> | null; by: string | null }
type Brand = CaseMailProps['brand'] & { senderAddress: string }

/** An event of a case, mailed to its customer under the name of the person who acted. */
export const caseMail: Draw = async (deps, { id, payload }) => {
  const found = await loadCase(deps.db, String(payload.case))
  if (!found.email) return { drop: 'the customer has no e-mail address' }
  if (found.answers.reach?.may === false) return { drop: 'the customer asked not to be contacted' }
  const event = await eventOf(deps.db, Number(payload.event))
  const brand = await brandOf(deps.db, found.brandKey)
  if (!event || !brand) return { drop: 'there is nothing to tell' }
  if (event.kind === 'confirmation reminded' && found.state !== 'awaiting customer')
    return { drop: 'the customer has answered' }
  const person = event.by ?? found.accountable
  const drawn = drawEvent(found, event, {
    brand,
    language: found.language,
    timeZone: found.customerTimeZone,
    customerName: found.customerName,
    caseUrl: await linkOf(deps, 'case', found.id),
    reference: found.reference,
    person,
  })
  if (!drawn) return { drop: 'there is nothing to tell' }
  const { email } = found
  return {
    unlessSuppressed: { address: email, scopes: ['all'] },
    send: () =>
      deps.mail.send({
        ...drawn,
        messageId: messageId(`case-${found.number}-${id}`, brand.senderAddress),
        from: { name: `${person}, ${brand.name}`, address: brand.senderAddress },
        replyTo: brand.replyTo,
        to: email,
        language: found.language,
        inReplyTo: messageId(`case-${found.number}`, brand.senderAddress),
      }),
  }
}

const drawEvent = (found: Case, event: Event, props: CaseMailProps): Drawn | undefined => {
  const words = event.text ?? ''
  const next = event.data?.due ? { kind: 'next word' as const, due: new Date(String(event.data.due)) } : null
  switch (event.kind) {
    case 'apology':
      return apologyMail({ ...props, words, next })
    case 'progress':
      return progressMail({ ...props, words, next })
    case 'remedy promised': {
      const { kind, amount, currency } = event.data as Pick<Remedy, 'kind' | 'amount' | 'currency'>
      return remedyPromisedMail({ ...props, remedy: { kind, words, amount, currency, due: next!.due } })
    }
    case 'remedy done': {
      const done = new Set(event.data?.remedies as string[] | undefined)
      const left = found.remedies
        .filter(({ doneAt }) => !doneAt)
        .map((remedy) => ({ ...remedy, due: remedy.dueAt }))
      return remedyDoneMail({
        ...props,
        words,
        remedies: found.remedies.filter(({ id }) => done.has(id)),
        left,
      })
    }
    case 'done':
      return doneMail({ ...props, done: words, remedies: found.remedies })
    case 'confirmation reminded':
      return doneReminderMail({ ...props, done: found.done ?? '', remedies: found.remedies })
    default:
      return undefined
  }
}

const eventOf = async (db: Db, id: number): Promise<Event | undefined> => {
  const [event] = await db.$client<Event[]>`
    select e.kind, e.text, e.data, p.name as by from case_events e left join people p on p.id = e.by where e.id = ${id}`
  return event
}

const brandOf = async (db: Db, key: string): Promise<Brand | undefined> => {
  const [brand] = await db.$client<Brand[]>`
    select name, colour, logo_svg, reply_to, sender_name, sender_address from brands where key = ${key}`
  return brand
}
