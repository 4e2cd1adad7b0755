import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { metrics } from '../../src/api/metrics.ts'
import { writeMeasures } from '../../src/measures/analytics.ts'
import { createKey } from '../../src/setup/keys.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let key: string
beforeAll(async () => {
  database = await freshDatabase()
  on = testDeps(database.db)
  await makeOrganisation(database.db)
  key = (await createKey(database, { name: 'prometheus', scopes: ['metrics:read'], now: noon })).key
})
afterAll(() => database.end())

const minutesAgo = (n: number) => new Date(noon.getTime() - n * 60_000)
const scrape = async (bearer = key) => {
  const app = new Hono().route('/', metrics(on.deps))
  const answer = await app.request('/metrics', { headers: { Authorization: `Bearer ${bearer}` } })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

test('an operator reads how much waits and how late it is, by destination and without a person’s id', async () => {
  const { sql } = database
  const destinations = ['mail', 'slack:T0001:C0001', 'slack:T0001:UANNA', 'slack:T0001:UBO']
  for (const destination of destinations) {
    await sql`insert into destinations (key) values (${destination})`
    await sql`insert into outbox (kind, destination, due_at, created_at)
      values ('card', ${destination}, ${minutesAgo(10)}, ${minutesAgo(10)})`
  }
  await sql`insert into outbox (kind, destination, state, due_at, created_at)
    values ('card', 'mail', 'failed', ${noon}, ${noon}), ('card', 'mail', 'uncertain', ${noon}, ${noon})`
  await sql`update destinations set problem = 'refuses the password' where key = 'mail'`
  await sql`insert into heartbeats values ('ops', ${minutesAgo(2)})`
  const { id } = await makeCase(database.db, { departmentKey: 'service' })
  await sql`insert into timers (case_id, kind, subject_id, department_key, from_at, due_at, next_at)
    values (${id}, 'take', ${id}, 'service', ${minutesAgo(60)}, ${minutesAgo(5)}, ${minutesAgo(5)})`

  const { status, type, text } = await scrape()
  expect(status).toBe(200)
  expect(type).toContain('text/plain')
  const lines = text.split('\n')
  for (const line of [
    'amends_outbox_due{destination="mail"} 1',
    'amends_outbox_due{destination="slack:T0001:C0001"} 1',
    'amends_outbox_due{destination="slack:people"} 2',
    'amends_outbox_oldest_seconds{destination="mail"} 600',
    'amends_outbox_resting{destination="mail"} 1',
    'amends_outbox_attention{state="failed"} 1',
    'amends_outbox_attention{state="uncertain"} 1',
    'amends_answers_last_hour 1',
    'amends_cases{state="open"} 1',
    'amends_cases{state="owned"} 0',
    'amends_deadlines_due 1',
    'amends_sweep_lag_seconds 300',
    'amends_ops_silent_seconds 120',
  ])
    expect(lines).toContain(line)
  expect(text).toContain('process_resident_memory_bytes')
  expect(text).not.toContain('UANNA')
})

test('a second scrape counts nothing twice', async () => {
  await scrape()
  expect((await scrape()).text.match(/^amends_answers_last_hour /gm)).toHaveLength(1)
})

test('a Worker writes the same figures to Analytics Engine', async () => {
  const points: AnalyticsEngineDataPoint[] = []
  const dataset = { writeDataPoint: (point?: AnalyticsEngineDataPoint) => void points.push(point!) }
  await writeMeasures(dataset, { db: database.db, now: noon })
  expect(points).toContainEqual({ indexes: ['outbox_due'], blobs: ['outbox_due', 'mail'], doubles: [1] })
  expect(points).toContainEqual({ indexes: ['deadlines_due'], blobs: ['deadlines_due', ''], doubles: [1] })
})

test('nobody reads them without a key for it', async () => {
  expect(await scrape('amends_wrong')).toMatchObject({ status: 401 })
  const other = await createKey(database, { name: 'shop', scopes: ['contacts:write'], now: noon })
  expect(await scrape(other.key)).toMatchObject({ status: 403 })
})
