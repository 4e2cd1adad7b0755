import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect } from '../../db/client.ts'
import { claim } from '../../src/outbox/claim.ts'
import { drain } from '../../src/outbox/drain.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { noon } from '../factories.ts'
import { lookedAt } from '../looked.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const CHANNEL = 'slack:T0001:C0001'
let database: TestDatabase
let on: ReturnType<typeof testDeps>

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(async () => {
  await database.sql`truncate outbox, destinations`
  await database.sql`insert into destinations (key, pace_ms) values (${CHANNEL}, 1000)`
  on = testDeps(database.db)
  on.later(10_000)
})

const put = (kind: string, lane: string | undefined, at: number) =>
  database.sql`insert into outbox (kind, destination, lane, due_at, created_at)
    values (${kind}, ${CHANNEL}, ${lane ?? null}, ${new Date(noon.getTime() + at)}, ${noon})`
const order = async (count: number, each: (n: number) => Promise<unknown> = async () => {}) => {
  const went: string[] = []
  for (let n = 0; n < count; n++) {
    await each(n)
    const [entry] = await claim(database.db, on.clock.now)
    on.later(1000)
    if (!entry) break
    const [{ lane }] = (await database.sql`
      update outbox set state = 'sent', settled_at = now(), lease_until = null where id = ${entry.id} returning lane`) as unknown as [
      { lane: string },
    ]
    went.push(`${entry.kind} ${lane}`)
  }
  return went
}
test('what somebody waits for goes before what keeps a message current', async () => {
  await put('reply', 'a', 0)
  await put('card', 'b', 1)
  await put('kudos', 'c', 2)
  await put('proposal', 'd', 3)
  await put('call', undefined, 4)
  await put('escalation', 'e', 5)
  expect(await order(9)).toEqual(['proposal d', 'call null', 'escalation e', 'reply a', 'card b', 'kudos c'])
})
test('a case never goes twice in a row while another waits', async () => {
  for (let n = 0; n < 6; n++) await put('card', 'a', n)
  for (const lane of ['b', 'c']) await put('card', lane, 10)
  expect(await order(9)).toEqual(['a', 'b', 'a', 'c', 'a', 'a', 'a', 'a'].map((lane) => `card ${lane}`))
})
test('replies go out while escalations keep coming', async () => {
  for (const lane of ['x', 'y']) await put('reply', lane, 0)
  const went = await order(8, (n) => put('escalation', `e${n}`, n))
  expect(went.filter((one) => one.startsWith('reply'))).toEqual(['reply x', 'reply y'])
  expect(went.slice(0, 4)).toEqual(['escalation e0', 'escalation e1', 'escalation e2', 'reply x'])
})
test('a lane goes in order, also where a later entry of it is urgent', async () => {
  await put('reply', 'a', 0)
  await put('escalation', 'a', 1)
  expect(await order(3)).toEqual(['reply a', 'escalation a'])
})

test('a claim looks at few rows of 100,000 waiting, also by a plan of when hardly any did', async () => {
  const { sql } = database
  for (const [kind, lane] of [
    ['card', `'c' || n`],
    ['escalation', `'e' || n`],
    ['invitation', 'null'],
  ]) {
    await sql`truncate outbox`
    await sql`update destinations set last_lane = null, urgent_run = 0`
    const fill = (from: number, to: number) =>
      sql.unsafe(`insert into outbox (kind, destination, lane, due_at, created_at)
        select '${kind}', '${CHANNEL}', ${lane}, '2026-03-11 10:00Z'::timestamptz + n * interval '1 ms', '2026-03-11 10:00Z'
        from generate_series(${from}, ${to}) n`)
    const own = connect(database.url, { max: 1 })
    const { $client } = own
    const claims = async (count: number) => {
      for (let n = 0; n < count; n++) {
        const [entry] = await claim(own, on.clock.now)
        expect(entry!.kind).toBe(kind)
        await sql`update outbox set state = 'sent', settled_at = now(), lease_until = null where id = ${entry!.id}`
        on.later(1000)
      }
    }
    await fill(1, 20)
    await claims(10) // Postgres keeps a plan after five
    await fill(21, 100_000)
    const before = await lookedAt($client, 'outbox')
    await claims(10)
    const rows = ((await lookedAt($client, 'outbox')) - before) / 10
    console.log(`${kind}: ${rows} rows a claim`)
    expect(rows).toBeLessThan(100)
    await $client.end()
  }
})

test('with 20,500 waiting in 50 channels a claim and the look for the next due entry read few rows', async () => {
  const { sql } = database
  await sql`insert into destinations (key, pace_ms) select ${CHANNEL} || n, 1000 from generate_series(1, 49) n`
  const fill = (from: number, to: number, state: 'waiting' | 'sent') =>
    sql`insert into outbox (kind, destination, lane, due_at, created_at, state, settled_at)
      select 'escalation', ${CHANNEL} || coalesce(nullif(n % 50, 0)::text, ''), 'e' || n, '2026-03-12 10:00Z'::timestamptz + n * interval '1 ms', ${noon},
        ${state}, case when ${state} = 'sent' then ${noon}::timestamptz end
      from generate_series(${from}::int, ${to}::int) n`
  const own = connect(database.url, { max: 1 })
  const each = async (act: () => Promise<unknown>) => {
    const before = await lookedAt(own.$client, 'outbox')
    for (let n = 0; n < 10; n++) await act()
    return ((await lookedAt(own.$client, 'outbox')) - before) / 10
  }
  const look = async () =>
    expect(await drain({ ...on.deps, db: own }, {})).toEqual(new Date('2026-03-12T10:00:00.001Z'))
  const due = new Date('2026-03-12T10:02:00Z')
  const claimOne = async () => {
    const [entry] = await claim(own, due)
    await sql`update outbox set state = 'waiting', lease_until = null where id = ${entry!.id}`
    await sql`update destinations set next_at = ${noon} where key = ${entry!.destination}`
  }
  await fill(1, 500, 'waiting')
  await fill(501, 10_000, 'sent')
  await sql`analyze outbox`
  for (const act of [look, claimOne]) await each(act) // Postgres keeps plans that suit these few
  await fill(10_001, 30_000, 'waiting')
  const rows = [await each(look), await each(claimOne)]
  console.log(`${rows[0]} rows a look at 50 destinations, ${rows[1]} a claim`)
  for (const one of rows) expect(one).toBeLessThan(500)
  await own.$client.end()
})
