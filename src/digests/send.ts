import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments, digests, type Edition } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { causeOf } from '../errors.ts'
import { localDate } from '../time.ts'
import { compileDigest } from './compile.ts'
import { deliver } from './deliver.ts'
import { lastOf, owedDigest } from './owed.ts'
import { instantsOf } from './period.ts'
import { loadPlans, type Plan } from './plans.ts'

export type MadeDigest = { department: string; date: string; edition: Edition }

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
        if (!owedDigest(plan, edition, await lastOf(db, plan, edition), now)) continue
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

async function makeDigest(tx: Tx, plan: Plan, edition: Edition, now: Date): Promise<string | undefined> {
  const { home, person } = plan
  // One at a time a department, so that a digest starts where the last one ended; answers are not held up by it.
  await tx
    .select({ key: departments.key })
    .from(departments)
    .where(sql`${departments.key} = ${home.key}`)
    .for('no key update')
  const last = await lastOf(tx, plan, edition)
  const due = owedDigest(plan, edition, last, now)
  if (!due) return undefined
  const { localDate: date, period } = due
  const { begins, ends } = instantsOf(home.timeZone, period)
  const digest = await compileDigest(tx, { plan, edition, period, now, last: last?.at })
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
