import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contactsApi } from '../../src/api/contacts.ts'
import { helpdesksApi } from '../../src/api/helpdesks.ts'
import { onError } from '../../src/api/problem.ts'
import { createKey, revokeKey } from '../../src/setup/keys.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const SECRET = 'the secret of the webhook'
let database: TestDatabase
let on: ReturnType<typeof testDeps>
let app: Hono
let key: string

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  await makeOrganisation(database.db)
  await database.sql`insert into helpdesk_groups values ('zammad', 'Kundservice', 'nordly', 'service')`
  key = (await createKey(database, { name: 'shop', scopes: ['contacts:write'], now: noon })).key
})
afterAll(() => database.end())
beforeEach(() => {
  on = testDeps(database.db)
  app = new Hono()
    .onError(onError(on.deps.log))
    .route('/v1/contacts', contactsApi(on.deps))
    .route('/v1/helpdesks', helpdesksApi(on.deps, { ZAMMAD_WEBHOOK_SECRET: SECRET }))
})

const contact = (over: object = {}) => ({
  source: 'shop',
  externalId: randomUUID(),
  channel: 'phone',
  brand: 'nordly',
  department: 'service',
  customer: { email: `${randomUUID()}@mail.example` },
  startedAt: '2026-03-11T09:50:00Z',
  endedAt: '2026-03-11T10:00:00Z',
  ...over,
})
const post = async (body: unknown, headers: Record<string, string> = {}) =>
  app.request('/v1/contacts', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const answer = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as object),
})
const stored = async () =>
  (
    await database.sql`select (select count(*) from contacts)::int + (select count(*) from customers)::int + (select count(*) from matters)::int
    + (select count(*) from invitations)::int + (select count(*) from idempotency_keys)::int as n`
  )[0]!.n

describe('POST /v1/contacts', () => {
  test('answers 202 with the planned invitation', async () => {
    expect(await answer(await post(contact()))).toEqual({
      status: 202,
      contact: expect.any(String),
      invitation: { id: expect.any(String), state: 'planned', plannedFor: '2026-03-11T11:00:00.000Z' },
    })
    expect(on.woken.times).toBe(1)
  })

  test.each([
    ['a malformed address', { customer: { email: 'kim@' } }, 'customer.email'],
    ['a malformed telephone number', { customer: { phone: 'call me' } }, 'customer.phone'],
    ['an unknown department', { department: 'nowhere' }, 'department'],
    ['an unknown brand', { brand: 'nothing' }, 'brand'],
    ['an end before the start', { endedAt: '2026-03-11T09:00:00Z' }, 'endedAt'],
    ['an end in the future', { endedAt: '2026-03-12T09:00:00Z' }, 'endedAt'],
    ['a date without an offset', { endedAt: '2026-03-11T10:00:00' }, 'endedAt'],
    ['a channel of its own', { channel: 'fax' }, 'channel'],
    ['an unknown time zone', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
    ['a malformed language', { language: 'swedish please' }, 'language'],
    ['an unknown field', { customer: { email: 'kim@mail.example', vip: true } }, 'customer.vip'],
    ['a NUL character', { reference: 'a\0b' }, 'reference'],
    ['half a character', { staffMember: { name: 'Kim \ud800' } }, 'staffMember.name'],
    ['a date before our time', { startedAt: '0000-01-01T00:00:00Z' }, 'startedAt'],
    ['an overlong field', { externalId: 'x'.repeat(201) }, 'externalId'],
    ['no source', { source: undefined }, 'source'],
  ])('%s is refused naming the field, and nothing is stored', async (_what, over, field) => {
    const before = await stored()
    const response = await post(contact(over))
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await answer(response)).toMatchObject({ status: 422, errors: [{ field }] })
    expect(await stored()).toBe(before)
  })

  test('a body that is malformed, oversized or not an object is refused, and nothing is stored', async () => {
    const before = await stored()
    expect(await answer(await post('{"source":'))).toMatchObject({ status: 422, errors: [{ field: 'body' }] })
    expect(await answer(await post('[]'))).toMatchObject({ status: 422, errors: [{ field: 'body' }] })
    expect(await answer(await post(`"${'x'.repeat(70_000)}"`))).toMatchObject({
      status: 413,
      errors: [{ field: 'body' }],
    })
    expect(await stored()).toBe(before)
  })

  test('a missing, wrong or revoked key is refused, and nothing is stored', async () => {
    const before = await stored()
    const revoked = await createKey(database, { name: 'old', scopes: ['contacts:write'], now: noon })
    await revokeKey(database, { which: 'old', now: noon })
    for (const authorization of [
      '',
      'Bearer',
      'Bearer amends_wrong',
      `Basic ${key}`,
      `Bearer ${key}x`,
      `Bearer ${revoked.key}`,
    ])
      expect((await post(contact(), { authorization })).status).toBe(401)
    expect(await stored()).toBe(before)
  })

  test('the same Idempotency-Key gives the same answer, even at once; another request with it is refused', async () => {
    const once = { 'idempotency-key': randomUUID() }
    const body = contact()
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(body, once).then(answer)))
    expect(new Set(answers.map((given) => JSON.stringify(given))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 202 })
    expect(await answer(await post(contact(), once))).toMatchObject({
      status: 422,
      errors: [{ field: 'Idempotency-Key' }],
    })
  })

  test('a refused request leaves its Idempotency-Key unused', async () => {
    const once = { 'idempotency-key': randomUUID() }
    expect((await post(contact({ department: 'nowhere' }), once)).status).toBe(422)
    expect((await post(contact(), once)).status).toBe(202)
  })

  test('a request whose first copy is still under way answers 409', async () => {
    const once = randomUUID()
    const [owner] = await database.sql`select id from api_keys where name = 'shop'`
    await database.sql.begin(async (sql) => {
      await sql`insert into idempotency_keys (api_key_id, key, request_hash, created_at) values (${owner!.id}, ${once}, 'x', now())`
      expect((await post(contact(), { 'idempotency-key': once })).status).toBe(409)
    })
  })
})

describe('the Zammad webhook', () => {
  const fixture = JSON.parse(readFileSync(`${import.meta.dirname}/../fixtures/zammad/closed.json`, 'utf8'))
  const send = (body: string, secret = SECRET) =>
    app.request('/v1/helpdesks/zammad', {
      method: 'POST',
      body,
      headers: { 'x-hub-signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}` },
    })
  const ticket = (over: object = {}) =>
    JSON.stringify({ ...fixture, ticket: { ...fixture.ticket, group: { name: 'Kundservice' }, ...over } })

  test('a closed ticket becomes a contact, once', async () => {
    on.clock.now = new Date('2030-01-01T12:00:00Z')
    const first = await answer(await send(ticket()))
    expect(first).toMatchObject({
      status: 202,
      invitation: { state: expect.stringMatching(/planned|not asked/) },
    })
    const before = await stored()
    expect(await answer(await send(ticket()))).toEqual(first)
    expect(await stored()).toBe(before)
  })

  test('a forged or unsigned webhook is refused, and nothing is stored', async () => {
    const before = await stored()
    expect((await send(ticket(), 'another secret')).status).toBe(401)
    expect((await app.request('/v1/helpdesks/zammad', { method: 'POST', body: ticket() })).status).toBe(401)
    expect(await stored()).toBe(before)
  })

  test('an open ticket and a group nobody set up are heard and change nothing', async () => {
    const before = await stored()
    expect(await answer(await send(ticket({ state: 'open' })))).toMatchObject({
      status: 202,
      recorded: false,
    })
    expect(await answer(await send(ticket({ group: { name: 'Unknown' } })))).toMatchObject({
      status: 202,
      recorded: false,
      reason: expect.stringContaining('Unknown'),
    })
    expect(await stored()).toBe(before)
  })
})
