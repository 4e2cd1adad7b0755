import { sqlOf, type Tx } from '../../db/client.ts'
import type { ChatDestination, OwedThing } from '../../db/schema/index.ts'
import type { Card } from '../../integrations/chat.ts'
import { loadMembers, managementChannel } from '../directory/members.ts'
import { placeBeside } from '../directory/nextInLine.ts'
import { languageAt } from '../directory/readers.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { Render } from '../outbox/entry.ts'
import { platformOf, postOnce } from '../outbox/postOnce.ts'
import { heldBy } from '../privacy/holds.ts'
import type { Wanted } from './erase.ts'
import { inWords, owedTo } from './owed.ts'

const HOUR = 3600_000
const DAY = 24 * HOUR
const ONCE_MORE_MS = 7 * DAY
/** From then on another wish is one of its own. The clock, which looks again, has none. */
const ANOTHER_MS = 90 * DAY
const SHOWN = 10

/**
 * Has management told, now and once more in a week, that an erasure waits; what is done by then is not told. Management
 * at the desk is asked at once, so colleagues hear of it an hour later. Once for a wish, no matter how often it is tried.
 */
export const tellManagement = ({ db }: { db: Tx }, { customer, by, from, now }: Wanted): Promise<void> =>
  db.transaction(async (tx) => {
    const to = await placeFor(tx, customer)
    if (!to) return
    const before = from.door === 'clock' ? null : new Date(now.getTime() - ANOTHER_MS)
    const told = await sqlOf(tx)`
      update customers set erasure_told_at = ${now}
      where id = ${customer} and erased_at is null and (erasure_told_at is null or erasure_told_at < ${before})
      returning id`
    if (told.length === 0) return
    const first = now.getTime() + (by.kind === 'person' ? HOUR : 0)
    for (const again of [false, true])
      await enqueue(tx, {
        kind: 'erasure waits',
        destination: chatDestination(to),
        onceKey: `erasure waits:${customer}:${now.toISOString()}${again ? ':again' : ''}`,
        payload: { customer, again },
        dueAt: new Date(first + (again ? ONCE_MORE_MS : 0)),
        now,
      })
  })

/** Management's channel, or another of them where somebody reads that whom a case of the customer is about. */
const placeFor = async (tx: Tx, customer: string): Promise<ChatDestination | null> => {
  const about = await sqlOf(tx)<{ id: string }[]>`
    select distinct x.person_id as id from cases k join case_exclusions x on x.case_id = k.id
    where k.customer_id = ${customer}`
  const excluded = about.map(({ id }) => id)
  return placeBeside(await managementChannel(tx), await loadMembers(tx, []), excluded)
}

type Waiting = {
  erasedAt: Date | null
  /** The customer asked for it, and it is looked at by the clock. */
  asked: boolean
  timeZone: string
}

/** What management is told, unless it is decided by then. It goes to where they read at that time. */
export const erasureWaits: Render = async (deps, { id, payload, createdAt }) => {
  const { db, publicUrl } = deps
  const [customer, again] = [String(payload.customer), payload.again === true]
  const [found] = await db.$client<Waiting[]>`
    select u.erased_at, d.time_zone,
      exists (select from data_requests q where q.customer_id = u.id and q.again_at is not null) as asked
    from customers u, departments d where u.id = ${customer} and d.kind = 'management' and d.active limit 1`
  if (!found || found.erasedAt) return { drop: 'the customer is erased' }
  if ((await heldBy(db, { customer })).length > 0) return { drop: 'a legal hold keeps it' }
  const owed = await owedTo(db, customer)
  if (owed.length === 0 && (found.asked || !again)) return { drop: 'nothing is owed any more' }
  const to = await placeFor(db, customer)
  if (!to) return { drop: 'nobody in management may know' }
  const words = staffWords(await languageAt(db, to))
  const url = `${publicUrl}/desk/customers?of=${customer}`
  return postOnce(
    platformOf(deps, to),
    to,
    waitsCard({ ...found, owed, again, url }, words),
    String(id),
    createdAt,
  )
}

type Told = Pick<Waiting, 'asked' | 'timeZone'> & { owed: OwedThing[]; again: boolean; url: string }

/** Nothing of the person: it stays as it is when they are erased. Pure. */
const waitsCard = ({ asked, again, owed, timeZone, url }: Told, words: StaffWords): Card => {
  const { waits: say } = words.personalData
  const why = owed.length === 0 ? say.free : again ? say.still : asked ? say.asked : say.refused
  const more = owed.length - SHOWN
  const lines = [
    ...owed.slice(0, SHOWN).map((thing) => inWords(thing, { timeZone }, words)),
    ...(more > 0 ? [say.more(more)] : []),
  ]
  return {
    title: say.title,
    summary: `${say.title}. ${why.replace(/:$/, '.')}`,
    tone: 'waiting',
    parts: [
      { kind: 'text', text: [why, ...lines.map((line) => `• ${line}`)].join('\n') },
      ...(owed.length > 0 ? [{ kind: 'text' as const, text: asked ? say.byItself : say.byHand }] : []),
      { kind: 'link', label: say.open, url },
    ],
    actions: [],
    language: words.language,
  }
}
