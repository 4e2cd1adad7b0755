import { randomUUID } from 'node:crypto'
import { cpus } from 'node:os'
import { connect, type Db } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import { startPostgres } from '../dev/postgres.ts'
import { reassignAbsent } from '../src/cases/away.ts'
import { fillDeadlines } from '../src/cases/deadlines/fill.ts'
import { sweepDeadlines } from '../src/jobs/deadlines/sweep.ts'
import { median, print, round } from './figures.ts'

/** A sweep's cost should grow with what is due, not with what is open: both are printed. */
const OPEN = [1_000, 100_000, 1_000_000]
const DUE = 100
const DUES = [10, 100, 1_000, 7_000]
const ROUNDS = 5
const DEPARTMENTS = 50
/** take, apology, first promise */
const TIMERS_A_CASE = 3
const HOUR = 3600_000
const now = new Date('2026-03-11T11:00:00Z')

// A million rows are made quicker with room for them; what is measured stays durable
const server = await startPostgres({ settings: { max_wal_size: '4GB', shared_buffers: '512MB' } })
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => server.stop().finally(() => process.exit(1)))
try {
  await migrate(server.url)
  // One connection: its blocks are counted
  const db = connect(server.url, { max: 1 })
  await organisation(db)
  console.log(
    `Node ${process.version} (${cpus().length} cores), Postgres durable, on loopback; ${ROUNDS} sweeps each.`,
  )
  const figures = []
  let cases = 0
  for (const open of OPEN) {
    const wanted = Math.ceil(open / TIMERS_A_CASE)
    await openCases(db, cases, wanted - cases)
    cases = wanted
    figures.push(await measured(db, `${open} open, 0 due`, cases, 0))
    figures.push(await measured(db, `${open} open, ${DUE} due`, cases, DUE))
  }
  for (const due of DUES.filter((due) => due !== DUE))
    figures.push(await measured(db, `${OPEN.at(-1)} open, ${due} due`, cases, due))
  await db.$client`update people set away_until = ${new Date(now.getTime() + 100 * HOUR)} where name = 'manager 1'`
  for (const [what, job] of Object.entries({
    'the look for promises in an absence': reassignAbsent,
    'the hourly look for cases without clocks': fillDeadlines,
  })) {
    const begun = performance.now()
    await job({ db, log: () => {} }, { now })
    figures.push({
      what: `${OPEN.at(-1)} open, ${what}`,
      measured: `${round(performance.now() - begun, 1)} ms`,
    })
  }
  print(figures)
  await db.$client.end()
} finally {
  await server.stop()
}

async function measured(db: Db, what: string, cases: number, due: number) {
  const { $client: sql } = db
  const times: number[] = []
  const blocks: number[] = []
  for (let turn = 0; turn < ROUNDS; turn++) {
    const step = Math.max(1, Math.floor(cases / Math.max(1, due)))
    await sql`update timers set next_at = null where next_at <= ${now}`
    await sql`update timers t set level = 0, due_at = ${now}, next_at = ${now}::timestamptz - interval '1 minute', ended_at = null
      where kind = 'take' and case_id in (
        select md5('case ' || (${turn}::int + n * ${step}::int) % ${cases}::int)::uuid from generate_series(0, ${due - 1}::int) n)`
    await sql`delete from case_events`
    await sql`truncate outbox`
    const before = await touched(db)
    const begun = performance.now()
    const fired = await sweepDeadlines({ db, log: (event, facts) => console.log(event, facts) }, { now })
    times.push(performance.now() - begun)
    blocks.push((await touched(db)) - before)
    if (fired !== due) throw new Error(`${what}: ${fired} fired`)
  }
  const ms = median(times)
  return {
    what,
    measured: `${round(ms, 1)} ms (${round(Math.min(...times), 1)} to ${round(Math.max(...times), 1)}), ${median(blocks)} blocks`,
    ...(due > 0
      ? { target: `${round(ms / due, 2)} ms and ${round(median(blocks) / due)} blocks a reminder` }
      : {}),
  }
}

/** Blocks of tables and indexes looked at so far. */
async function touched({ $client: sql }: Db): Promise<number> {
  await sql`select pg_stat_force_next_flush()`
  const [row] = await sql<{ n: number }[]>`
    select sum(coalesce(heap_blks_hit, 0) + coalesce(heap_blks_read, 0) + coalesce(idx_blks_hit, 0) + coalesce(idx_blks_read, 0))::int as n
    from pg_statio_user_tables`
  return row!.n
}

async function organisation({ $client: sql }: Db) {
  const hours = JSON.stringify(Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['09:00', '17:00']]])))
  const holidays = JSON.stringify(
    Array.from({ length: 60 }, (_, n) => `20${26 + (n % 6)}-12-${10 + Math.floor(n / 6)}`),
  )
  await sql`insert into organisation (name, ask, applied_at) values ('Nordly', '{}', ${now})`
  await sql`insert into brands (key, name, sender_name, sender_address, reply_to, colour, language)
    values ('nordly', 'Nordly', 'Nordly', 'care@nordly.example', 'care@nordly.example', '#1f4e79', 'sv')`
  await sql`insert into departments (key, kind, name, time_zone, hours, holidays, destination, digest_hour, since)
    select case n when 0 then 'management' else 'department-' || n end, case n when 0 then 'management' else 'department' end,
      'Department ' || n, 'Europe/Stockholm', ${hours}::text::jsonb, ${holidays}::text::jsonb,
      jsonb_build_object('platform', 'slack', 'workspace', 'T1', 'channel', 'C' || n), 8, ${now}
    from generate_series(0, ${DEPARTMENTS}::int) n`
  await sql`insert into people (id, email, name, slack_workspace, slack_user)
    select md5(role || n)::uuid, role || '-' || n || '@nordly.example', role || ' ' || n, 'T1', 'U' || role || n
    from generate_series(0, ${DEPARTMENTS}::int) n, unnest(array['liaison', 'manager']) role`
  await sql`insert into department_people (department_key, person_id, role, position)
    select case n when 0 then 'management' else 'department-' || n end, md5(role || n)::uuid, role, 0
    from generate_series(0, ${DEPARTMENTS}::int) n, unnest(array['liaison', 'manager']) role where n > 0 or role = 'manager'`
  const customer = randomUUID()
  await sql`insert into customers (id, email, created_at) values (${customer}, 'kim@mail.example', ${now})`
  await sql`insert into contacts (id, source, external_id, channel, brand_key, department_key, customer_id, ended_at, language, time_zone, received_at)
    select md5('contact' || n)::uuid, 'bench', n::text, 'phone', 'nordly', 'department-' || n, ${customer}, ${now}, 'sv', 'Europe/Stockholm', ${now}
    from generate_series(1, ${DEPARTMENTS}::int) n`
}

/** Cases nobody has taken yet, due over the weeks to come. */
async function openCases({ $client: sql }: Db, from: number, count: number) {
  const all = sql`generate_series(${from}::int, ${from + count - 1}::int) n`
  const place = sql`(1 + n % ${DEPARTMENTS}::int)`
  const due = sql`${new Date(now.getTime() + HOUR)}::timestamptz + (n % 40000) * interval '1 minute'`
  await sql`insert into matters (id, customer_id, created_at) select md5('matter ' || n)::uuid, (select id from customers), ${now} from ${all}`
  await sql`insert into cases (id, matter_id, customer_id, contact_id, brand_key, department_key, severity, accountable_id, opened_at,
      take_due_at, apology_due_at, promise, promise_due_at)
    select md5('case ' || n)::uuid, md5('matter ' || n)::uuid, (select id from customers), md5('contact' || ${place})::uuid, 'nordly',
      'department-' || ${place}, 2, md5('liaison' || ${place})::uuid, ${now}, ${due}, ${due}, 'first word', ${due} from ${all}`
  await sql`insert into timers (case_id, kind, subject_id, department_key, rule_minutes, left_minutes, severity, from_at, due_at, next_at)
    select md5('case ' || n)::uuid, kind, md5('case ' || n)::uuid, 'department-' || ${place}, 60, 60, 2, ${now}, ${due}, ${due}
    from ${all}, unnest(array['take', 'apology', 'first promise']) kind`
  await sql`vacuum analyze`
}
