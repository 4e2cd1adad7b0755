import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import postgres, { type Sql } from 'postgres'
import { makeAuditPartitions } from './auditPartitions.ts'
import { readConnectionString } from './connectionString.ts'
import { requirePatchedDriver } from './driver.ts'
import { type Step, stepsOf } from './statements.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url).href)

type Migration = { sql: string[]; hash: string; folderMillis: number }
type Say = (line: string) => void

/** Others wait behind a lock that is waited for: at most this long, then they go first. */
const LOCK_TIMEOUT = '1s'
const TRIES = 60
/** Any number; one migrate goes at a time. */
const ONE_AT_A_TIME = 4_711_203

/** It was given up; what was done is kept, and the next run goes on from there. */
export class MigrationError extends Error {}

/**
 * Brings the database to the newest migration, while the product of before runs on it; again changes nothing. Each
 * statement stands for itself and what was done is noted with it: a run that was cut off is gone on with.
 * `say` is told when it waits.
 */
export const migrate = async (url: string, say: Say = () => {}, folder = migrationsFolder): Promise<void> => {
  requirePatchedDriver()
  const { options } = readConnectionString(url)
  const sql = postgres({ ...options, max: 1, onnotice: () => {} })
  // A session's lock belongs to nobody behind a pooler of transactions
  const lockable = options.prepare !== false
  try {
    const hold = async () => {
      if (lockable) await alone(sql, say)
    }
    await hold()
    const migrations = readMigrationFiles({ migrationsFolder: folder })
    const last = await lastApplied(sql)
    const missing = migrations.filter(({ folderMillis }) => last === undefined || folderMillis > last)
    if (last === undefined) await allAtOnce(sql, missing)
    else for (const migration of missing) await bring(sql, migration, hold, say)
    await makeAuditPartitions(sql)
  } finally {
    if (lockable) await sql`select pg_advisory_unlock_all()`.catch(() => {})
    await sql.end({ timeout: 5 })
  }
}

const alone = async (sql: Sql, say: Say) => {
  for (let tries = 0; ; tries++) {
    const [row] = await sql<{ got: boolean }[]>`select pg_try_advisory_lock(${ONE_AT_A_TIME}) as got`
    if (row?.got) return
    if (tries === 0) say('another "migrate" is under way: waiting for it')
    if (tries === 600) throw new MigrationError('Another "migrate" has been under way for ten minutes.')
    await sleep(1000)
  }
}

const lastApplied = async (sql: Sql): Promise<number | undefined> => {
  // As drizzle's own migrator keeps it
  await sql`create schema if not exists drizzle`
  await sql`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`
  await sql`create table if not exists drizzle.under_way (hash text primary key, done integer not null)`
  const [row] = await sql<{ at: string }[]>`
    select created_at as at from drizzle.__drizzle_migrations order by created_at desc limit 1`
  return row && Number(row.at)
}

const record = (sql: Sql, { hash, folderMillis }: Migration) =>
  sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`

/** A new database has nobody to wait. */
const allAtOnce = (sql: Sql, migrations: Migration[]) =>
  sql.begin(async (tx) => {
    for (const migration of migrations) {
      for (const statement of migration.sql) if (statement.trim()) await tx.unsafe(statement)
      await record(tx as unknown as Sql, migration)
    }
  })

const bring = async (sql: Sql, migration: Migration, hold: () => Promise<void>, say: Say) => {
  const { hash } = migration
  const [row] = await sql<{ done: number }[]>`select done from drizzle.under_way where hash = ${hash}`
  const steps = migration.sql.flatMap(stepsOf)
  for (const [n, step] of steps.entries()) {
    if (n < (row?.done ?? 0)) continue
    const done = (tx: Sql) =>
      tx`insert into drizzle.under_way values (${hash}, ${n + 1}) on conflict (hash) do update set done = excluded.done`
    await runStep(sql, step, { done, hold, say })
  }
  await sql.begin(async (tx) => {
    await record(tx as unknown as Sql, migration)
    await tx`delete from drizzle.under_way where hash = ${hash}`
  })
}

const runStep = async (
  sql: Sql,
  step: Step,
  { done, hold, say }: { done: (tx: Sql) => PromiseLike<unknown>; hold: () => Promise<void>; say: Say },
) => {
  if (step.kind === 'index' && (await hasRows(sql, step.table))) {
    await buildIndex(sql, step)
    await done(sql)
    return
  }
  const text = step.kind === 'index' ? step.plain : step.text
  for (let tries = 1; ; tries++) {
    // It is held already, or was lost with its connection
    await hold()
    try {
      await sql.begin(async (tx) => {
        await tx.unsafe(`set local lock_timeout = '${LOCK_TIMEOUT}'`)
        await tx.unsafe(text)
        await done(tx as unknown as Sql)
      })
      return
    } catch (error) {
      const { code } = error as { code?: string }
      if (code !== '55P03' && code !== '40P01') throw error
      const what = text.replace(/\s+/g, ' ').slice(0, 70)
      if (tries === TRIES)
        throw new MigrationError(
          `"${what}" waited for a lock ${TRIES} times: something long is under way in the database (pg_stat_activity). What was done is kept; run "npm run migrate" again.`,
        )
      say(`waiting for a lock, others go first (${tries}): ${what}`)
      await sleep(500 + Math.random() * 1000)
    }
  }
}

const hasRows = async (sql: Sql, table: string) =>
  (await sql<{ some: boolean }[]>`select exists (select from ${sql(table)}) as some`)[0]!.some

/** One that was cut off is left behind invalid; one that is whole was built by a run that was cut off right after. */
const buildIndex = async (sql: Sql, { text, index }: Step & { kind: 'index' }) => {
  const state = async () => {
    const [row] = await sql<{ valid: boolean }[]>`
      select indisvalid as valid from pg_index where indexrelid = to_regclass(${`public.${index}`})`
    return row?.valid
  }
  const was = await state()
  if (was) return
  if (was === false) await sql.unsafe(`drop index concurrently if exists "${index}"`)
  await sql.unsafe(text)
}
