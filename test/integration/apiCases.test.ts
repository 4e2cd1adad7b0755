import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accounts, caseEvents, findings, proposals, remedies } from '../../db/schema/index.ts'
import { api } from '../../src/api/routes.ts'
import type { EventKind } from '../../src/cases/events.ts'
import { createKey, revokeKey } from '../../src/setup/keys.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeContact, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let org: Awaited<ReturnType<typeof makeOrganisation>>
let app: ReturnType<typeof api>
let reader: string
let writer: string

beforeAll(async () => {
  database = await freshDatabase()
  org = await makeOrganisation(database.db)
  reader = (await createKey(database, { name: 'bi', scopes: ['cases:read'], now: noon })).key
  writer = (await createKey(database, { name: 'erp', scopes: ['remedies:write'], now: noon })).key
})
afterAll(() => database.end())
beforeEach(async () => {
  on = testDeps(database.db)
  app = api(on.deps, {})
  await database.sql`truncate cases, idempotency_keys, outbox cascade`
})

const minutes = (n: number) => new Date(noon.getTime() + n * 60_000)
const openCase = async (over: Parameters<typeof makeCase>[1] = {}) =>
  makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: org.anna.id,
    ...over,
  })
const event = (
  caseId: string,
  kind: EventKind,
  at: Date,
  over: Partial<typeof caseEvents.$inferInsert> = {},
) =>
  database.db
    .insert(caseEvents)
    .values({ caseId, kind, at, ...(kind === 'opened' ? { data: { reason: 'Score 1 of 5' } } : {}), ...over })

const ask = async (path: string, key: string | undefined = reader, init: RequestInit = {}) => {
  const headers = { ...(key ? { authorization: `Bearer ${key}` } : {}), ...init.headers }
  const response = await app.request(path, { ...init, headers })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: JSON.parse(await response.text()),
  }
}
const numbers = async (query = '') => {
  const { status, body } = await ask(`/v1/cases${query}`)
  expect([status, body.errors]).toEqual([200, undefined])
  return body.cases.map((one: { number: number }) => one.number) as number[]
}

describe('GET /v1/cases', () => {
  test('tells what a case is and owes, and no words of anybody', async () => {
    const contact = await makeContact(database.db, {
      brandKey: 'nordly',
      departmentKey: 'service',
      reference: 'order-4711',
      customerName: 'Kim Berg',
    })
    const one = await openCase({
      contactId: contact.id,
      state: 'recovering',
      done: 'the words of what was done',
      promise: 'remedy',
      promiseDueAt: minutes(90),
    })
    await event(one.id, 'progress', minutes(5), { text: 'words that were sent', by: org.anna.id })
    await database.sql`insert into timers (case_id, kind, subject_id, department_key, from_at, due_at, ended_at)
      values (${one.id}, 'take', ${one.id}, 'service', ${noon}, ${minutes(10)}, ${minutes(5)}),
        (${one.id}, 'promise', ${one.id}, 'service', ${noon}, ${minutes(90)}, null)`
    const { status, body } = await ask('/v1/cases')
    expect([status, body]).toEqual([
      200,
      {
        cases: [
          {
            id: one.id,
            number: one.number,
            state: 'recovering',
            severity: 2,
            department: 'service',
            brand: 'nordly',
            customer: contact.customerId,
            reference: 'order-4711',
            openedAt: noon.toISOString(),
            updatedAt: minutes(5).toISOString(),
            dueAt: minutes(90).toISOString(),
            promise: { kind: 'remedy', dueAt: minutes(90).toISOString() },
          },
        ],
        next: null,
      },
    ])
  })

  test('filters by state, department and opening', async () => {
    const [a, b, c] = [
      await openCase(),
      await openCase({ state: 'owned', openedAt: minutes(10) }),
      await openCase({ departmentKey: 'management', openedAt: minutes(20) }),
    ]
    expect(await numbers()).toEqual([a.number, b.number, c.number])
    expect(await numbers('?state=owned')).toEqual([b.number])
    expect(await numbers('?state=awaiting%20customer')).toEqual([])
    expect(await numbers('?department=management')).toEqual([c.number])
    expect((await ask('/v1/cases?department=nowhere')).status).toBe(422)
    expect(await numbers(`?openedSince=${minutes(10).toISOString()}`)).toEqual([b.number, c.number])
    expect(await numbers(`?state=open&department=service`)).toEqual([a.number])
  })

  test('gives every case once, page by page, also those opened in the same instant', async () => {
    for (let n = 0; n < 7; n++) await openCase({ openedAt: minutes(n < 5 ? 0 : 1) })
    const seen: number[] = []
    let cursor: string | null = ''
    let pages = 0
    while (cursor !== null) {
      const { body } = await ask(`/v1/cases?limit=3${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.cases.map((one: { number: number }) => one.number))
      cursor = body.next
      pages++
    }
    expect([pages, new Set(seen).size, seen.length]).toEqual([3, 7, 7])
  })

  test('a case that is opened between two pages is neither missed nor given twice', async () => {
    for (let n = 0; n < 3; n++) await openCase({ openedAt: minutes(n) })
    const first = await ask('/v1/cases?limit=2')
    await openCase({ openedAt: minutes(5) })
    const second = await ask(`/v1/cases?limit=2&cursor=${first.body.next}`)
    expect([first.body.cases.length, second.body.cases.length, second.body.next]).toEqual([2, 2, null])
  })

  test('updatedSince gives each case at its last event, in that order', async () => {
    const [a, b, c] = [await openCase(), await openCase(), await openCase()]
    await event(a.id, 'opened', minutes(0))
    await event(b.id, 'opened', minutes(1))
    await event(c.id, 'opened', minutes(2))
    await event(a.id, 'taken', minutes(3))
    await event(a.id, 'apology', minutes(3))
    expect(await numbers(`?updatedSince=${minutes(0).toISOString()}`)).toEqual([b.number, c.number, a.number])
    expect(await numbers(`?updatedSince=${minutes(2).toISOString()}`)).toEqual([c.number, a.number])
    expect(await numbers(`?updatedSince=${minutes(4).toISOString()}`)).toEqual([])
    const first = await ask(`/v1/cases?limit=2&updatedSince=${minutes(0).toISOString()}`)
    expect(
      await numbers(`?limit=2&updatedSince=${minutes(0).toISOString()}&cursor=${first.body.next}`),
    ).toEqual([a.number])
  })

  test.each([
    ['state=sung', 'state'],
    ['department=DROP%20TABLE', 'department'],
    ['openedSince=yesterday', 'openedSince'],
    ['updatedSince=0001-01-01T00:00:00Z', 'updatedSince'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1e2', 'limit'],
    ['cursor=', 'cursor'],
    ['cursor=garbage', 'cursor'],
    [`cursor=${Buffer.from('["opened",1,"x"]').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('["updated",1,5]').toString('base64url')}`, 'cursor'],
    [
      `updatedSince=2026-03-11T10:00:00Z&cursor=${Buffer.from(`["opened",1,"${randomUUID()}"]`).toString('base64url')}`,
      'cursor',
    ],
    ['state=open&state=owned', 'state'],
    ['colour=red', 'colour'],
  ])('refuses ?%s and names the field', async (query, field) => {
    const { status, type, body } = await ask(`/v1/cases?${query}`)
    expect([status, type, body.errors.map((one: { field: string }) => one.field)]).toEqual([
      422,
      'application/problem+json',
      [field],
    ])
  })

  test('is for keys with the scope cases:read alone', async () => {
    const gone = await createKey(database, { name: 'gone', scopes: ['cases:read'], now: noon })
    await revokeKey(database, { which: gone.id, now: noon })
    const one = await openCase()
    for (const path of ['/v1/cases', `/v1/cases/${one.id}`]) {
      expect((await ask(path, '')).status).toBe(401)
      expect((await ask(path, gone.key)).status).toBe(401)
      expect((await ask(path, 'amends_nothing')).status).toBe(401)
      const { status, body } = await ask(path, writer)
      expect([status, body.cases, body.id]).toEqual([403, undefined, undefined])
    }
  })
})

describe('GET /v1/cases/:id', () => {
  test('tells steps, promises, remedies, requests, events, confirmation and finding', async () => {
    const one = await openCase({
      state: 'documented',
      takenAt: minutes(1),
      apologisedAt: minutes(2),
      doneAt: minutes(30),
      askedAt: minutes(30),
      confirmedAt: minutes(40),
      confirmedBy: 'spoken',
      endedAt: minutes(50),
      promise: null,
      promiseDueAt: null,
    })
    const by = org.anna.id
    await event(one.id, 'opened', noon)
    await event(one.id, 'apology', minutes(2), {
      by,
      text: 'I am sorry',
      data: { due: minutes(20).toISOString(), to: 'Anna Berg' },
    })
    await event(one.id, 'severity changed', minutes(3), { by, data: { from: 2, to: 1 } })
    // Its date is for the manager: the customer was promised nothing by it
    const proposal = '00000000-0000-4000-8000-000000000001'
    await event(one.id, 'approval asked', minutes(4), {
      by,
      data: { proposal, due: minutes(15).toISOString() },
    })
    await event(one.id, 'answered', minutes(40), { data: { answer: 'yes', spoken: true } })
    await database.db
      .insert(accounts)
      .values({ caseId: one.id, version: 2, text: 'what happened', by, at: minutes(5) })
    await database.db.insert(remedies).values({
      caseId: one.id,
      kind: 'refund',
      amount: '250.00',
      currency: 'SEK',
      words: 'the fee',
      by,
      promisedAt: minutes(6),
      dueAt: minutes(60),
      doneAt: minutes(25),
      reference: 'booking-7',
    })
    await database.db.insert(proposals).values({
      caseId: one.id,
      kind: 'request',
      state: 'done',
      by,
      toDepartment: 'management',
      words: 'the words of the request',
      deedDueAt: minutes(90),
      createdAt: minutes(7),
      answeredBy: org.boss.id,
      answeredAt: minutes(8),
      doneAt: minutes(9),
      destination: org.department.destination,
    })
    await database.db.insert(findings).values({
      caseId: one.id,
      cause: 'process',
      causeWords: 'it was not said',
      factors: 'none',
      people: 'Anna Berg, who was heard',
      departments: ['service'],
      solution: 'it is said now',
      prevention: 'a list',
      by,
      at: minutes(50),
    })
    const { status, body } = await ask(`/v1/cases/${one.id.toUpperCase()}`)
    expect([status, body]).toMatchObject([
      200,
      {
        id: one.id,
        state: 'documented',
        promise: null,
        steps: {
          taken: { at: minutes(1).toISOString() },
          apology: { at: minutes(2).toISOString() },
          review: { version: 2 },
          fix: { at: minutes(30).toISOString() },
          confirmation: { at: minutes(40).toISOString() },
          finding: { at: minutes(50).toISOString() },
        },
        confirmation: { answer: 'yes', by: 'spoken', confirmedAt: minutes(40).toISOString() },
        promises: [{ kind: 'apology', dueAt: minutes(20).toISOString() }],
        remedies: [{ kind: 'refund', amount: '250.00', reference: 'booking-7' }],
        requests: [{ department: 'management', state: 'done', dueAt: minutes(90).toISOString() }],
        events: [
          { kind: 'opened', byStaff: false },
          { kind: 'apology', byStaff: true, data: { due: minutes(20).toISOString() } },
          { kind: 'severity changed', data: { from: 2, to: 1 } },
          { kind: 'approval asked', byStaff: true },
          { kind: 'answered', byStaff: false, data: { answer: 'yes', spoken: true } },
        ],
        finding: { cause: 'process', solution: 'it is said now' },
      },
    ])
    // Nobody's name, and nothing of what was written to the customer or between people
    expect(JSON.stringify(body)).not.toMatch(/Anna|sorry|words of the request|@/)
  })

  test.each([
    '00000000-0000-4000-8000-000000000000',
    'garbage',
    '1001',
    "' or 1=1 --",
    '%00',
    '..%2Fkeys',
    '%',
  ])('is a 404 for %s', async (id) => {
    const { status, type } = await ask(`/v1/cases/${id}`)
    expect([status, type]).toEqual([404, 'application/problem+json'])
  })
})

describe('POST /v1/remedies/:id/done', () => {
  let id: string
  let caseId: string
  beforeEach(async () => {
    caseId = (await openCase({ state: 'recovering', ownerId: org.anna.id })).id
    await event(caseId, 'opened', noon)
    const [row] = await database.db
      .insert(remedies)
      .values({
        caseId,
        kind: 'refund',
        amount: '250.00',
        currency: 'SEK',
        words: 'the fee',
        by: org.anna.id,
        promisedAt: noon,
        dueAt: minutes(600),
      })
      .returning({ id: remedies.id })
    id = row!.id
  })
  const done = (over: { id?: string; body?: unknown; key?: string; headers?: Record<string, string> } = {}) =>
    ask(`/v1/remedies/${over.id ?? id}/done`, over.key ?? writer, {
      method: 'POST',
      body:
        typeof over.body === 'string' ? over.body : JSON.stringify(over.body ?? { reference: 'booking-7' }),
      headers: { 'content-type': 'application/json', ...over.headers },
    })
  const row = async () =>
    (await database.sql`select done_at, done_by, reference from remedies where id = ${id}`)[0]
  const told = async () =>
    (await database.sql`select count(*)::int as n from case_events where kind = 'remedy done'`)[0]!.n

  test('notes it with its reference, and the customer is told', async () => {
    const { status, body } = await done()
    expect([status, body]).toEqual([
      200,
      { remedy: id, reference: 'booking-7', doneAt: noon.toISOString(), case: caseId },
    ])
    expect(await row()).toMatchObject({ done_at: noon, done_by: null, reference: 'booking-7' })
    expect([await told(), on.woken.times]).toEqual([1, 1])
    const mails = await database.sql`select 1 from outbox where kind = 'case mail'`
    expect(mails).toHaveLength(1)
  })
  test('sent again is the same answer and counts once, with a key and without', async () => {
    const first = await done({ headers: { 'idempotency-key': 'k1' } })
    on.later(60_000)
    expect(await done({ headers: { 'idempotency-key': 'k1' } })).toEqual(first)
    expect(await done()).toEqual(first)
    expect(await told()).toBe(1)
  })
  test('ten at once count once', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, n) => done({ headers: { 'idempotency-key': `k${n % 2}` } })),
    )
    expect([new Set(all.map(({ status }) => status)), await told()]).toEqual([new Set([200]), 1])
  })
  test('with a key that was used for another request is refused', async () => {
    await done({ headers: { 'idempotency-key': 'k1' } })
    for (const other of [{ body: { reference: 'booking-8' } }, { id: randomUUID() }]) {
      const { status, body } = await done({ ...other, headers: { 'idempotency-key': 'k1' } })
      expect([status, body.errors[0].field]).toEqual([422, 'Idempotency-Key'])
    }
  })
  test('a request that was cut off half-way is run again under its key; a refused one may be corrected', async () => {
    await database.sql`insert into idempotency_keys (api_key_id, key, request_hash, created_at)
      select id, 'half', sha256(${`remedies/${id}/done\n{"reference":"booking-7"}`}::bytea), ${noon} from api_keys where name = 'erp'`
    expect((await done({ headers: { 'idempotency-key': 'half' } })).status).toBe(200)
    const unknown = { id: randomUUID(), headers: { 'idempotency-key': 'wrong' } }
    expect((await done(unknown)).status).toBe(404)
    expect((await done({ headers: { 'idempotency-key': 'wrong' } })).status).toBe(200)
  })
  test('under another reference is a conflict that names the one it has', async () => {
    await done()
    const { status, body } = await done({ body: { reference: 'booking-8' } })
    expect([status, body.title]).toEqual([409, expect.stringContaining('booking-7')])
    expect(await row()).toMatchObject({ reference: 'booking-7' })
  })
  test('a remedy that was replaced is a conflict', async () => {
    await database.sql`update remedies set withdrawn_at = ${noon} where id = ${id}`
    expect([(await done()).status, await told()]).toEqual([409, 0])
  })
  test.each([
    [{}, 'reference'],
    [{ reference: '' }, 'reference'],
    [{ reference: '   ' }, 'reference'],
    [{ reference: 7 }, 'reference'],
    [{ reference: 'x'.repeat(201) }, 'reference'],
    [{ reference: 'a', amount: 9 }, 'amount'],
    ['not json', 'body'],
    ['[]', 'body'],
  ])('refuses %j and names the field', async (body, field) => {
    const answer = await done({ body })
    expect([answer.status, answer.type, answer.body.errors[0].field, await told()]).toEqual([
      422,
      'application/problem+json',
      field,
      0,
    ])
  })
  test.each(['garbage', '00000000-0000-4000-8000-000000000000', "' or 1=1 --", '%00'])(
    'is a 404 for %s',
    async (given) => {
      expect((await done({ id: given })).status).toBe(404)
    },
  )
  test('is for keys with the scope remedies:write alone, and by POST', async () => {
    expect((await done({ key: '' })).status).toBe(401)
    expect((await done({ key: reader })).status).toBe(403)
    expect((await ask(`/v1/remedies/${id}/done`, writer)).status).toBe(405)
    expect((await row())!.done_at).toBeNull()
  })
})
