import { and, desc, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments, digests } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { causeOf } from '../errors.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { compileDigest } from './compile.ts'
import type { Department, Digest } from './digest.ts'
import { digestDue } from './due.ts'

export type MadeDigest = { department: string; date: string }

/**
 * Makes every digest that is due, each with its outbox entry in one transaction. May run late, twice or at the
 * same moment as another: a department has one digest a local date. One that fails does not hold up the others.
 */
export async function sendDigests(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  { now }: { now: Date },
): Promise<MadeDigest[]> {
  const last = sql<
    string | null
  >`(select max(local_date)::text from digests where department_key = ${departments.key})`
  const found = await db
    .select({ department: departments, lastDate: last })
    .from(departments)
    .where(eq(departments.active, true))
  const made: MadeDigest[] = []
  for (const { department, lastDate } of found) {
    if (!digestDue(plan(department, lastDate), now)) continue
    try {
      const date = await db.transaction((tx) => makeDigest(tx, department.key, now))
      if (date) made.push({ department: department.key, date })
    } catch (error) {
      log('digest.failed', { department: department.key, cause: causeOf(error) })
    }
  }
  if (made.length > 0) log('digest.made', { count: made.length })
  return made
}

const plan = (department: Department, lastDate: string | null) => ({
  calendar: department,
  digestHour: department.digestHour,
  since: department.since,
  lastDate,
})

async function makeDigest(tx: Tx, key: string, now: Date): Promise<string | undefined> {
  // One at a time a department, so that a digest starts where the last one ended; answers are not held up by it.
  const [department] = await tx
    .select()
    .from(departments)
    .where(and(eq(departments.key, key), eq(departments.active, true)))
    .for('no key update')
  if (!department) return undefined
  const [last] = await tx
    .select({ localDate: digests.localDate, to: digests.to, digest: digests.digest })
    .from(digests)
    .where(eq(digests.departmentKey, key))
    .orderBy(desc(digests.localDate))
    .limit(1)
  const due = digestDue(plan(department, last?.localDate ?? null), now)
  if (!due) return undefined
  const from = last?.to ?? department.since
  const digest = await compileDigest(tx, {
    department,
    from,
    to: now,
    now,
    last: last?.digest as Digest | undefined,
  })
  const { localDate } = due
  const rows = await tx
    .insert(digests)
    .values({ departmentKey: key, localDate, from, to: now, digest })
    .onConflictDoNothing()
    .returning({ localDate: digests.localDate })
  if (rows.length === 0) return undefined
  await enqueue(tx, {
    kind: 'digest',
    destination: chatDestination(department.destination),
    onceKey: `digest:${key}:${localDate}`,
    payload: { department: key, date: localDate },
    dueAt: now,
    now,
  })
  return localDate
}
