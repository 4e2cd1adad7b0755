import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { connect } from '../db/client.ts'
import { purge, SWEEPS } from '../src/privacy/purge/purge.ts'
import { bigDatabase } from './big.ts'
import { BIG_NOW } from './bigRows.ts'
import { median, round } from './figures.ts'

/**
 * An installation of two years that never purged, with so many contacts a year and so many outbox entries of the last 90
 * days, then a purge each night for a year. The generator's departments and answers; periods are the defaults. A run that
 * was stopped goes on where it was, in `BENCH_DATA` or the temporary folder; one that ends removes its data.
 * npm run bench:purge -- OUTBOX CONTACTS
 */
const [outbox = 1_000_000, contacts = 250_000] = process.argv.slice(2).map(Number)
const NIGHTS = 365
const DAY = 86_400_000
/** So many entries a statement. */
const PART = 500_000
/** One number more than round ones, so that no other figures' cluster is spoiled. Two of three contacts are answered. */
const answers = Math.round((contacts * 2 * 2) / 3) + 1

const TABLES = [
  'outbox',
  'contacts',
  'customers',
  'invitations',
  'responses',
  'cases',
  'case_events',
  'timers',
  'remedies',
]

type Size = { rows: number; mb: number }
type Night = { seconds: number; batches: number; longest: Longest; gone: Record<string, number> }
type Longest = { ms: number; name: string }

const sizes = async (sql: Sql): Promise<Record<string, Size>> => {
  const found: Record<string, Size> = {}
  for (const table of TABLES) {
    const [row] = await sql.unsafe(
      `select count(*)::int as rows, pg_total_relation_size('${table}')::float8 / 1048576 as mb from "${table}"`,
    )
    found[table] = { rows: row!.rows, mb: Math.round(row!.mb) }
  }
  return found
}

/** What was measured, beside the rows, so that a run that was stopped goes on. */
const kept = async <T>(sql: Sql, name: string, measure: () => Promise<T>): Promise<T> => {
  const [before] = await sql<{ value: T }[]>`select value from bench.measured where name = ${name}`
  if (before) return before.value
  const value = await measure()
  await sql`insert into bench.measured values (${name}, ${JSON.stringify(value)}::text::jsonb)`
  return value
}

let longest: Longest = { ms: 0, name: '' }
let batches = 0
for (const sweep of SWEEPS) {
  const { batch } = sweep
  sweep.batch = async (sql, due) => {
    const begun = performance.now()
    const done = await batch(sql, due)
    const ms = performance.now() - begun
    batches++
    if (ms > longest.ms) longest = { ms, name: sweep.name }
    return done
  }
}

/** One statement, so that a part is there once. */
const entries = (name: string, first: number) => `with made as (
  insert into outbox (kind, destination, lane, once_key, payload, state, due_at, created_at, settled_at)
  select 'reply', 'slack:T1:C' || n % 40, 'case:' || gen_random_uuid(), 'bench:' || n, '{"case": "00000000-0000-4000-8000-000000000000"}',
    'sent', at, at, at from generate_series(${first + 1}, ${Math.min(first + PART, outbox)}) n,
    lateral (select timestamptz '${BIG_NOW.toISOString()}' - (n::float8 / ${outbox} * 90) * interval '1 day' as at) a
  returning 1
) insert into bench.measured select '${name}', to_jsonb(count(*)) from made`

/** All entries that were not made yet, without the indexes that sent ones are in meanwhile. */
const fillOutbox = async (sql: Sql) => {
  const indexes = await kept(sql, 'indexes', async () => {
    const found = await sql<{ name: string; back: string }[]>`
      select indexname as name, indexdef as back from pg_indexes where indexname in ('outbox_once', 'outbox_old')`
    return [...found]
  })
  const done = await sql<{ name: string }[]>`select name from bench.measured where name like 'entries %'`
  const parts = Array.from({ length: Math.ceil(outbox / PART) }, (_, n) => n * PART)
  const left = parts.filter((first) => !done.some(({ name }) => name === `entries ${first}`))
  if (left.length > 0) for (const { name } of indexes) await sql.unsafe(`drop index if exists ${name}`)
  for (const first of left) await sql.unsafe(entries(`entries ${first}`, first))
  for (const { name, back } of indexes) await sql.unsafe(back.replace(` ${name} `, ` if not exists ${name} `))
}

const night = async (db: ReturnType<typeof connect>, n: number): Promise<Night> => {
  const now = new Date(BIG_NOW.getTime() + n * DAY)
  longest = { ms: 0, name: '' }
  batches = 0
  const begun = performance.now()
  const { purged } = await purge({ db, now: () => now }, { now })
  const seconds = (performance.now() - begun) / 1000
  const gone = purged.filter(({ count }) => count > 0).map(({ name, count }) => [name, count])
  // As autovacuum would, which is off in this cluster
  if (n % 15 === 14) await db.$client.unsafe('vacuum (analyze)')
  return { seconds, batches, longest, gone: Object.fromEntries(gone) }
}

const server = await bigDatabase(answers)
const dataDir = join(process.env.BENCH_DATA ?? tmpdir(), `amends-big-${answers}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => server.stop().finally(() => process.exit(1)))
try {
  const db = connect(server.url, { max: 1 })
  const sql = db.$client
  await sql.unsafe('create table if not exists bench.measured (name text primary key, value jsonb not null)')
  await fillOutbox(sql)
  const before = await kept(sql, 'before', async () => {
    await sql.unsafe('vacuum (analyze)')
    return sizes(sql)
  })
  const nights: Night[] = []
  for (let n = 0; n < NIGHTS; n++) {
    const one = await kept(sql, `night ${n}`, () => night(db, n))
    nights.push(one)
    if (n % 30 === 0) console.log(`  night ${n + 1}: ${round(one.seconds, 2)} s`)
  }
  const after = await kept(sql, 'after', async () => {
    await sql.unsafe('vacuum (analyze)')
    return sizes(sql)
  })
  const [first, ...rest] = nights.map(({ seconds }) => seconds) as [number, ...number[]]
  const worst = nights.map((one) => one.longest).sort((one, other) => other.ms - one.ms)[0]!
  const gone: Record<string, number> = {}
  for (const one of nights)
    for (const [name, count] of Object.entries(one.gone)) gone[name] = (gone[name] ?? 0) + count
  console.log(`first night: ${round(first, 1)} s (what 18 months left behind)`)
  console.log(
    `each night after: median ${round(median(rest), 2)} s, longest ${round(Math.max(...rest), 2)} s; ${NIGHTS} nights ${round(first + rest.reduce((all, one) => all + one, 0), 0)} s`,
  )
  console.log(
    `longest batch: ${round(worst.ms, 0)} ms (${worst.name}), of ${nights.reduce((all, one) => all + one.batches, 0)}`,
  )
  console.log(`gone: ${JSON.stringify(gone)}`)
  for (const table of TABLES)
    console.log(
      `| ${table} | ${before[table]!.rows} | ${before[table]!.mb} | ${after[table]!.rows} | ${after[table]!.mb} |`,
    )
  await db.$client.end()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
} finally {
  await server.stop()
}
