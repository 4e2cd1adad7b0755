import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '../../src/api/routes.ts'
import { rollUp } from '../../src/figures/rollUp.ts'
import { createKey } from '../../src/setup/keys.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeDepartment, makeResponse, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let app: ReturnType<typeof api>
let key: string
let keyId: string
let other: string

beforeAll(async () => {
  database = await freshDatabase()
  await makeOrganisation(database.db)
  await makeDepartment(database.db, { key: 'quiet' })
  for (let n = 0; n < 12; n++)
    await makeResponse(database.db, {
      answers: n < 9 ? { score: 5 } : { score: 1, drivers: ['delivery-late'] },
      contact: { brandKey: 'nordly', departmentKey: 'service', channel: 'chat' },
    })
  await makeCase(database.db, { brandKey: 'nordly', departmentKey: 'service' })
  await rollUp(database)
  ;({ key, id: keyId } = await createKey(database, { name: 'bi', scopes: ['figures:read'], now: noon }))
  other = (await createKey(database, { name: 'erp', scopes: ['cases:read'], now: noon })).key
  app = api(testDeps(database.db).deps, {})
})
afterAll(() => database.end())

const ask = async (query: Record<string, string>, bearer = key) => {
  const response = await app.request(`/v1/figures?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${bearer}` },
  })
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: json ? JSON.parse(text) : undefined,
  }
}
const MARCH = { from: '2026-03-01', to: '2026-03-31' }

test('A key with figures:read reads the figures of a period, and no other key does', async () => {
  const { status, body } = await ask({ ...MARCH, department: 'service', channel: 'chat' })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    slice: { departments: ['service'], channel: 'chat' },
    n: 12,
    csat: { count: 9, n: 12, share: 0.75 },
    drivers: [{ driver: 'delivery-late', n: 3 }],
    recovery: { opened: 0 },
  })
  expect(body.days).toHaveLength(31)
  expect((await ask(MARCH)).body).toMatchObject({ n: 13, recovery: { opened: 1 } })
  expect((await ask({ ...MARCH, driver: 'delivery-late' })).body.named).toMatchObject({ count: 3, n: 13 })
  expect((await ask(MARCH, other)).status).toBe(403)
})

test('CSV holds the same numbers as rows', async () => {
  const { text, headers } = await ask({ ...MARCH, department: 'service', channel: 'chat', format: 'csv' })
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(headers.get('content-disposition')).toContain('figures-2026-03-01-2026-03-31.csv')
  const lines = text.split('\r\n')
  expect(lines[0]).toBe('figure,of,count,n,value,low,high,unit')
  expect(lines.find((line) => line.startsWith('csat'))).toMatch(/^csat,,9,12,0\.75,0\.4\d+,0\.9\d+,share$/)
  expect(lines).toContain('day,2026-03-11,9,12,3,,,dissatisfied')
})

test('Figures downloaded as CSV are in the audit log with their key and departments, and as JSON are not', async () => {
  const { sql } = database
  await sql`truncate audit_log`
  const head = (bearer: string) =>
    app.request(`/v1/figures?${new URLSearchParams({ ...MARCH, format: 'csv' })}`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${bearer}` },
    })
  await ask({ ...MARCH, department: 'service' })
  await ask({ ...MARCH, department: 'nope', format: 'csv' })
  await ask({ ...MARCH, format: 'csv' }, other)
  await head(key)
  expect(await sql`select from audit_log`).toHaveLength(0)
  await ask({ ...MARCH, department: 'service', format: 'csv' })
  const rows = await sql`select at, kind, by_kind, by_id, door, facts from audit_log`
  expect(rows).toEqual([
    {
      at: noon,
      kind: 'report.exported',
      by_kind: 'key',
      by_id: keyId,
      door: 'api',
      facts: { departments: ['service'] },
    },
  ])
})

test('A period is compared with as many days before it (Newcombe 1998, table II a, method 10)', async () => {
  await makeDepartment(database.db, { key: 'compared' })
  const answered = async (
    day: string,
    { n, satisfied, named }: Record<'n' | 'satisfied' | 'named', number>,
  ) => {
    for (let at = 0; at < n; at++)
      await makeResponse(database.db, {
        answeredAt: new Date(`${day}T11:00:00Z`),
        answers:
          at < satisfied
            ? { score: 5 }
            : { score: 1, ...(at < satisfied + named && { drivers: ['delivery-late'] }) },
        contact: { brandKey: 'nordly', departmentKey: 'compared' },
      })
  }
  await answered('2026-02-20', { n: 80, satisfied: 48, named: 16 })
  await answered('2026-03-05', { n: 70, satisfied: 56, named: 7 })
  await rollUp(database)
  const slice = { from: '2026-03-01', to: '2026-03-10', department: 'compared' }
  const { comparison } = (await ask(slice)).body
  expect(comparison).toMatchObject({ from: '2026-02-19', to: '2026-02-28' })
  const { csat, rate, named } = comparison.shares
  expect(csat.before).toMatchObject({ count: 48, n: 80 })
  expect([csat.difference, csat.low, csat.high].map((one) => one.toFixed(4))).toEqual([
    '0.2000',
    '0.0524',
    '0.3339',
  ])
  expect([rate, named]).toEqual([null, null])
  // From 20 % of the answers to 10 %, and from 75 points below the others to 89: by hand
  const [late] = comparison.drivers
  expect(late.driver).toBe('delivery-late')
  expect(late.volume).toBeCloseTo(((0.1 - 0.2) * (-0.75 - 56 / 63)) / 2, 10)
  expect(late.level).toBeCloseTo(((-56 / 63 + 0.75) * (0.1 + 0.2)) / 2, 10)
  expect(late.change).toBeCloseTo(-0.1 * (56 / 63) + 0.2 * 0.75, 10)
  const lines = (await ask({ ...slice, format: 'csv' })).text.split('\r\n')
  expect(lines.find((line) => line.startsWith('change,csat'))).toMatch(/^change,csat,48,80,0\.2/)
  expect(lines.filter((line) => line.startsWith('impact '))).toHaveLength(3)
  // With few answers before there is nothing to compare
  const few = (await ask({ ...slice, from: '2026-03-05', to: '2026-03-05' })).body.comparison
  expect([few.shares.csat, few.drivers]).toEqual([null, []])
})

test('No figure tells of a member of staff: there is no filter by one, and no name is in it', async () => {
  await makeResponse(database.db, {
    answers: { score: 1 },
    contact: {
      brandKey: 'nordly',
      departmentKey: 'service',
      staffMember: { name: 'Sven Unique', email: 'sven@nordly.example' },
    },
  })
  await rollUp(database)
  for (const filter of ['staff', 'staffMember', 'person', 'owner', 'q'])
    expect((await ask({ ...MARCH, [filter]: 'sven@nordly.example' })).status, filter).toBe(422)
  for (const format of ['json', 'csv']) expect((await ask({ ...MARCH, format })).text).not.toMatch(/sven/i)
})

test('A department without answers has zeros, and no fault', async () => {
  const { status, body } = await ask({ ...MARCH, department: 'quiet' })
  expect(status).toBe(200)
  expect(body).toMatchObject({ n: 0, csat: { count: 0, n: 0, share: null }, drivers: [], silent: null })
})

test.each([
  [{ from: '2026-03-02', to: '2026-03-01' }, 'to', 'is before from: a period has at least one day'],
  [{ from: '2023-01-01', to: '2026-03-01' }, 'to', 'a period has at most two years'],
  [{ from: '2026-02-30', to: '2026-03-01' }, 'from', 'must be a date of the calendar'],
  [{ from: '2026-03-01' }, 'to', ''],
  [{ ...MARCH, department: 'service,nope' }, 'department', 'there is no department "nope"'],
  [{ ...MARCH, department: '' }, 'department', 'there is no department ""'],
  [{ ...MARCH, brand: 'nope' }, 'brand', 'there is no brand "nope": there is nordly'],
  [{ ...MARCH, survey: 'nope' }, 'survey', 'csat-1'],
  [{ ...MARCH, driver: 'nope' }, 'driver', 'delivery-late'],
  [{ ...MARCH, channel: 'nope' }, 'channel', 'phone'],
  [{ ...MARCH, format: 'xml' }, 'format', 'csv'],
  [{ ...MARCH, departments: 'service' }, 'departments', 'is not a parameter here'],
])('The query %j is refused at %s: %s', async (query, field, message) => {
  const { status, body } = await ask(query as Record<string, string>)
  expect(status).toBe(422)
  expect(body.errors).toEqual([{ field, message: expect.stringContaining(message) }])
})
