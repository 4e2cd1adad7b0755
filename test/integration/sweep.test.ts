import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../../db/client.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase()
  people = await makeOrganisation(database.db)
  await database.sql`
    insert into customers (id, email, created_at) values (md5('customer')::uuid, 'kim@mail.example', ${noon})`
})
afterAll(() => database.end())

/** Open cases, each with a clock that tells next at `at`, an expression over `n`. */
const due = async (count: number, at: string) => {
  const { sql } = database
  await sql`truncate matters, outbox, timers cascade`
  await sql`
    insert into contacts (id, source, external_id, channel, brand_key, department_key, customer_id, ended_at, language, time_zone, received_at)
    values (md5('contact')::uuid, 'api', '1', 'phone', 'nordly', 'service', md5('customer')::uuid, ${noon}, 'en', 'Europe/Stockholm', ${noon})`
  await sql`insert into matters (id, customer_id, created_at)
    select md5('matter ' || n)::uuid, md5('customer')::uuid, ${noon} from generate_series(1, ${count}::int) n`
  await sql`insert into cases (id, matter_id, customer_id, contact_id, brand_key, department_key, severity, accountable_id,
      opened_at, take_due_at, apology_due_at, promise, promise_due_at)
    select md5('case ' || n)::uuid, md5('matter ' || n)::uuid, md5('customer')::uuid, md5('contact')::uuid, 'nordly', 'service', 2,
      ${people.anna.id}, ${noon}, ${sql.unsafe(at)}, ${sql.unsafe(at)}, 'first word', ${sql.unsafe(at)}
    from generate_series(1, ${count}::int) n`
  await sql`insert into timers (case_id, kind, subject_id, department_key, rule_minutes, left_minutes, severity, from_at, due_at, next_at)
    select md5('case ' || n)::uuid, 'take', md5('case ' || n)::uuid, 'service', 60, 60, 2, ${noon}, ${sql.unsafe(at)}, ${sql.unsafe(at)}
    from generate_series(1, ${count}::int) n`
  await sql`analyze cases, timers`
}

/** Rows of timers and cases that were looked at so far. Statistics come a second late. */
const looked = async () => {
  await new Promise((later) => setTimeout(later, 1200))
  const [row] = await database.sql`
    select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as rows from pg_stat_user_tables
    where relname in ('timers', 'cases')`
  return row!.rows as number
}

test('a sweep looks at as many rows a reminder however many are due', { timeout: 200_000 }, async () => {
  const { deps } = testDeps(database.db)
  const sizes = process.env.AMENDS_LONG ? [1000, 4000, 7000] : [300, 2400]
  const figures = []
  for (const count of sizes) {
    await due(count, `timestamptz '2026-03-11 11:00Z' - n * interval '1 second'`)
    const before = await looked()
    const begun = performance.now()
    expect(await sweepDeadlines(deps, { now: noon })).toBe(count)
    const ms = performance.now() - begun
    figures.push({ count, each: ms / count, rows: ((await looked()) - before) / count })
  }
  const first = figures[0]!
  const line = ({ count, each, rows }: typeof first) =>
    `${count} due ${(each / first.each).toFixed(2)} the time (${each.toFixed(2)} ms) and ${rows.toFixed(1)} rows each`
  console.log(figures.map(line).join('; '))
  // Some 20; the planner may read a small table as a whole. It was 370 at 2,400 due, and 650 at 4,000.
  for (const { rows } of figures) expect(rows).toBeLessThan(100)
})

test('nobody is passed over where the database’s zone sets its clock back', async () => {
  const { sql } = database
  const [{ name }] = (await sql`select current_database() as name`) as unknown as [{ name: string }]
  await sql.unsafe(`alter database ${name} set timezone to 'Europe/Stockholm'`)
  const there = connect(database.url)
  try {
    expect((await there.$client`show timezone`)[0]).toEqual({ TimeZone: 'Europe/Stockholm' })
    // At 01:00Z 03:00 becomes 02:00: the hour from 02:00 to 03:00 comes twice
    await due(150, `timestamptz '2026-10-24 23:30Z' + n * interval '1 minute'`)
    const { deps } = testDeps(there)
    expect(await sweepDeadlines(deps, { now: new Date('2026-10-26T09:00:00Z') })).toBe(150)
  } finally {
    await there.$client.end()
    await sql.unsafe(`alter database ${name} reset timezone`)
  }
})
