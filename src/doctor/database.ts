import type { Db } from '../../db/client.ts'
import journal from '../../db/migrations/meta/_journal.json' with { type: 'json' }
import { bad, type Finding, good, note } from './finding.ts'

/** A click asks the database several times within Slack's 3 seconds. */
const SLOW_MS = 20
const SKEW_MS = 5_000
const QUEUE_MS = 24 * 3600_000
type Said = Omit<Finding, 'what'>

/** Whether it is near, new enough, takes writes, and its clock agrees with ours. */
export const databaseAnswers = async ({ db, now }: { db: Db; now: () => Date }): Promise<Said[]> => {
  const sql = db.$client
  const took: number[] = []
  for (let turn = 0; turn < 5; turn++) {
    const from = performance.now()
    await sql`select 1`
    took.push(performance.now() - from)
  }
  const trip = took.sort((a, b) => a - b)[2]!
  const asked = now()
  const [row] = await sql<{ version: number; at: Date; readonly: boolean }[]>`
    select current_setting('server_version_num')::int / 10000 as version, clock_timestamp() as at,
      pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as readonly`
  const { version, at, readonly } = row!
  const skew = Math.round((at.getTime() - asked.getTime()) / 1000)
  return [
    trip > SLOW_MS
      ? bad(
          `a round trip takes ${Math.round(trip)} ms: run Amends near the database, for clicks ask it several times`,
        )
      : good(`PostgreSQL ${version}, a round trip takes ${trip.toFixed(1)} ms`),
    ...(version < 14 ? [bad(`PostgreSQL ${version} is too old: 17 is recommended`)] : []),
    ...(readonly ? [bad('it is read-only: name the server that takes writes')] : []),
    Math.abs(skew) * 1000 > SKEW_MS
      ? bad(
          `its clock is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} this machine’s: set both by NTP`,
        )
      : good('its clock agrees with this machine’s'),
  ]
}

/** Whether the schema is the one this product was built for, and the role the one it should run as. */
export const schemaIsNew = async ({ db }: { db: Db }): Promise<Said[]> => {
  const sql = db.$client
  const [row] = await sql<{ known: boolean; creates: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as known,
      has_schema_privilege('public', 'create') as creates`
  if (!row!.known) return [bad('none is applied: npm run migrate')]
  const [{ applied } = { applied: 0 }] = await sql<{ applied: number }[]>`
    select count(*)::int as applied from drizzle.__drizzle_migrations`
  const missing = journal.entries.length - applied
  if (missing > 0) return [bad(`${missing} to apply: npm run migrate`)]
  if (missing < 0) return [bad(`the database is ${-missing} ahead of this product: deploy the newer one`)]
  return [
    good(`all ${applied} are applied`),
    row!.creates
      ? note(
          'this role may create tables: right for migrate. Let the product run as another: npm run migrate -- --roles',
        )
      : good('this role may not create tables'),
  ]
}

/** Whether ops is at work, and wake-ups come by the queue where there is one. */
export const opsWorks = async ({ db, now }: { db: Db; now: Date }): Promise<Said[]> => {
  const rows = await db.$client<{ name: string; at: Date }[]>`select name, at from heartbeats`
  const since = (name: string) => {
    const beat = rows.find((row) => row.name === name)
    return beat && now.getTime() - beat.at.getTime()
  }
  const [ops, queue] = [since('ops'), since('queue')]
  return [
    ops === undefined
      ? bad('it was never at work: start it, or on Cloudflare look at its cron and its log')
      : ops > 3 * 60_000
        ? bad(`it has been silent for ${minutes(ops)} min: is it running? On Cloudflare look at its log`)
        : good(`at work ${Math.max(0, Math.round(ops / 1000))} s ago`),
    queue === undefined
      ? note(
          'no wake-up has come by a queue: right on Node. On Cloudflare: does amends-wake have its consumer?',
        )
      : queue > QUEUE_MS
        ? bad(
            `the last wake-up by the queue is ${minutes(queue)} min old: does amends-wake have its consumer?`,
          )
        : good(`the last wake-up by the queue is ${minutes(queue)} min old`),
  ]
}

const minutes = (ms: number) => Math.round(ms / 60_000)
