import type { Db } from '../../db/client.ts'
import { type Case, loadCase } from '../cases/caseFile.ts'
import { isOpen, REOPENABLE } from '../cases/machine.ts'
import { unreachable } from '../cases/stopped.ts'
import { updateCard } from '../cases/updateCard.ts'
import { linkOf } from '../links.ts'
import type { CaseMailProps } from '../mails/caseFrame.ts'
import { messageId } from '../mails/messageId.ts'
import type { Render } from '../outbox/entry.ts'
import { byHand, drawEvent, type MailedEvent } from './renderCaseMail.ts'

type Brand = CaseMailProps['brand'] & { senderAddress: string }

/** An event of a case, mailed to its customer under the name of the person who acted. */
export const caseMail: Render = async (deps, { id, payload }, now) => {
  const found = await loadCase(deps.db, String(payload.case))
  if (!found.email) return { drop: 'the customer has no e-mail address' }
  const event = await eventOf(deps.db, Number(payload.event))
  const brand = await brandOf(deps.db, found.brandKey)
  if (!event || !brand) return { drop: 'there is nothing to tell' }
  const asked = event.kind === 'link'
  if (asked ? await unreachable(deps, found.email) : found.answers.reach?.may === false)
    return { drop: asked ? 'suppressed' : 'the customer asked not to be contacted' }
  const past = overtaken(found, event, now)
  if (past) return { drop: past }
  const person = event.by ?? found.accountable
  const drawn = drawEvent(found, event, {
    brand,
    language: found.language,
    timeZone: found.customerTimeZone,
    now,
    zoneNamed: found.customerZoneNamed,
    customerName: found.customerName,
    caseUrl: await linkOf(deps, 'case', found.id),
    reference: found.reference,
    person,
    closed: !takesWords(found.state),
  })
  if (!drawn) return { drop: 'there is nothing to tell' }
  const { email } = found
  return {
    // Who stopped all messages still gets the link they asked for
    ...(asked ? {} : { unlessSuppressed: { address: email, scopes: ['all' as const] } }),
    refused: (tx, at) => updateCard(tx, found.id, at),
    send: () =>
      deps.mail.send({
        ...drawn,
        messageId: messageId(`case-${found.number}-${id}`, brand.senderAddress),
        from: { name: `${person}, ${brand.name}`, address: brand.senderAddress },
        replyTo: brand.replyTo,
        to: email,
        automatic: !byHand(event),
        language: found.language,
        inReplyTo: messageId(`case-${found.number}`, brand.senderAddress),
      }),
  }
}

/** Whether the case page has a form for the customer's words. */
const takesWords = (state: Case['state']): boolean =>
  isOpen(state) || state === 'unconfirmed' || (REOPENABLE as readonly string[]).includes(state)

/** What was true when it was asked for may have passed by the time it is sent. */
const overtaken = (found: Case, event: MailedEvent, now: Date): string | undefined => {
  const { callBack } = found
  switch (event.kind) {
    case 'confirmation reminded':
      return found.state === 'awaiting customer' ? undefined : 'the customer has answered'
    case 'question':
      return found.waitingSince ? undefined : 'the customer has answered'
    case 'call-back booked':
    case 'call-back moved':
      return callBack?.id === event.data.callBack ? undefined : 'the call-back was changed'
    case 'call-back near':
      if (callBack?.id !== event.data.callBack) return 'the call-back was changed'
      return new Date(event.data.at) > now ? undefined : 'the call-back is past'
    case 'call-back cancelled':
      return callBack ? 'another call-back is booked' : undefined
    default:
      return undefined
  }
}

const eventOf = async (db: Db, id: number): Promise<MailedEvent | undefined> => {
  const [event] = await db.$client<MailedEvent[]>`
    select e.kind, e.text, e.data, p.name as by from case_events e left join people p on p.id = e.by where e.id = ${id}`
  return event
}

const brandOf = async (db: Db, key: string): Promise<Brand | undefined> => {
  const [brand] = await db.$client<Brand[]>`
    select name, colour, logo_svg, reply_to, sender_name, sender_address from brands where key = ${key}`
  return brand
}
