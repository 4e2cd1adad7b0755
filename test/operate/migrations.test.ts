import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { stepsOf } from '../../db/statements.ts'
import { type RunningPostgres, startPostgres } from '../../dev/postgres.ts'
import { fill } from './filled.ts'

const folder = join(import.meta.dirname, '../../db/migrations')
const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'))
/** The release of before the last two: what a deployment that skipped one has. */
const from = mkdtempSync(join(tmpdir(), 'amends-migrations-'))
const ROWS = Number(process.env.AMENDS_ROWS ?? 5_000)
/** The lock timeout of the runner, and what a loaded machine adds. */
const LONGEST_MS = 5000
const LARGE = [
  'customers',
  'matters',
  'contacts',
  'invitations',
  'responses',
  'cases',
  'case_events',
  'apologies',
  'remedies',
  'outbox',
]

let server: RunningPostgres
let owner: Sql
const open: Sql[] = []
beforeAll(async () => {
  server = await startPostgres({ fast: true })
  owner = postgres(server.url, { max: 1, onnotice: () => {} })
  cpSync(folder, from, { recursive: true })
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((sql) => sql.end({ timeout: 1 })))
})
afterAll(async () => {
  await owner?.end()
  await server?.stop()
  rmSync(from, { recursive: true, force: true })
})

const client = (url: string) => {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  open.push(sql)
  return sql
}
let count = 0
const database = async (steps: 'first' | 'all', entries = 1) => {
  const name = `migrations_${count++}`
  await owner.unsafe(`create database ${name}`)
  const url = server.url.replace(/\/amends$/, `/${name}`)
  writeFileSync(
    join(from, 'meta', '_journal.json'),
    JSON.stringify({ ...journal, entries: journal.entries.slice(0, entries) }),
  )
  await migrate(url, undefined, steps === 'first' ? from : folder)
  return { url, sql: client(url) }
}

/** Tables, columns, indexes and constraints, in words. */
const shapeOf = async (sql: Sql) => [
  ...(await sql`select table_name, column_name, udt_name, is_nullable, column_default from information_schema.columns
    where table_schema = 'public' order by table_name, column_name`),
  ...(await sql`select indexdef, i.indisvalid from pg_indexes join pg_index i on i.indexrelid = to_regclass(indexname)
    where schemaname = 'public' order by indexname`),
  ...(await sql`select conname, pg_get_constraintdef(oid), convalidated from pg_constraint
    where connamespace = 'public'::regnamespace order by conname, 2`),
]

test('a filled database is migrated while others write: nobody waits longer than the lock timeout', async () => {
  const { url, sql } = await database('first')
  await fill(sql, ['people', 'brands', 'departments', ...LARGE], ROWS)
  const ended = { yet: false }
  const waits: Record<string, number> = {}
  const writers = [...LARGE, 'people', 'brands'].map(async (table) => {
    const one = client(url)
    const [{ id }] = (await one.unsafe(`select ctid::text as id from "${table}" limit 1`)) as unknown as [
      { id: string },
    ]
    const [{ column }] = (await one.unsafe(
      `select attname as column from pg_attribute where attrelid = '"${table}"'::regclass and attnum > 1 and attidentity = '' and not attisdropped order by attnum limit 1`,
    )) as unknown as [{ column: string }]
    const key = table === 'brands' ? 'key' : 'id'
    const [row] = await one.unsafe(`select "${key}" as key from "${table}" where ctid = '${id}'`)
    while (!ended.yet) {
      const before = performance.now()
      await one.unsafe(`update "${table}" set "${column}" = "${column}" where "${key}" = $1`, [row!.key])
      waits[table] = Math.max(waits[table] ?? 0, performance.now() - before)
      await sleep(5)
    }
  })
  const before = performance.now()
  await migrate(url)
  const took = performance.now() - before
  ended.yet = true
  await Promise.all(writers)
  const worst = Object.entries(waits).sort(([, a], [, b]) => b - a)
  console.log(
    `${ROWS} rows a table, migrated in ${Math.round(took)} ms; longest wait of a writer: ${worst
      .slice(0, 5)
      .map(([table, ms]) => `${table} ${Math.round(ms)} ms`)
      .join(', ')}`,
  )
  expect(worst[0]![1]).toBeLessThan(LONGEST_MS)
  const { sql: fresh } = await database('all')
  expect(await shapeOf(sql)).toEqual(await shapeOf(fresh))
}, 600_000)

test('a run that is cut off is gone on with, and one that waits lets others go first', async () => {
  const { url, sql } = await database('first')
  await fill(sql, ['people', 'brands', 'departments', ...LARGE], 50)
  const holder = client(url)
  const reserved = await holder.reserve()
  await reserved`begin`
  await reserved`select from cases limit 1`
  const said: string[] = []
  const first = migrate(url, (line) => said.push(line)).catch((error) => error)
  for (let n = 0; n < 400 && said.length === 0; n++) await sleep(50)
  expect(said[0]).toContain('waiting for a lock, others go first')
  // Behind the migration that waits, a reader of the same table waits no longer than its timeout
  const before = performance.now()
  await sql`select count(*) from cases`
  expect(performance.now() - before).toBeLessThan(LONGEST_MS)
  const [{ done }] = (await sql`select done from drizzle.under_way`) as unknown as [{ done: number }]
  expect(done).toBeGreaterThan(0)
  for (let killed = 0, n = 0; killed === 0 && n < 400; n++) {
    await sleep(20)
    const rows = await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query ilike '%cases%'`
    killed = rows.length
  }
  expect(await first).toBeInstanceOf(Error)
  await reserved`rollback`
  reserved.release()
  await migrate(url)
  const { sql: fresh } = await database('all')
  expect(await shapeOf(sql)).toEqual(await shapeOf(fresh))
  expect(await sql`select * from drizzle.under_way`).toHaveLength(0)
})

test('two at once are one after the other, and a third changes nothing', async () => {
  const { url, sql } = await database('first')
  await Promise.all([migrate(url), migrate(url)])
  await migrate(url)
  expect(await sql`select count(*)::int as n from drizzle.__drizzle_migrations`).toEqual([
    { n: journal.entries.length },
  ])
})

test('an index left behind by a run that was cut off is built again', async () => {
  const { url, sql } = await database('first')
  await fill(
    sql,
    [
      'people',
      'brands',
      'departments',
      'customers',
      'matters',
      'contacts',
      'invitations',
      'responses',
      'cases',
    ],
    50,
  )
  await sql`create index cases_number on cases (number)`
  // As a cut-off "concurrently" leaves it; only a superuser could say so of an index
  const steps = stepsOf('CREATE INDEX "cases_number" ON "cases" USING btree ("number");')
  expect(steps).toMatchObject([
    {
      kind: 'index',
      index: 'cases_number',
      text: expect.stringContaining('index concurrently "cases_number"'),
    },
  ])
  await migrate(url)
  expect(
    await sql`select indisvalid as valid from pg_index where indexrelid = 'cases_number'::regclass`,
  ).toEqual([{ valid: true }])
})

test('accounts and exclusions of before are rows, and so is what the product of before writes later', async () => {
  const earlier = journal.entries.findIndex(({ tag }: { tag: string }) =>
    tag.endsWith('accounts_and_exclusions'),
  )
  const { url, sql } = await database('first', earlier)
  await fill(sql, ['people', 'brands', 'departments', 'customers', 'matters', 'contacts'], 9)
  await fill(sql, ['cases'], 6)
  const person = (n: number) => sql`md5('people' || ${n}::int)::uuid`
  const one = (n: number) => sql`md5('cases' || ${n}::int)::uuid`
  const named = (n: number, email: string) => sql`
    update contacts set staff_member = ${sql.json({ name: 'Anna', email })} where id = (select contact_id from cases where id = ${one(n)})`
  await sql`update people set slack_workspace = 'T1', slack_user = 'U1' where id = ${person(1)}`
  await sql`update people set teams_tenant = 't2', teams_user = 'u2' where id = ${person(2)}`
  await sql`update cases set about_id = ${person(1)} where id = ${one(1)}`
  await named(2, 'Email2')
  await sql`insert into case_events (case_id, kind, at, data)
    values (${one(1)}, 'somebody else asked', now(), jsonb_build_object('about', true, 'person', ${person(3)})),
      (${one(3)}, 'somebody else asked', now(), '{"about": false}')`
  await migrate(url)
  const excluded = async () =>
    (
      await sql`select (select n from generate_series(1, 9) n where md5('cases' || n)::uuid = case_id) as case, email
        from case_exclusions x join people p on p.id = x.person_id order by 1, 2`
    ).map((row) => `${row.case} ${row.email}`)
  const accounts = async () =>
    (
      await sql`select email, platform, workspace, user_id from person_accounts a join people p on p.id = a.person_id order by 1, 2`
    ).map((row) => Object.values(row).join(' '))
  expect(await excluded()).toEqual(['1 email1', '1 email3', '2 email2'])
  expect(await accounts()).toEqual(['email1 slack T1 U1', 'email2 teams t2 u2'])

  await sql`update people set slack_workspace = null, slack_user = null where id = ${person(1)}`
  await sql`update people set slack_workspace = 'T1', slack_user = 'U1' where id = ${person(2)}`
  expect(await accounts()).toEqual(['email2 slack T1 U1', 'email2 teams t2 u2'])
  await sql`update cases set about_id = ${person(4)} where id = ${one(1)}`
  await named(5, 'new@nordly.example')
  await sql`insert into people (email, name) values ('new@nordly.example', 'Nora')`
  expect(await excluded()).toEqual(['1 email1', '1 email3', '1 email4', '2 email2', '5 new@nordly.example'])
})

test('a migration only adds: the product of before runs on the schema of now', () => {
  const later = readdirSync(folder).filter((name) => name.endsWith('.sql') && !name.startsWith('0000'))
  expect(later.length).toBeGreaterThan(0)
  for (const name of later) {
    const text = readFileSync(join(folder, name), 'utf8')
    const made = new Set(
      [...text.matchAll(/create table (?:if not exists )?"([^"]+)"/gi)].map(([, table]) => table),
    )
    for (const statement of text.split('--> statement-breakpoint')) {
      const said = statement.trim().replaceAll(/\s+/g, ' ')
      const [, table] = /^alter table "([^"]+)"/i.exec(said) ?? []
      const old = !made.has(table)
      expect(said, name).not.toMatch(/drop (table|column|schema|type|view)|rename |truncate |^delete /i)
      if (!old) continue
      // A type without its limit is the same on disk
      expect(said, name).not.toMatch(/set data type (?!(numeric|text);?$)|alter column "[^"]+" type /i)
      // Old code leaves a new column out, and a rewrite or a look at every row would hold the table
      if (/add column/i.test(said) && /not null/i.test(said)) expect(said, name).toMatch(/default/i)
      expect(said, name).not.toMatch(/set not null|add constraint "[^"]+" (unique|primary key|check)/i)
    }
  }
})
