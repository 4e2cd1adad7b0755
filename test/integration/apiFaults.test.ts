import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono/tiny'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROBLEMS } from '../../src/api/problem.ts'
import { api } from '../../src/api/routes.ts'
import { createKey, SCOPES } from '../../src/setup/keys.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let app: Hono
let key: string
beforeAll(async () => {
  database = await freshDatabase()
  await makeOrganisation(database.db)
  app = api(testDeps(database.db).deps, { ZAMMAD_WEBHOOK_SECRET: 'the secret of the webhook' })
  key = (await createKey(database, { name: 'all', scopes: [...SCOPES], now: noon })).key
})
afterAll(() => database.end())

type Problem = { type: string; title: string; status: number; errors?: { field: string; message: string }[] }
const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await app.request(path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const problem = text.startsWith('{') ? (JSON.parse(text) as Problem) : ({} as Problem)
  const faults = Object.fromEntries((problem.errors ?? []).map(({ field, message }) => [field, message]))
  return { status: response.status, headers: response.headers, problem, faults, text }
}
const contact = {
  source: 'shop',
  externalId: '1',
  channel: 'phone',
  brand: 'nordly',
  department: 'service',
  endedAt: '2026-03-11T10:00:00Z',
}

describe('every fault of a request is told at once, in plain words', () => {
  test('of a contact: form, brand, department, time, header and parameter', async () => {
    const sent = {
      ...contact,
      source: undefined,
      externalId: 7,
      channel: 'pigeon',
      brand: 'nordley',
      department: 'nope',
      endedAt: '2026-03-12T10:00:00Z',
      timeZone: 'Mars/Base',
      autoClosed: 'yes',
      customer: { name: 'x'.repeat(300), nickname: 'K' },
      staffMember: 'Robin',
    }
    const { status, faults } = await ask('POST', '/v1/contacts?dry=1', sent, {
      'idempotency-key': 'k'.repeat(300),
    })
    expect(status).toBe(422)
    expect(faults).toEqual({
      dry: 'is not a parameter here',
      'Idempotency-Key': 'must have 1 to 255 characters',
      source: 'is missing',
      externalId: 'must be text',
      channel: 'must be one of phone, chat, email, store, web, visit, social media, parcel',
      brand: 'there is no brand "nordley": there is nordly',
      department: 'there is no department "nope": there is service',
      endedAt: 'is in the future: a contact is sent once it has ended',
      timeZone: 'is not an IANA time zone',
      autoClosed: 'must be true or false',
      'customer.name': 'must have at most 200 characters',
      'customer.nickname': 'is not a field of a contact',
      staffMember: 'must be an object with fields',
    })
  })
  test('of a contact that is well-formed but for what it names', async () => {
    const { status, faults } = await ask('POST', '/v1/contacts', {
      ...contact,
      brand: 'x',
      department: 'management',
    })
    expect([status, faults]).toEqual([
      422,
      {
        brand: 'there is no brand "x": there is nordly',
        department: 'there is no department "management": there is service',
      },
    ])
  })
  test('of a query for cases', async () => {
    const { status, faults } = await ask(
      'GET',
      '/v1/cases?state=broken&department=nope&openedSince=soon&limit=0&cursor=x&page=2&state=open',
    )
    expect(status).toBe(422)
    expect(faults).toMatchObject({
      page: 'is not a parameter here: there are state, department, openedSince, updatedSince, limit, cursor',
      department: 'there is no department "nope": there is service',
      limit: 'must be a number from 1 to 100',
      cursor: 'is not the cursor of a page of this query',
      openedSince: expect.stringContaining('an instant with its offset'),
      state: expect.stringMatching(/more than once|one of open/),
    })
    expect((await ask('GET', '/v1/cases?department=nope')).status).toBe(422)
    expect((await ask('GET', '/v1/cases?department=service')).status).toBe(200)
    expect((await ask('GET', '/v1/cases/0d5f0000-0000-4000-8000-000000000000?full=1')).faults).toEqual({
      full: 'is not a parameter here',
    })
  })
  test.each([
    [{}, { reference: 'is missing' }],
    [{ reference: 7 }, { reference: 'must be text' }],
    [{ reference: ' ' }, { reference: 'must not be empty' }],
    [
      { reference: null, amount: 1 },
      { reference: 'is missing', amount: 'is not a field of this request' },
    ],
    [[], { body: 'must be an object with fields' }],
  ])('of a remedy %j', async (sent, expected) => {
    const { status, faults } = await ask(
      'POST',
      '/v1/remedies/5b0c0000-0000-4000-8000-000000000000/done',
      sent,
    )
    expect([status, faults]).toEqual([422, expected])
  })
})

describe.each(['/v1/contacts', '/v1/remedies/5b0c0000-0000-4000-8000-000000000000/done'])(
  'a body to %s',
  (path) => {
    test.each([
      ['', 'The body is empty: send a JSON object.'],
      ['  ', 'The body is empty: send a JSON object.'],
      ['{"source": "shop",', 'The body is not JSON'],
      ['{\n "source": "shop"\n "channel": "phone" }', 'The body is not JSON (line 3, column 2).'],
    ])('that is no JSON is named so: %j', async (sent, title) => {
      const { status, problem } = await ask('POST', path, sent)
      expect([status, problem.title]).toEqual([422, expect.stringContaining(title)])
    })
    test.each([['null'], ['"text"'], ['7'], ['[]']])(
      'that is JSON but no object is refused: %s',
      async (sent) => {
        const { status, faults } = await ask('POST', path, sent)
        expect([status, faults.body ?? '']).toEqual([
          422,
          expect.stringMatching(/must be an object|is missing/),
        ])
      },
    )
    test('of another content type that is no JSON is a 415; what is JSON is read', async () => {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'application/jsonp',
        'multipart/form-data',
      ])
        expect((await ask('POST', path, 'a=b', { 'content-type': type })).status, type).toBe(415)
      for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'application/vnd.shop+json'])
        expect((await ask('POST', path, '{}', { 'content-type': type })).status, type).toBe(422)
    })
  },
)

test('a packed body is named, a list of faults ends, and a plus in an address may be a plus', async () => {
  const packed = await ask('POST', '/v1/contacts', contact, { 'content-encoding': 'gzip' })
  expect([packed.status, packed.faults]).toEqual([
    415,
    { 'Content-Encoding': 'The body is to be sent unpacked, without Content-Encoding.' },
  ])
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}`, 1]))
  expect((await ask('POST', '/v1/contacts', many)).problem.errors).toHaveLength(100)
  expect((await ask('GET', '/v1/cases?openedSince=2026-03-11T10:00:00+01:00')).status).toBe(200)
})

test('another method is a 405 that names those there are, on every route', async () => {
  const cases: [method: string, path: string, allow: string][] = [
    ['GET', '/v1/contacts', 'POST'],
    ['PUT', '/v1/contacts', 'POST'],
    ['OPTIONS', '/v1/contacts', 'POST'],
    ['POST', '/v1/cases', 'GET, HEAD'],
    ['DELETE', '/v1/cases/1', 'GET, HEAD'],
    ['GET', '/v1/remedies/1/done', 'POST'],
    ['PATCH', '/v1/helpdesks/zammad', 'POST'],
    ['POST', '/v1/problems', 'GET, HEAD'],
  ]
  for (const [method, path, allow] of cases) {
    const { status, headers } = await ask(method, path)
    expect([method, path, status, headers.get('allow')]).toEqual([method, path, 405, allow])
  }
  for (const path of ['/v1', '/v1/nothing', '/v1/contacts/1', '/v1/remedies/1', '/v1/helpdesks/zendesk'])
    expect([path, (await ask('GET', path)).status]).toEqual([path, 404])
})

test('a problem’s type leads to a heading of its page and of docs/api.md', async () => {
  const page = (await ask('GET', '/v1/problems')).text
  const docs = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8')
  const headings = [...docs.matchAll(/^#+ (.+)$/gm)].map(([, text]) =>
    text!
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  )
  for (const { anchor } of Object.values(PROBLEMS)) {
    expect(page).toContain(`<section id="${anchor}">`)
    expect(headings).toContain(anchor)
  }
  for (const [method, path, body] of [
    ['GET', '/v1/nothing', undefined],
    ['GET', '/v1/contacts', undefined],
    ['POST', '/v1/contacts', {}],
    ['POST', '/v1/contacts', '{'],
  ] as const) {
    const { problem, headers } = await ask(method, path, body)
    expect(problem.type).toMatch(/^\/v1\/problems#/)
    expect(Object.values(PROBLEMS).map(({ anchor }) => anchor)).toContain(problem.type.split('#')[1])
    expect(headers.get('content-type')).toBe('application/problem+json')
  }
})

test('no answer shows a schema’s own words', async () => {
  const odd: unknown[] = [undefined, null, 7, true, [], {}, 'x', '', 'x'.repeat(2000), '\u0000']
  for (const field of [
    ...Object.keys(contact),
    'customer',
    'staffMember',
    'reference',
    'startedAt',
    'language',
    'timeZone',
    'autoClosed',
  ])
    for (const value of odd) {
      const { text } = await ask('POST', '/v1/contacts', { ...contact, [field]: value })
      expect(text, `${field} ${JSON.stringify(value)}`).not.toMatch(
        /Invalid|expected|received|>=|undefined|\[object/,
      )
    }
})
