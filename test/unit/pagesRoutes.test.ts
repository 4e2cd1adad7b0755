import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import type { Purpose } from '../../src/tokens.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase } from '../factories.ts'
import { pages } from '../pages.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>
let count = 0

beforeAll(async () => {
  database = await freshDatabase()
  people = await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(() => {
  on = testDeps(database.db)
})

const invited = async (purpose: Purpose = 'survey', over: object = {}) => {
  const contact = contactInput.parse({
    source: 'pages',
    externalId: `ticket-${++count}`,
    channel: 'phone',
    brand: 'nordly',
    department: 'service',
    customer: { email: `pages-${count}@mail.example`, name: 'Kim' },
    endedAt: '2026-03-11T10:00:00Z',
    language: 'sv',
    ...over,
  })
  const recorded = await on.deps.db.transaction((tx) => recordContact(on.deps, tx, contact, on.clock.now))
  const [row] = await database.sql`select id from invitations where contact_id = ${recorded.contact}`
  return new URL(await linkOf(on.deps, purpose, row!.id)).pathname
}
const askedCase = async () => {
  const { id } = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: people.anna.id,
    ownerId: people.anna.id,
    state: 'awaiting customer',
    promise: 'confirmation',
    done: 'Sent anew',
    askedAt: on.clock.now,
  })
  await addLink(on.deps, database.db, 'case', id, new Date('2027-01-01T00:00:00Z'))
  return { id, path: new URL(await linkOf(on.deps, 'case', id)).pathname }
}
const ask = (path: string, init: RequestInit = {}) => pages(on.deps).request(path, init)
const post = (path: string, form: Record<string, string | string[]>, headers = {}) => {
  const body = new URLSearchParams(
    Object.entries(form).flatMap(([k, v]) => [v].flat().map((one) => [k, one])),
  )
  return ask(path, { method: 'POST', body, headers })
}
const saidAt = async () =>
  (await database.sql`select answers from responses order by answered_at desc, id desc`).map(
    (row) => row.answers,
  )
const responses = async () => (await saidAt()).length

describe('the survey by link', () => {
  test('opening it in any way records nothing', async () => {
    const path = await invited()
    const before = await responses()
    for (const method of ['GET', 'HEAD']) {
      const response = await ask(`${path}?score=1`, { method })
      expect(response.status).toBe(200)
      expect((await response.text()).length > 0).toBe(method === 'GET')
    }
    expect(await responses()).toBe(before)
  })

  test('one POST saves the score and answers with what comes next, no redirect', async () => {
    const path = await invited()
    const response = await post(path, { step: 'score', score: '1' })
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(html).toContain('Ditt svar, 1 av 5, är sparat.')
    expect(html).toContain('Ditt ärende har gått till Customer Service.')
    expect(html).toContain('Vad gick fel?')
    expect(await saidAt()).toContainEqual({ score: 1 })
  })

  test('each step is saved as it comes, and a revisit shows and revises it', async () => {
    const path = await invited()
    await post(path, { step: 'score', score: '2' })
    const right = await post(path, { step: 'wrong', drivers: ['opening-hours'], words: 'Stängt <b>igen</b>' })
    expect(await right.text()).toContain('Vad skulle göra det bra igen?')
    const end = await post(path, { step: 'right', wish: 'Öppna', reach: 'mail' })
    expect(await end.text()).toContain('Stängt &lt;b&gt;igen&lt;/b&gt;')
    const again = await (await ask(path)).text()
    expect(again).toContain('Hittills är ditt svar 2 av 5.')
    expect(again).toMatch(/value="opening-hours" checked/)
    await post(path, { step: 'wrong', words: '' })
    expect(await saidAt()).toContainEqual({ score: 2, wish: 'Öppna', reach: { may: true, how: 'mail' } })
  })

  test('a fault is told with 422 and nothing is saved', async () => {
    const path = await invited()
    const before = await responses()
    const missing = await post(path, { step: 'score' })
    expect([missing.status, (await missing.text()).includes('Välj en siffra från 1 till 5.')]).toEqual([
      422,
      true,
    ])
    const early = await post(path, { step: 'wrong', words: 'before any score' })
    expect([early.status, (await early.text()).includes('Välj en siffra från 1 till 5.')]).toEqual([
      422,
      true,
    ])
    expect(await responses()).toBe(before)
  })

  test('expired is told in the customer’s language with 410, also to a POST', async () => {
    const path = await invited()
    on.later(60 * 24 * 3_600_000)
    for (const response of [await ask(path), await post(path, { step: 'score', score: '1' })]) {
      expect(response.status).toBe(410)
      expect(await response.text()).toContain('Länken har gått ut')
    }
  })

  test('unknown and tampered links are a friendly 404 in the browser’s language', async () => {
    const path = await invited()
    const tampered = path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A')
    for (const link of [tampered, '/s/nope', '/s/%00', '/c/nope', '/u/nope', '/elsewhere']) {
      const response = await ask(link, { headers: { 'accept-language': 'de, nb-NO;q=0.8, en;q=0.5' } })
      expect(response.status, link).toBe(404)
      expect(await response.text()).toContain('Vi finner ikke siden')
    }
    expect((await post('/s/nope', { step: 'score', score: '1' })).status).toBe(404)
  })

  test('what is no form, too large or another method is refused', async () => {
    const path = await invited()
    const before = await responses()
    const json = { 'content-type': 'application/json' }
    expect(
      (await ask(path, { method: 'POST', body: '{"step":"score","score":"1"}', headers: json })).status,
    ).toBe(400)
    expect((await post(path, { step: 'nonsense' })).status).toBe(400)
    for (const declared of [{}, { 'content-length': '70017' }]) {
      const large = await post(path, { step: 'wrong', words: 'x'.repeat(70_000) }, declared)
      expect(large.status).toBe(413)
    }
    const put = await ask(path, { method: 'PUT' })
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
    expect(await responses()).toBe(before)
  })

  test('is kept nowhere, framed nowhere and indexed nowhere', async () => {
    const { headers } = await ask(await invited())
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-robots-tag')).toBe('noindex')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  test('a failure is told kindly and logged without the link', async () => {
    const logged: unknown[] = []
    const path = await invited()
    const broken = { ...on.deps, db: null as never, log: (...said: unknown[]) => void logged.push(said) }
    const response = await pages(broken).request(path)
    expect(response.status).toBe(500)
    expect(JSON.stringify(logged)).toContain('/s/:token')
    expect(JSON.stringify(logged)).not.toContain(path)
  })
})

describe('the case by link', () => {
  const state = async (id: string) => (await database.sql`select state from cases where id = ${id}`)[0]!.state

  test('opening it with an answer chosen changes nothing', async () => {
    const { id, path } = await askedCase()
    const html = await (await ask(`${path}?answer=not-yet`)).text()
    expect(html).toMatch(/value="not yet" checked/)
    expect(await state(id)).toBe('awaiting customer')
  })

  test('the customer’s yes confirms, and the same again is fine; it can be taken back', async () => {
    const { id, path } = await askedCase()
    const yes = await post(path, { answer: 'yes', words: 'Thanks\0' })
    expect([yes.status, await state(id)]).toEqual([200, 'confirmed'])
    expect((await post(path, { answer: 'yes' })).status).toBe(200)
    const back = await post(path, { answer: 'partly' })
    expect([back.status, await state(id)]).toEqual([200, 'recovering'])
    const late = await post(path, { answer: 'yes' })
    expect([late.status, await state(id)]).toEqual([409, 'recovering'])
    expect(await late.text()).toContain('Something changed in the meantime')
  })

  test('not yet goes back to recovering and promises a date', async () => {
    const { id, path } = await askedCase()
    const html = await (await post(path, { answer: 'not yet', words: 'Still wet' })).text()
    expect(await state(id)).toBe('recovering')
    expect(html).toMatch(/You will hear from us by|Du hör från oss/)
  })

  test('no answer chosen is told next to the question', async () => {
    const { id, path } = await askedCase()
    const response = await post(path, { words: 'kept as typed' })
    expect([response.status, (await response.text()).includes('kept as typed')]).toEqual([422, true])
    expect(await state(id)).toBe('awaiting customer')
  })
})

describe('unsubscribing', () => {
  const stopped = async () =>
    (await database.sql`select * from suppressions where scope = 'invitations'`).length

  test('opening the link stops nothing, its button does, and it can be undone', async () => {
    const path = await invited('unsubscribe')
    const before = await stopped()
    for (const method of ['GET', 'HEAD']) expect((await ask(path, { method })).status).toBe(200)
    expect(await stopped()).toBe(before)
    expect(await (await post(path, {})).text()).toContain('Du får inga fler enkäter')
    expect(await stopped()).toBe(before + 1)
    expect(await (await post(path, { undo: 'yes' })).text()).toContain('Välkommen tillbaka')
    expect(await stopped()).toBe(before)
  })

  test('a mail program’s one click works in both encodings, without redirect or cookie', async () => {
    const multipart = new FormData()
    multipart.set('List-Unsubscribe', 'One-Click')
    const bodies: BodyInit[] = [new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }), multipart]
    for (const body of bodies) {
      const before = await stopped()
      const response = await ask(await invited('unsubscribe'), { method: 'POST', body })
      expect([response.status, response.headers.get('set-cookie')]).toEqual([200, null])
      expect(await stopped()).toBe(before + 1)
    }
  })
})

test('a link copied with what stood behind it leads to its page, by its methods, kept nowhere', async () => {
  const path = await invited()
  for (const behind of ['.', ')', '%3E', '%20', '%E2%80%8B', ',']) {
    for (const method of ['GET', 'HEAD', 'POST']) {
      const answer = await ask(`${path}${behind}?score=2`, { method })
      expect([answer.status, answer.headers.get('location'), answer.headers.get('cache-control')]).toEqual([
        308,
        `${path}?score=2`,
        'no-store',
      ])
    }
  }
  expect(await (await ask(`${path}?score=2).`)).text()).toMatch(/value="2"[^>]* checked/)
  expect((await ask('/s/nosuchlink.')).status).toBe(404)
})

test('the address alone says what this is in the browser’s language, and browsers’ own questions make no noise', async () => {
  const sv = await ask('/', { headers: { 'accept-language': 'sv-SE,sv;q=0.9' } })
  expect([sv.status, await sv.text()]).toEqual([200, expect.stringContaining('Vi frågar hur det gick')])
  expect(await (await ask('/')).text()).toContain('We ask how it went')
  const robots = await ask('/robots.txt')
  expect([robots.status, await robots.text()]).toEqual([200, 'User-agent: *\nDisallow: /\n'])
  expect((await ask('/favicon.ico')).status).toBe(204)
})
