import { eq, inArray } from 'drizzle-orm'
import { caseEvents, findings, people } from '../../../db/schema/index.ts'
import type { Card, MessageRef } from '../../../integrations/chat.ts'
import type { OpsDeps } from '../../deps.ts'
import { kudosAgain } from '../../kudos/announce.ts'
import type { Draw, Message } from '../../outbox/entry.ts'
import { platformOf, postOnce } from '../../outbox/postOnce.ts'
import { eventsOf, leaveForNext } from '../../outbox/replies.ts'
import { type Case, loadCase } from '../load.ts'
import { proposalAgain } from '../turns/announceProposal.ts'
import { drawCard } from './card.ts'
import { drawReply } from './reply.ts'

/** The case's message: posted once, and looked up or marked if its first post may have arrived. */
export const escalation: Draw = async (deps, { id, payload, destination, createdAt }, now) => {
  const found = await loadCase(deps.db, String(payload.case))
  if (found.message) return { drop: 'already posted' }
  const chat = platformOf(deps, found.destination)
  return {
    ...postOnce(chat, found.destination, drawCard(found), String(id), createdAt),
    rows: (sql, message: MessageRef) => sql`
      , shown as (
        update cases set message = ${JSON.stringify(message)}::jsonb from held, departments d
        where cases.id = ${found.id} and d.key = cases.department_key
          and coalesce(cases.destination, d.destination) = ${JSON.stringify(found.destination)}::jsonb
        returning cases.id
      ), stray as (
        -- The case went elsewhere while this was under way: it keeps no buttons here
        insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
        select 'case moved', ${destination}, ${`case:${found.id}`}, ${`case moved:${found.id}:entry:${id}`},
          ${JSON.stringify({ case: found.id, message })}::jsonb, ${now}, ${now}
        from held where not exists (select from shown)
      )`,
  } satisfies Message
}

/** Before a case's first message its entries wait for it; those made before it moved give way to the one after them. */
const notThere = async ({ db }: OpsDeps, { id }: Case, entry: number) => {
  const [later] = await db.$client`
    select from outbox where lane = ${`case:${id}`} and kind = 'escalation' and id > ${entry}
      and state in ('waiting', 'claimed', 'sending')`
  return later
    ? { drop: 'the case moved: its history goes along' }
    : { defer: 'the escalation is not posted yet' }
}

/** The same message, drawn from the state as it is now. Updating twice does no harm. */
export const card: Draw = async (deps, entry, now) => {
  const { payload } = entry
  if (payload.proposal) return proposalAgain(deps, entry, now)
  if (payload.kudos) return kudosAgain(deps, entry, now)
  const found = await loadCase(deps.db, String(payload.case))
  const { message } = found
  if (!message) return notThere(deps, found, entry.id)
  return { repeatable: true, send: () => platformOf(deps, message).update(message, drawCard(found)) }
}

/** What happened, told in the case's thread. */
export const reply: Draw = async (deps, entry, now) => {
  const found = await loadCase(deps.db, String(entry.payload.case))
  const { message } = found
  if (!message) return notThere(deps, found, entry.id)
  const told = await drawEvents(deps, found, eventsOf(entry))
  const fits = fitting(told)
  // What may have arrived stays as it was
  if (fits < told.length && !entry.maybeSent) {
    const ids = told.map(({ id }) => id)
    if (!(await leaveForNext(deps.db, entry, ids.slice(0, fits), ids.slice(fits), now)))
      return { defer: 'another worker has it' }
    told.length = fits
  }
  if (told.length === 0) return { drop: 'there is nothing to tell' }
  const drawn = combined(told.map(({ card }) => card))
  return postOnce(platformOf(deps, message), message, drawn, String(entry.id), entry.createdAt)
}

/** A platform takes some 50 parts and 13,000 characters a message, or 28 KB; one event is never cut in two. */
const MOST_PARTS = 36
const LONGEST = 6000

const fitting = (told: { card: Card }[]): number => {
  let parts = 0
  let letters = 0
  for (const [n, { card }] of told.entries()) {
    parts += card.parts.length
    letters += JSON.stringify(card.parts).length
    if (n > 0 && (parts > MOST_PARTS || letters > LONGEST)) return n
  }
  return told.length
}

const combined = ([first, ...more]: Card[]): Card =>
  more.length === 0
    ? first!
    : {
        ...first!,
        summary: `${first!.summary.slice(0, 160)} And ${more.length} more.`,
        parts: [first!, ...more].flatMap(({ parts }) => parts),
      }

const drawEvents = async ({ db }: OpsDeps, found: Case, ids: number[]) => {
  const events = await db
    .select({
      id: caseEvents.id,
      kind: caseEvents.kind,
      at: caseEvents.at,
      text: caseEvents.text,
      data: caseEvents.data,
      by: people.name,
    })
    .from(caseEvents)
    .leftJoin(people, eq(people.id, caseEvents.by))
    .where(inArray(caseEvents.id, ids))
    .orderBy(caseEvents.id)
  const [finding] = events.some(({ kind }) => kind === 'documented')
    ? await db.select().from(findings).where(eq(findings.caseId, found.id))
    : []
  return events.flatMap(({ id, ...event }) => {
    const card = drawReply(found, event, finding)
    return card ? [{ id, card }] : []
  })
}
