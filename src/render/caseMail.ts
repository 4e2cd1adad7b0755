import type { Db } from '../../db/client.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import type { CaseEvent } from '../cases/events.ts'
import { isStopped, unreachable } from '../cases/stopped.ts'
import { updateCard } from '../cases/updateCard.ts'
import type { OpsDeps } from '../deps.ts'
import { linkOf } from '../links.ts'
import type { CaseMailProps } from '../mails/caseFrame.ts'
import type { Withdrawn } from '../mails/endMails.ts'
import { messageId } from '../mails/messageId.ts'
import type { Render } from '../outbox/entry.ts'
import { byHand } from './byHand.ts'
import { drawEvent, type MailedEvent, withdrawnOf } from './renderCaseMail.ts'

type Brand = CaseMailProps['brand'] & { senderAddress: string }

/** An event of a case, mailed to its customer under the name of the person who acted. */
export const caseMail: Render = async (deps, { id, payload }, now) => {
  const found = await loadCase(deps.db, String(payload.case))
  if (!found.email) return { drop: 'the customer has no e-mail address' }
  const eventId = Number(payload.event)
  const [read] = await eventsOf(deps.db, [eventId])
  const brand = await brandOf(deps.db, found.brandKey)
  if (!read || !brand) return { drop: 'there is nothing to tell' }
  const last = (await isDeclined(deps, found)) ? await lastWord(deps.db, found, eventId, read) : undefined
  const event = last ?? read
  // Who stopped all messages still gets the link they asked for, and hears once that a right of theirs is done
  const asked = event.kind === 'link' || last !== undefined
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
    closed: found.state === 'merged',
    withdrawn: await withdrawnWith(deps.db, found, event),
    along: last ? [] : await eventsOf(deps.db, payload.along),
  })
  if (!drawn) return { drop: 'there is nothing to tell' }
  const { email } = found
  return {
    ...(asked ? {} : { unlessSuppressed: { address: email, scopes: ['all' as const] } }),
    refused: (tx, at) => updateCard(tx, found.id, at),
    unsure: (tx, at) => updateCard(tx, found.id, at),
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

/** The customer wants no messages: they stopped them all, or said so to us. */
const isDeclined = async (deps: OpsDeps, found: Case): Promise<boolean> =>
  found.answers.reach?.may === false || (await isStopped(deps, found))

/** The rights that this event says are done, where the customer was not told of them before; undefined: none. */
const lastWord = async (db: Db, found: Case, id: number, event: Dated): Promise<Dated | undefined> => {
  if (event.kind !== 'remedy done' && event.kind !== 'done') return undefined
  const told = await db.$client<{ id: string }[]>`
    select jsonb_array_elements_text(e.data -> 'remedies') as id from outbox o
    join case_events e on (e.id = (o.payload ->> 'event')::bigint or o.payload -> 'along' @> to_jsonb(e.id)) and e.kind in ('remedy done', 'done')
    where o.kind = 'case mail' and o.payload ->> 'case' = ${found.id} and o.state in ('sending', 'sent', 'uncertain') and e.id <> ${id}`
  const remedies = found.remedies
    .filter((one) => one.statutory && event.data.remedies.includes(one.id))
    .map((one) => one.id)
    .filter((one) => !told.some((before) => before.id === one))
  return remedies.length > 0 ? { ...event, kind: 'remedy done', data: { remedies } } : undefined
}

/** An end and what it took back are told in one mail: they were noted at one moment. */
const withdrawnWith = async (db: Db, { id }: Case, { kind, at }: Dated): Promise<Withdrawn[]> => {
  if (kind !== 'ended' && kind !== 'final answer' && kind !== 'unconfirmed') return []
  const rows = await db.$client<CaseEvent<'promise withdrawn'>[]>`
    select kind, text, data from case_events
    where case_id = ${id} and kind = 'promise withdrawn' and at = ${at} order by id`
  return rows.map(withdrawnOf)
}

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

type Dated = MailedEvent & { at: Date }

const eventsOf = (db: Db, ids: unknown): Promise<Dated[]> | Dated[] =>
  Array.isArray(ids) && ids.length > 0
    ? db.$client<Dated[]>`
        select e.at, e.kind, e.text, e.data, p.name as by from case_events e left join people p on p.id = e.by
        where e.id = any(${ids.map(Number)}) order by e.id`
    : []

const brandOf = async (db: Db, key: string): Promise<Brand | undefined> => {
  const [brand] = await db.$client<Brand[]>`
    select name, colour, logo_svg, reply_to, sender_name, sender_address from brands where key = ${key}`
  return brand
}
