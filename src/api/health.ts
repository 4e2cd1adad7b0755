import { Hono } from 'hono/tiny'
import journal from '../../db/migrations/meta/_journal.json' with { type: 'json' }
import type { Deps } from '../deps.ts'

/** Ops ticks every minute; three missed ticks are a fault, and so is what has been due this long. */
const SILENT_MS = 3 * 60_000
const LATE_MS = 10 * 60_000
/** Clocks of two machines differ; by more than this one of them is wrong. */
const SKEW_MS = 60_000
/** A monitor gives up after a few seconds, and a database that hangs says nothing. */
const ANSWER_MS = 1_800
/** Counting ends here: what it costs must not grow with what went wrong. */
const MANY = 1_000

type Checks = Record<'postgres' | 'writes' | 'migrations' | 'ops' | 'outbox', string>
/** Of outbox entries; `toMend` of destinations that need a person. */
type Counts = Record<'failed' | 'uncertain' | 'due' | 'oldestDueMinutes' | 'toMend', number>
/** `mail` only while it rests. */
type Health = Checks & { mail?: string; counts?: Counts }

const UNKNOWN = { writes: 'unknown', migrations: 'unknown', ops: 'unknown', outbox: 'unknown' }

/** `GET /health`: 200 when all checks are good, else 503 naming what is not. Tells no destination and no cause. */
export const health = (deps: Deps) => {
  // A monitor that asks on while the database hangs does not use up its connections
  let underWay: Promise<Health> | undefined
  const checked = () => {
    underWay ??= check(deps).finally(() => {
      underWay = undefined
    })
    return underWay
  }
  return new Hono().get('/', async (c) => {
    const { counts, ...checks } = await within(ANSWER_MS, checked())
    const good = Object.values(checks).every((found) => found === 'good')
    return c.json(
      { status: good ? 'good' : 'failing', ...checks, ...(counts && { counts }) },
      good ? 200 : 503,
      {
        'Cache-Control': 'no-store',
      },
    )
  })
}

const within = (ms: number, found: Promise<Health>): Promise<Health> => {
  let timer: ReturnType<typeof setTimeout>
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve({ postgres: 'no answer within 2 s', ...UNKNOWN }), ms)
  })
  return Promise.race([found, late]).finally(() => clearTimeout(timer))
}

const check = async (deps: Deps): Promise<Health> => {
  const sql = deps.db.$client
  try {
    await sql`select 1`
  } catch {
    return { postgres: 'not reached', ...UNKNOWN }
  }
  const now = deps.now()
  try {
    const found = await look(deps, now)
    return { ...found, writes: await write(deps, now) }
  } catch {
    return { postgres: 'good', ...UNKNOWN, migrations: 'none applied: npm run migrate' }
  }
}

/** One statement, whose cost grows with the destinations only: the oldest due entry is one look into an index for each. */
const look = async ({ db }: Deps, now: Date): Promise<Omit<Health, 'writes'>> => {
  type Row = Omit<Counts, 'oldestDueMinutes'> & {
    applied: number
    beat: Date | null
    oldest: Date | null
    rests: boolean | null
  }
  const [row] = await db.$client<Row[]>`
    with per as (
      select d.key, d.problem, first.due_at, (
        select count(*) from (
          select from outbox o where o.destination = d.key and o.state = 'waiting' and o.due_at <= ${now} limit ${MANY}
        ) counted
      ) as due
      from destinations d left join lateral (
        select o.due_at from outbox o where o.destination = d.key and o.state = 'waiting' order by o.due_at, o.id limit 1
      ) first on first.due_at <= ${now}
    ), attention as (select state from outbox where state in ('failed', 'uncertain') limit ${MANY})
    select (select count(*)::int from drizzle.__drizzle_migrations) as applied,
      (select at from heartbeats where name = 'ops') as beat,
      (select count(*)::int from attention where state = 'failed') as failed,
      (select count(*)::int from attention where state = 'uncertain') as uncertain,
      coalesce(sum(due), 0)::int as due, min(due_at) as oldest, count(problem)::int as to_mend,
      bool_or(key = 'mail' and problem is not null) as rests
    from per`
  const { applied, beat, oldest, rests, ...counts } = row!
  const missing = journal.entries.length - applied
  const waited = oldest ? now.getTime() - oldest.getTime() : 0
  const minutes = Math.floor(waited / 60_000)
  return {
    postgres: 'good',
    migrations: missing > 0 ? `${missing} to apply: npm run migrate` : 'good',
    ops: opsOf(beat, now),
    outbox: waited > LATE_MS ? `a message has been due for ${minutes} min: npm run outbox` : 'good',
    ...(rests && {
      mail: 'rests: one mail is tried every 5 min and nothing is lost; npm run outbox says what to fix',
    }),
    counts: { ...counts, oldestDueMinutes: minutes },
  }
}

const opsOf = (beat: Date | null, now: Date): string => {
  if (!beat) return 'no heartbeat yet'
  const silent = now.getTime() - beat.getTime()
  if (silent < -SKEW_MS) return 'its heartbeat is in the future: a clock is wrong'
  return silent > SILENT_MS ? `silent for ${Math.round(silent / 60_000)} min` : 'good'
}

/** A row of its own is written and read, at most every 10 s: a database that is read-only or full answers reads all the same. */
const write = async ({ db, log }: Deps, now: Date): Promise<string> => {
  try {
    const [written] = await db.$client<{ at: Date }[]>`
      insert into heartbeats (name, at)
      select 'health', ${now}::timestamptz
      where not exists (
        select from heartbeats where name = 'health' and at between ${new Date(now.getTime() - 10_000)} and ${now}
      )
      on conflict (name) do update set at = excluded.at
      returning at`
    if (!written) return 'good'
    // A cache before the database answers with what it read a minute ago
    const [read] = await db.$client<{ at: Date }[]>`select at from heartbeats where name = 'health'`
    return read && read.at >= written.at ? 'good' : 'not read back: turn off the caching of Hyperdrive'
  } catch (error) {
    log('health.write_failed', { code: (error as { code?: string }).code })
    return 'refused: the database is read-only or full'
  }
}
