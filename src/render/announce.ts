import { inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { caseEvents } from '../../db/schema/index.ts'
import type { Card, MessageRef } from '../../integrations/chat.ts'
import { setApart, standsApart } from '../cases/apart.ts'
import type { Case } from '../cases/case.ts'
import { loadCase, loadToShow } from '../cases/caseFile.ts'
import { asEvent } from '../cases/events.ts'
import { namedFindingsOf } from '../cases/findings.ts'
import { postAnew } from '../cases/moveMessage.ts'
import { isOpen } from '../cases/states.ts'
import { coverAgain } from '../covers/card.ts'
import type { OpsDeps } from '../deps.ts'
import { improvementAgain } from '../improvements/announce.ts'
import { incidentAgain } from '../incidents/announce.ts'
import { kudosAgain } from '../kudos/announce.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'
import { chatDestination } from '../outbox/destinations.ts'
import type { Message, Prepared, Render } from '../outbox/entry.ts'
import { platformOf, postOnce, updateOf } from '../outbox/postOnce.ts'
import { eventsOf, leaveForNext, replyWith } from '../outbox/replies.ts'
import { judgeAnswers } from '../responses/judge.ts'
import { proposalAgain } from './announceProposal.ts'
import { renderCard } from './card.ts'
import { namedEvents } from './namedEvents.ts'
import { renderReply } from './reply.ts'

/** What the customer wrote is judged before it is shown. */
const judged = async (deps: OpsDeps, id: unknown, now: Date): Promise<Case> => {
  const caseId = String(id)
  const { found, unjudged } = await loadToShow(deps.db, caseId)
  if (!unjudged) return found
  await judgeAnswers(deps, { now, caseId })
  return loadCase(deps.db, caseId)
}

/** The case's message: posted once, and looked up or marked if its first post may have arrived. */
export const escalation: Render = async (deps, { id, payload, destination, createdAt }, now) => {
  const found = await judged(deps, payload.case, now)
  if (found.message) return { drop: 'already posted' }
  if (found.state === 'answered by mistake') return { drop: 'answered by mistake' }
  const apart = await readApart(deps, found)
  if (apart) return apart
  const chat = platformOf(deps, found.destination)
  return {
    ...postOnce(
      chat,
      found.destination,
      renderCard(found, staffWords(found.staffLanguage), now),
      String(id),
      createdAt,
    ),
    rows: (sql, message: MessageRef) => sql`
      , shown as (
        update cases set message = ${JSON.stringify(message)}::jsonb from held, departments d
        where cases.id = ${found.id} and d.key = cases.department_key
          and coalesce(cases.destination, d.destination) = ${JSON.stringify(found.destination)}::jsonb
        returning cases.id
      ), stray as (
        -- The case went elsewhere while this was under way: it keeps no buttons here
        insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
        select 'case moved', ${destination}, ${`moved:${found.id}`}, ${`case moved:${found.id}:entry:${id}`},
          ${JSON.stringify({ case: found.id, message })}::jsonb, ${now}, ${now}
        from held where not exists (select from shown)
      )`,
  } satisfies Message
}

/**
 * Before a case's first message its entries wait for it; those made before it moved give way to the one after them.
 * What its history leaves out is told after it.
 */
const notThere = async ({ db }: OpsDeps, { id }: Case, entry: number, now: Date, events: number[] = []) => {
  const [later] = await db.$client<{ destination: string; until: number | null }[]>`
    select e.destination, (
      select max((h.payload ->> 'until')::int) from outbox h where h.lane = e.lane and h.kind = 'history' and h.id > ${entry}
        and h.state in ('waiting', 'claimed', 'sending')
    ) as until
    from outbox e where e.lane = ${`case:${id}`} and e.kind = 'escalation' and e.id > ${entry}
      and e.state in ('waiting', 'claimed', 'sending') limit 1`
  if (!later) return { defer: 'the escalation is not posted yet' }
  const { destination, until } = later
  const untold = events.filter((event) => event > (until ?? Number.POSITIVE_INFINITY))
  if (untold.length === 0) return { drop: 'the case moved: its history goes along' }
  return {
    drop: 'told after the new message',
    dropped: (tx: Tx) => replyWith(tx, { caseId: id, destination, events: untold, now }),
  }
}

/** Its department has another channel since it was posted, and nobody moved it along. */
const isElsewhere = ({ alone, destination, message, state }: Case) =>
  !alone && message !== null && isOpen(state) && chatDestination(message) !== chatDestination(destination)

/** The customer names somebody who reads this channel: nothing more of it is posted there. */
const readApart = async (deps: OpsDeps, found: Case): Promise<Prepared | undefined> =>
  isOpen(found.state) && (await standsApart(deps.db, found))
    ? { drop: 'it may be about a reader of this channel', dropped: (tx) => setApart(tx, found, deps.now()) }
    : undefined

/** The same message, rendered from the state as it is now. Updating twice does no harm. */
export const card: Render = async (deps, entry, now) => {
  const { payload } = entry
  if (payload.proposal) return proposalAgain(deps, entry, now)
  if (payload.kudos) return kudosAgain(deps, entry, now)
  if (payload.cover) return coverAgain(deps, entry, now)
  if (payload.improvement) return improvementAgain(deps, entry, now)
  if (payload.incident) return incidentAgain(deps, entry, now)
  const found = await judged(deps, payload.case, now)
  const { message } = found
  if (!message) return notThere(deps, found, entry.id, now)
  const postAgain = (deleted: boolean) => (tx: Tx) =>
    postAnew(tx, { id: found.id, message }, { deleted, now: deps.now() })
  if (isElsewhere(found)) return { drop: 'the case is read elsewhere now', dropped: postAgain(false) }
  const apart = await readApart(deps, found)
  if (apart) return apart
  return {
    ...updateOf(deps, message, renderCard(found, staffWords(found.staffLanguage), now)),
    gone: postAgain(true),
  }
}

/** What happened, told in the case's thread. */
export const reply: Render = async (deps, entry, now) => {
  const found = await judged(deps, entry.payload.case, now)
  const { message } = found
  if (!message) return notThere(deps, found, entry.id, now, eventsOf(entry))
  if (isElsewhere(found) && !entry.maybeSent) {
    const dropped = (tx: Tx) =>
      postAnew(tx, { id: found.id, message }, { events: eventsOf(entry), deleted: false, now })
    return { drop: 'the case is read elsewhere now', dropped }
  }
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
  const drawn = combined(
    told.map(({ card }) => card),
    staffWords(found.staffLanguage),
  )
  const events = told.map(({ id }) => id)
  return {
    ...postOnce(platformOf(deps, message), message, drawn, String(entry.id), entry.createdAt),
    gone: (tx, at) => postAnew(tx, { id: found.id, message }, { events, deleted: true, now: at }),
  }
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

const combined = ([first, ...more]: Card[], { thread: say }: StaffWords): Card =>
  more.length === 0
    ? first!
    : {
        ...first!,
        ...acting([first!, ...more]),
        summary: first!.summary.slice(0, 160) + say.andMore(more.length),
        parts: [first!, ...more].flatMap(({ parts }) => parts),
      }

/** The button of one of them: each acts on the case. */
const acting = (cards: Card[]): Partial<Card> => {
  const one = cards.find(({ actions }) => actions.length > 0)
  return one ? { actions: one.actions, subject: one.subject } : {}
}

const drawEvents = async ({ db }: OpsDeps, found: Case, ids: number[]) => {
  const events = await namedEvents(db, inArray(caseEvents.id, ids))
  const findings = events.some(({ kind }) => kind === 'documented') ? await namedFindingsOf(db, found.id) : []
  const words = staffWords(found.staffLanguage)
  return events.flatMap(({ id, ...event }) => {
    const card = renderReply(found, asEvent(event), words, findings)
    return card ? [{ id, card }] : []
  })
}
