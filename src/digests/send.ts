import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments, digests, type Edition } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { causeOf } from '../errors.ts'
import { atLocal, localDate } from '../time.ts'
import { compileDigest } from './compile.ts'
import { deliver } from './deliver.ts'
import { digestDue } from './due.ts'
import { firstOf, instantsOf, type Period, periodOf } from './period.ts'
import { loadPlans, type Plan } from './plans.ts'

export type MadeDigest = { department: string; date: string; edition: Edition }
type Last = { localDate: string; to: Date; at: string | null } | undefined
type Due = { localDate: string; period: Period }

/**
 * Makes every digest that is due, each with its outbox entries in one transaction. May run late, twice or at the
 * same moment as another: a plan has one digest of an edition a local date. One that fails does not hold up the others.
 */
export async function sendDigests(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  { now }: { now: Date },
): Promise<MadeDigest[]> {
  const made: MadeDigest[] = []
  for (const plan of await loadPlans(db)) {
    for (const edition of plan.editions) {
      const { key } = plan.home
      try {
        if (!dueOf(plan, edition, await lastOf(db, plan, edition), now)) continue
        const date = await db.transaction((tx) => makeDigest(tx, plan, edition, now))
        if (date) made.push({ department: key, date, edition })
      } catch (error) {
        log('digest.failed', { department: key, edition, cause: causeOf(error) })
      }
    }
  }
  if (made.length > 0) log('digest.made', { count: made.length })
  return made
}

/** So long after midnight everything that was stamped before it is committed, and counted by the roll-ups. */
const COMMITTED = '00:10'

/** From its hour on to the end of the local working day; a week's or a month's on its first working day, else later. */
const dueOf = (plan: Plan, edition: Edition, last: Last, now: Date): Due | undefined => {
  const { home, hour, since } = plan
  const due = digestDue({ calendar: home, digestHour: hour, since, lastDate: last?.localDate ?? null }, now)
  if (!due || now < atLocal(home.timeZone, due.localDate, COMMITTED)) return undefined
  if (last && firstOf[edition](last.localDate) === firstOf[edition](due.localDate)) return undefined
  const period = periodOf(edition, home.timeZone, due.localDate, { since, last: last?.to })
  return period && { localDate: due.localDate, period }
}

const lastOf = async (tx: Tx, { home, person }: Plan, edition: Edition): Promise<Last> => {
  const [last] = await tx.execute<NonNullable<Last>>(sql`
    select local_date::text as "localDate", "to", digest ->> 'at' as at from digests
    where department_key = ${home.key} and edition = ${edition} and person_id is not distinct from ${person}::uuid
    order by local_date desc limit 1`)
  return last
}

async function makeDigest(tx: Tx, plan: Plan, edition: Edition, now: Date): Promise<string | undefined> {
  const { home, person } = plan
  // One at a time a department, so that a digest starts where the last one ended; answers are not held up by it.
  await tx
    .select({ key: departments.key })
    .from(departments)
    .where(sql`${departments.key} = ${home.key}`)
    .for('no key update')
  const last = await lastOf(tx, plan, edition)
  const due = dueOf(plan, edition, last, now)
  if (!due) return undefined
  const { localDate: date, period } = due
  const { begins, ends } = instantsOf(home.timeZone, period)
  const before = last && new Date(last.at ?? last.to)
  const digest = await compileDigest(tx, { plan, edition, period, now, last: before })
  const [stored] = await tx
    .insert(digests)
    .values({
      departmentKey: home.key,
      edition,
      personId: person,
      localDate: date,
      from: begins,
      to: ends,
      digest,
    })
    .onConflictDoNothing()
    .returning({ id: digests.id })
  if (!stored) return undefined
  await deliver(tx, plan, { id: stored.id, edition, date }, now)
  return localDate(home.timeZone, now)
}
