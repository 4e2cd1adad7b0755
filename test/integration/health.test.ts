import { Hono } from 'hono'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect } from '../../db/client.ts'
import { health } from '../../src/api/health.ts'
import { tick } from '../../src/jobs/jobs.ts'
import { testDeps } from '../deps.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.end())
beforeEach(async () => {
  on = testDeps(database.db)
  // A check that the test before gave up may still be reading: to truncate would wait for it, and it for that
  for (const table of ['heartbeats', 'outbox', 'destinations'])
    await database.sql`delete from ${database.sql(table)}`
  await database.sql`insert into heartbeats values ('ops', ${noon})`
})

const asked = async (deps = on.deps) => {
  const response = await new Hono().route('/health', health(deps)).request('/health')
  return { code: response.status, ...((await response.json()) as Record<string, unknown>) }
}
const minutes = (n: number) => new Date(noon.getTime() + n * 60_000)

test('health is good with a heartbeat, and says how many wait', async () => {
  expect(await asked()).toEqual({
    code: 200,
    status: 'good',
    postgres: 'good',
    writes: 'good',
    migrations: 'good',
    ops: 'good',
    outbox: 'good',
    counts: { failed: 0, uncertain: 0, due: 0, oldestDueMinutes: 0, toMend: 0 },
  })
})

test('ops is silent after three minutes, and was never there without a heartbeat', async () => {
  on.later(4 * 60_000)
  expect(await asked()).toMatchObject({ code: 503, ops: 'silent for 4 min' })
  await database.sql`truncate heartbeats`
  expect(await asked()).toMatchObject({ code: 503, ops: 'no heartbeat yet' })
})

test('a heartbeat in the future is none, and the next tick puts it right', async () => {
  await database.sql`update heartbeats set at = ${minutes(60)} where name = 'ops'`
  expect(await asked()).toMatchObject({
    code: 503,
    status: 'failing',
    ops: expect.stringContaining('in the future'),
  })
  await tick(on.deps)
  expect(await asked()).toMatchObject({ code: 200, ops: 'good' })
  // A clock a little ahead is no fault
  await database.sql`update heartbeats set at = ${minutes(0.5)} where name = 'ops'`
  expect(await asked()).toMatchObject({ code: 200 })
})

test('a database that takes no writes is not good', async () => {
  const readOnly = connect(`${database.url}?options=-c%20default_transaction_read_only=on`)
  expect(await asked({ ...on.deps, db: readOnly })).toMatchObject({
    code: 503,
    postgres: 'good',
    writes: expect.stringContaining('read-only'),
    ops: 'good',
  })
  await readOnly.$client.end()
})

test('health writes seldom, however often it is asked', async () => {
  const written = async () =>
    (await database.sql`select xmin::text from heartbeats where name = 'health'`)[0]!.xmin
  await asked()
  const first = await written()
  for (let n = 0; n < 5; n++) await asked()
  expect(await written()).toBe(first)
  on.later(11_000)
  await asked()
  expect(await written()).not.toBe(first)
})

const entry = { kind: 'escalation', destination: 'slack:T1:C1', createdAt: noon, payload: {} }
const put = async (rows: { state: string; dueAt: Date }[]) => {
  await database.sql`insert into destinations (key, problem) values ('slack:T1:C1', 'C1 is archived'), ('mail', null) on conflict do nothing`
  for (const { state, dueAt } of rows)
    await database.sql`insert into outbox (kind, destination, state, due_at, created_at, payload)
      values (${entry.kind}, ${entry.destination}, ${state}, ${dueAt}, ${noon}, '{}')`
}

test('a message that is due for more than ten minutes is a fault; planned and settled ones are none', async () => {
  await put([
    { state: 'waiting', dueAt: minutes(60) },
    { state: 'sent', dueAt: minutes(-600) },
    { state: 'failed', dueAt: minutes(-600) },
    { state: 'uncertain', dueAt: minutes(-600) },
    { state: 'waiting', dueAt: minutes(-9) },
  ])
  const counts = { failed: 1, uncertain: 1, due: 1, oldestDueMinutes: 9, toMend: 1 }
  expect(await asked()).toMatchObject({ code: 200, outbox: 'good', counts })
  await put([{ state: 'waiting', dueAt: minutes(-23) }])
  expect(await asked()).toMatchObject({
    code: 503,
    outbox: 'a message has been due for 23 min: npm run outbox',
    counts: { due: 2, oldestDueMinutes: 23 },
  })
})

test('a database that hangs is told within two seconds, and takes one connection however often health is asked', async () => {
  const lock = postgres(database.url, { max: 1, onnotice: () => {} })
  const held = await lock.reserve()
  await held`begin`
  await held`lock table outbox in access exclusive mode`
  const app = new Hono().route('/health', health(on.deps))
  const before = performance.now()
  const answers = await Promise.all(Array.from({ length: 10 }, () => app.request('/health')))
  expect(performance.now() - before).toBeLessThan(20_000)
  expect(await answers[0]!.json()).toMatchObject({ status: 'failing', postgres: 'no answer within 2 s' })
  const [{ n }] = (await database.sql`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`) as unknown as [{ n: number }]
  expect(n).toBe(1)
  await held`rollback`
  held.release()
  await lock.end()
})

test('a database without tables and one that is not there are told apart', async () => {
  const none = connect('postgres://amends@127.0.0.1:1/none')
  expect(await asked({ ...on.deps, db: none })).toMatchObject({ code: 503, postgres: 'not reached' })
  await none.$client.end({ timeout: 0 })
  await database.sql`alter schema drizzle rename to elsewhere`
  expect(await asked()).toMatchObject({ code: 503, migrations: 'none applied: npm run migrate' })
  await database.sql`alter schema elsewhere rename to drizzle`
})

test('health costs the same with many rows', async () => {
  await put([])
  await database.sql`
    insert into outbox (kind, destination, state, due_at, created_at, payload)
    select 'x', case when n % 2 = 0 then 'mail' else 'slack:T1:C1' end,
      (array['waiting', 'sent', 'failed', 'waiting'])[n % 4 + 1], ${noon}::timestamptz + (n % 1000 - 500) * interval '1 minute', ${noon}, '{}'
    from generate_series(1, ${Number(process.env.AMENDS_ROWS ?? 60_000)}) n`
  const times: number[] = []
  for (let n = 0; n < 7; n++) {
    const before = performance.now()
    expect(await asked()).toMatchObject({ code: 503, counts: { failed: 1000, oldestDueMinutes: 500 } })
    times.push(performance.now() - before)
  }
  const median = times.sort((a, b) => a - b)[3]!
  console.log(`health with many rows: ${median.toFixed(1)} ms`)
  expect(median).toBeLessThan(2500)
})

test('an answer from a cache before the database is a fault', async () => {
  const { $client } = database.db
  const cached = new Map<string, unknown>()
  const caching = ((texts: TemplateStringsArray, ...values: unknown[]) => {
    const text = texts.join('?')
    if (!text.startsWith('select at')) return $client(texts, ...(values as never[]))
    if (!cached.has(text)) cached.set(text, $client(texts, ...(values as never[])))
    return cached.get(text)
  }) as typeof $client
  const deps = { ...on.deps, db: { $client: caching } as typeof on.deps.db }
  expect(await asked(deps)).toMatchObject({ code: 200, writes: 'good' })
  on.later(20_000)
  expect(await asked(deps)).toMatchObject({ code: 503, writes: expect.stringContaining('Hyperdrive') })
})
