import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { LIMITS } from '../../src/cases/limits.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { languages, localeOf, pageWords } from '../../src/locales/index.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeContact, makeInvitation } from '../factories.ts'
import { pages } from '../pages.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const HOUR = 3_600_000
const ENDS = new Date('2027-01-01T00:00:00Z')
let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  people = await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(() => {
  on = testDeps(database.db)
})

const contact = (language: string) =>
  makeContact(database.db, { brandKey: 'nordly', departmentKey: 'service', language })
const caseLink = async (language = 'en') => {
  const { id } = await makeCase(database.db, {
    contactId: (await contact(language)).id,
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: people.anna.id,
  })
  await addLink(on.deps, database.db, 'case', id, ENDS)
  return { id, path: new URL(await linkOf(on.deps, 'case', id)).pathname }
}
const invitationLink = async (purpose: 'survey' | 'unsubscribe', language = 'en') => {
  const { id } = await makeInvitation(database.db, {
    contactId: (await contact(language)).id,
    expiresAt: ENDS,
  })
  await addLink(on.deps, database.db, purpose, id, ENDS)
  return { id, path: new URL(await linkOf(on.deps, purpose, id)).pathname }
}
const post = (path: string, form: Record<string, string>) =>
  pages(on.deps).request(path, {
    method: 'POST',
    body: new URLSearchParams({ form: randomUUID(), ...form }),
  })
const say = (path: string, words: string) => post(path, { step: 'say', words })
const events = async (id: string, kind: string) =>
  (await database.sql`select 1 from case_events where case_id = ${id} and kind like ${kind}`).length
const statuses = (all: Response[]) => {
  const count: Record<number, number> = {}
  for (const { status } of all) count[status] = (count[status] ?? 0) + 1
  return count
}

describe('what a customer adds to a case', () => {
  test.each(languages)('is limited by the hour, told in %s, and stays typed', async (language) => {
    const { id, path } = await caseLink(language)
    const most = LIMITS.words.hour
    const all = await Promise.all(Array.from({ length: most + 10 }, (_, n) => say(path, `Line ${n}`)))
    expect(statuses(all)).toEqual({ 200: most, 429: 10 })
    expect(await events(id, 'customer said')).toBe(most)
    const html = await (await say(path, 'Please read this one.')).text()
    expect(html).toContain(pageWords(language).errors.often.hour)
    expect(html).toMatch(/<textarea[^>]*>Please read this one\.<\/textarea>/)
    on.later(HOUR)
    expect((await say(path, 'Please read this one.')).status).toBe(200)
  })

  test('is limited in all', async () => {
    const { id, path } = await caseLink()
    await database.sql`
      insert into case_events (case_id, kind, at, text)
      select ${id}, 'customer said', ${new Date(on.clock.now.getTime() - 2 * HOUR)}, 'x' from generate_series(1, ${LIMITS.words.all})`
    const response = await say(path, 'One more')
    const html = await response.text()
    expect([response.status, html.includes('>One more</textarea>')]).toEqual([429, true])
    expect(html).toContain(pageWords('en').errors.often.all)
    on.later(24 * HOUR)
    expect((await say(path, 'One more')).status).toBe(429)
  })

  test('by way of other forms counts too: no form is left to flood by', async () => {
    const { id, path } = await caseLink()
    await database.sql`
      insert into case_events (case_id, kind, at) select ${id}, 'customer said', ${on.clock.now} from generate_series(1, ${LIMITS.words.hour})`
    const elses = await post(path, { step: 'else', words: 'Somebody else, please.' })
    expect([elses.status, (await elses.text()).includes('>Somebody else, please.</textarea>')]).toEqual([
      429,
      true,
    ])
    await database.sql`update cases set state = 'awaiting customer', asked_at = ${on.clock.now} where id = ${id}`
    expect((await post(path, { step: 'answer', answer: 'not yet', words: 'No.' })).status).toBe(429)
    expect(await events(id, 'answered')).toBe(0)
  })

  test('of a staff member’s doing is not counted, and one form sent twice is one', async () => {
    const { id, path } = await caseLink()
    await database.sql`
      insert into case_events (case_id, kind, at, by)
      select ${id}, 'customer said', ${on.clock.now}, ${people.anna.id} from generate_series(1, 100)`
    const form = randomUUID()
    for (let times = 0; times < LIMITS.words.hour + 5; times++)
      expect((await post(path, { step: 'say', words: 'Hello', form })).status).toBe(200)
  })
})

test('calls booked, moved and cancelled by link are limited by the hour and in all', async () => {
  const { id, path } = await caseLink()
  const slots = [
    ...(await (await pages(on.deps).request(path)).text()).matchAll(/<option value="(\d[^"]+)"/g),
  ].map(([, at]) => at!)
  const answers: number[] = []
  for (let times = 0; times < 6; times++) {
    answers.push((await post(path, { step: 'call', at: slots[times]!, phone: '+46701234567' })).status)
    answers.push((await post(path, { step: 'cancel' })).status)
  }
  expect(answers).toEqual(
    [...Array(LIMITS.calls.hour).fill(200), ...Array(4).fill(429)].map((s, n) =>
      n >= LIMITS.calls.hour && n % 2 === 1 ? 200 : s,
    ),
  )
  expect((await events(id, 'call-back%')) - (await events(id, 'call-back near'))).toBe(LIMITS.calls.hour)
  const refused = await post(path, { step: 'call', at: slots[9]!, phone: '+46 70 765 43 21' })
  const html = await refused.text()
  expect(refused.status).toBe(429)
  expect(html).toContain(`value="${slots[9]}" selected`)
  expect(html).toContain('value="+46 70 765 43 21"')
})

test.each(languages)('revisions of an answer are limited, told in %s, and stay typed', async (language) => {
  const { path } = await invitationLink('survey', language)
  for (let times = 0; times < LIMITS.revisions.hour; times++)
    expect((await post(path, { step: 'score', score: String(1 + (times % 5)) })).status).toBe(200)
  const score = await post(path, { step: 'score', score: '3' })
  expect(score.status).toBe(429)
  const response = await post(path, { step: 'wrong', words: 'This is the last of it.' })
  const html = await response.text()
  expect([response.status, html.includes('>This is the last of it.</textarea>')]).toEqual([429, true])
  expect(html).toContain(pageWords(language).errors.often.hour)
  on.later(HOUR + 1)
  expect((await post(path, { step: 'score', score: '3' })).status).toBe(200)
})

test('an unsubscribe link that goes to and fro stays at stopped; stopping always works', async () => {
  const { path } = await invitationLink('unsubscribe', 'nb')
  const undone: number[] = []
  for (let times = 0; times < 13; times++) {
    expect((await post(path, {})).status).toBe(200)
    undone.push((await post(path, { undo: 'yes' })).status)
  }
  expect(undone).toEqual([...Array(10).fill(200), 429, 429, 429])
  const html = await (await post(path, { undo: 'yes' })).text()
  expect(html).toContain(pageWords('nb').errors.often.all)
  expect(html, 'no button that can only be refused').not.toContain('<button')
  expect(await database.sql`select 1 from suppressions where scope = 'invitations'`).toHaveLength(1)
})

test('a case whose messages are stopped and allowed to and fro stays at stopped', async () => {
  const { id, path } = await caseLink()
  const undone: number[] = []
  for (let times = 0; times < 12; times++) {
    expect((await post(path, { step: 'stop' })).status).toBe(200)
    undone.push((await post(path, { step: 'undo' })).status)
  }
  expect(undone.filter((status) => status === 200)).toHaveLength(9)
  expect(await events(id, 'stopped')).toBe(10)
  const [stopped] = await database.sql`
    select 1 from suppressions s join cases k on k.id = ${id} join customers u on u.id = k.customer_id
    where s.address = u.email and s.scope = 'all'`
  expect(stopped).toBeDefined()
})

/** What a customer asked for of their data, as the link in its mail that asks for a yes. */
const dataLink = async (caseId: string, what: 'copy' | 'erasure') => {
  const [row] = await database.sql`
    insert into data_requests (customer_id, case_id, what, asked_at)
    select customer_id, id, ${what}, ${on.clock.now} from cases where id = ${caseId} returning id`
  await addLink(on.deps, database.db, 'data', row!.id, ENDS)
  return new URL(await linkOf(on.deps, 'data', row!.id)).pathname
}

test.each(languages)('a copy or an erasure is asked for three times a day, told in %s', async (language) => {
  const { id, path } = await caseLink(language)
  const answers: number[] = []
  for (let times = 0; times < 6; times++) {
    answers.push((await post(path, { step: times % 2 ? 'erasure' : 'copy' })).status)
    on.later(HOUR / 4)
  }
  expect(answers).toEqual([200, 200, 200, 429, 429, 429])
  const html = await (await post(path, { step: 'copy' })).text()
  expect(html).toContain(localeOf(language).yourData.often)
  const mails = () => database.sql`
    select from outbox where kind = 'data mail' and payload ->> 'request' in (select id::text from data_requests where case_id = ${id})`
  expect(await mails()).toHaveLength(3)
  on.later(24 * HOUR)
  expect((await post(path, { step: 'copy' })).status).toBe(200)
})

test.each(['copy', 'erasure'] as const)(
  'confirmed by its link however often, %s is done once',
  async (what) => {
    const { id } = await caseLink()
    const path = await dataLink(id, what)
    const all = await Promise.all(Array.from({ length: 40 }, () => post(path, { step: 'confirm' })))
    expect(statuses(all)).toEqual({ 200: 40 })
    expect((await post(path, { step: 'confirm' })).status).toBe(200)
    expect(await events(id, 'data asked')).toBe(1)
    const written = await database.sql`
    select kind from audit_log where by_kind = 'customer' and by_id = (select customer_id::text from cases where id = ${id})`
    // The case is open, so an erasure waits
    expect(written).toEqual(what === 'copy' ? [{ kind: 'customer.exported' }] : [])
  },
)
