import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { api } from '../../src/api/routes.ts'
import { renewLink } from '../../src/customers/renewLink.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { createKey } from '../../src/setup/keys.ts'
import { makeCase, makeCustomer, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

const MINUTE = 60_000
let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeDesk(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  await on.clear()
  on.clock.now = noon
})

const countOf = (all: number[]) =>
  all.reduce<Record<number, number>>((count, one) => ({ ...count, [one]: (count[one] ?? 0) + 1 }), {})
let keys = 0
const withKey = async () => {
  const { key } = await createKey(database, { name: `k${keys++}`, scopes: ['figures:read'], now: noon })
  return (app: ReturnType<typeof api>) =>
    app.request('/v1/figures?from=2026-03-01&to=2026-03-10', { headers: { authorization: `Bearer ${key}` } })
}

test('an API key sends so many requests a minute; the next are told when to come again, and other keys not', async () => {
  const [shop, other] = [await withKey(), await withKey()]
  // Each request has routes of its own, as in a Worker
  const all = await Promise.all(Array.from({ length: 50 }, () => shop(api(on.deps, { API_PER_MINUTE: 20 }))))
  expect(countOf(all.map(({ status }) => status))).toEqual({ 200: 20, 429: 30 })
  const refused = all.find(({ status }) => status === 429)!
  expect(refused.headers.get('retry-after')).toBe('60')
  expect(refused.headers.get('ratelimit')).toBe('"key";r=0;t=60')
  expect(refused.headers.get('ratelimit-policy')).toBe('"key";q=20;w=60')
  expect(refused.headers.get('content-type')).toContain('application/problem+json')
  expect(await refused.json()).toMatchObject({ status: 429, type: '/v1/problems#too-many' })
  const app = api(on.deps, { API_PER_MINUTE: 20 })
  const fine = await other(app)
  expect([fine.status, fine.headers.get('ratelimit')]).toEqual([200, '"key";r=19;t=60'])
  on.later(MINUTE - 1)
  expect((await shop(app)).status).toBe(429)
  on.later(1)
  expect((await shop(app)).status).toBe(200)
})

test('a request without a key, or with a wrong one, takes nothing from the others', async () => {
  const shop = await withKey()
  const app = api(on.deps, { API_PER_MINUTE: 2 })
  for (const authorization of ['', 'Bearer wrong', 'Bearer wrong', 'Bearer wrong', 'Basic x'])
    await app.request('/v1/figures', { headers: { authorization } })
  expect((await shop(app)).status).toBe(200)
})

test('of 50 sign-in links asked for at once three are mailed, and somebody else gets theirs', async () => {
  const asks = Array.from({ length: 50 }, () =>
    on.browser().go('/desk/sign-in', { email: on.people.anna.email }),
  )
  await Promise.all([...asks, on.browser().go('/desk/sign-in', { email: on.people.bo.email })])
  await on.send()
  expect(on.mails.filter(({ to }) => to === on.people.anna.email)).toHaveLength(3)
  expect(on.mails.filter(({ to }) => to === on.people.bo.email)).toHaveLength(1)
})

const caseOf = async (email: string) => {
  const customer = await makeCustomer(database.db, { email })
  const { id } = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: on.people.anna.id,
    customerId: customer.id,
  })
  await addLink(on.deps, database.db, 'case', id, new Date('2027-01-01T00:00:00Z'))
  const path = new URL(await linkOf(on.deps, 'case', id)).pathname
  return { id, path, token: path.split('/').at(-1)! }
}

test('of 50 new links asked for at once one is mailed, and another case’s is too', async () => {
  const [first, second] = [await caseOf('kim@mail.example'), await caseOf('ola@mail.example')]
  const asks = Array.from({ length: 50 }, () => renewLink(on.deps, { token: first.token, now: on.clock.now }))
  await Promise.allSettled([...asks, renewLink(on.deps, { token: second.token, now: on.clock.now })])
  const noted = await on.sql`select case_id, count(*)::int from case_events where kind = 'link' group by 1`
  expect(new Map(noted.map(({ case_id, count }) => [case_id, count]))).toEqual(
    new Map([
      [first.id, 1],
      [second.id, 1],
    ]),
  )
})

test('a link that is refused for now says when to come again', async () => {
  const { id, path } = await caseOf('kim2@mail.example')
  await on.sql`
    insert into case_events (case_id, kind, at, text)
    select ${id}, 'customer said', ${noon}, 'x' from generate_series(1, 30) n`
  const body = new URLSearchParams({ form: crypto.randomUUID(), step: 'say', words: 'One more.' })
  const response = await on.request(path, { method: 'POST', body })
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3600'])
})
