import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { connect } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import { type RunningPostgres, startPostgres } from '../dev/postgres.ts'
import { rollUp } from '../src/figures/rollUp.ts'
import { BIG, BIG_DAYS, BIG_DEPARTMENTS, bigRows } from './bigRows.ts'

/** The cluster is thrown away where the machine fails, so it is made without regard for that. */
const SETTINGS = {
  shared_buffers: '1GB',
  maintenance_work_mem: '1GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
  // So that a statement's CPU is that of its connection
  max_parallel_workers_per_gather: '0',
}
/** As the job's own: the rows of a day come together, of all departments. */
const DAYS_A_RUN = BIG_DEPARTMENTS * 5

/**
 * A Postgres with so many answers of so many days, in the state the product leaves behind. It is kept in `BENCH_DATA`, by
 * default the temporary folder: the next run with the same number starts it as it is, goes on where the filling was cut
 * off, and migrates it. The caller stops it.
 */
export async function bigDatabase(answers: number, days = BIG_DAYS): Promise<RunningPostgres> {
  const name = `amends-big-${answers}${days === BIG_DAYS ? '' : `-${days}`}`
  const dataDir = join(process.env.BENCH_DATA ?? tmpdir(), name, 'data')
  const database = await startPostgres({ dataDir, fast: true, settings: SETTINGS })
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  try {
    const [begun] = await sql<{ yes: boolean }[]>`select to_regclass('bench.steps') is not null as yes`
    if (!begun!.yes) await plan(sql, database.url, answers, days)
    await fill(sql)
    await migrate(database.url)
    await countAll(sql, database.url)
    return database
  } catch (error) {
    await database.stop()
    throw error
  } finally {
    await sql.end()
  }
}

/** An empty database without indexes, and the steps that fill it: all or nothing, so that a later run knows what is left. */
async function plan(sql: Sql, url: string, answers: number, days: number): Promise<void> {
  await sql.unsafe('drop schema public cascade; create schema public; drop schema if exists drizzle cascade')
  await migrate(url)
  await sql.begin(async (sql) => {
    const back = await bare(sql)
    const steps = [
      ...bigRows(answers, days),
      ...back.map((one): [string, string] => ['keys, indexes and triggers', one]),
    ]
    await sql.unsafe(
      'create schema bench; create table bench.steps (at int primary key, what text, statement text)',
    )
    for (const [at, [what, statement]] of steps.entries())
      await sql`insert into bench.steps values (${at}, ${what}, ${statement})`
  })
}

async function fill(sql: Sql): Promise<void> {
  const steps = await sql<
    { at: number; what: string; statement: string }[]
  >`select * from bench.steps order by at`
  const begun = Date.now()
  for (const [n, { at, what, statement }] of steps.entries()) {
    const from = Date.now()
    await sql.begin(async (sql) => {
      await sql.unsafe(statement)
      await sql`delete from bench.steps where at = ${at}`
    })
    const seconds = (Date.now() - from) / 1000
    if (seconds > 2) console.log(`  ${n + 1} of ${steps.length}, ${what}: ${seconds.toFixed(0)} s`)
  }
  if (steps.length === 0) return
  await sql.unsafe('vacuum (freeze, analyze)')
  await sql.unsafe('checkpoint')
  console.log(`  filled: ${((Date.now() - begun) / 1000).toFixed(0)} s`)
}

/** The product's own roll-ups, of days that were not counted yet. */
async function countAll(sql: Sql, url: string): Promise<void> {
  const db = connect(url, { max: 1 })
  const begun = Date.now()
  const minutes = () => `${((Date.now() - begun) / 60_000).toFixed(1)} min`
  let days = 0
  for (let last = 1, said = 0; last > 0; ) {
    last = await rollUp({ db }, { most: DAYS_A_RUN })
    days += last
    if (days - said < 50 * DAYS_A_RUN) continue
    said = days
    console.log(`  ${days} days rolled up: ${minutes()}`)
  }
  await db.$client.end()
  if (days === 0) return
  await sql.unsafe('vacuum (analyze) rollups')
  await sql.unsafe('checkpoint')
  console.log(`  ${days} days rolled up: ${minutes()}`)
}

/** Takes indexes, keys and triggers off the big tables; the statements that bring them back are the result. */
export async function bare(sql: Sql | TransactionSql): Promise<string[]> {
  const keys = await sql<{ off: string; back: string }[]>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as off,
      format('alter table %s add constraint %I %s%s', conrelid::regclass, conname, pg_get_constraintdef(oid),
        case when contype = 'f' then ' not valid' end) as back
    from pg_constraint where connamespace = 'public'::regnamespace
      and (contype = 'f' or contype in ('p', 'u') and conrelid::regclass::text = any(${BIG}))
    order by contype <> 'f', oid`
  const indexes = await sql<{ off: string; back: string }[]>`
    select format('drop index %s', indexrelid::regclass) as off, pg_get_indexdef(indexrelid) as back
    from pg_index where indrelid::regclass::text = any(${BIG})
      and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))`
  const triggers = BIG.map((table) => ({
    off: `alter table ${table} disable trigger user`,
    back: `alter table ${table} enable trigger user`,
  }))
  const all = [...keys, ...indexes, ...triggers]
  for (const { off } of all) await sql.unsafe(off)
  return all.map(({ back }) => back).reverse()
}
