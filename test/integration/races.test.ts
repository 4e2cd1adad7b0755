import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Mail } from '../../integrations/mail/mail.ts'
import { contactsApi } from '../../src/api/contacts.ts'
import { onError } from '../../src/api/problem.ts'
import { changeWithin } from '../../src/cases/change.ts'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { confirmCase } from '../../src/customers/confirm.ts'
import { unsubscribe, viewSubscription } from '../../src/invitations/unsubscribe.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { sweepSilence } from '../../src/jobs/silence.ts'
import { linkOf } from '../../src/links.ts'
import { begin, claim } from '../../src/outbox/claim.ts'
import { drain } from '../../src/outbox/drain.ts'
import { viewCase } from '../../src/render/story.ts'
import { submitResponse } from '../../src/responses/submit.ts'
import { createKey } from '../../src/setup/keys.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeDepartment, makeMember, makePerson, noon } from '../factories.ts'
import { ownWords } from '../ownWords.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const DAY = 24 * 3600_000
let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>
let sent: Mail[]
let logged: string[]
let count = 0

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  people = await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(async () => {
  await database.sql`truncate outbox, contacts, customers, matters, invitations, links, responses, response_revisions,
    cases, case_events, apologies, remedies, findings, suppressions, idempotency_keys cascade`
  sent = []
  logged = []
  on = testDeps(database.db, {
    mail: { name: 'kept', send: async (mail) => void sent.push(mail) },
    log: (event, facts) => void logged.push(JSON.stringify({ event, ...facts })),
  })
})

const contact = (over: object = {}) => ({
  source: 'test',
  externalId: `contact-${++count}`,
  channel: 'phone',
  brand: 'nordly',
  department: 'service',
  customer: { email: `customer-${count}@mail.example` },
  endedAt: '2026-03-11T10:00:00Z',
  ...over,
})
const record = (input: object) =>
  database.db.transaction((tx) => recordContact(on.deps, tx, contactInput.parse(input), on.clock.now))
const tokenOf = async (purpose: 'survey' | 'unsubscribe' | 'case', subject: string) =>
  (await linkOf(on.deps, purpose, subject)).split('/').at(-1)!
const invite = async (over: object = {}) => {
  const { contact: id } = await record(contact(over))
  const [row] = await database.sql`select id from invitations where contact_id = ${id}`
  return row!.id as string
}
const submit = (token: string, step: object) => submitResponse(on.deps, { token, step, now: on.clock.now })
const by = (user: string) => ({ platform: 'slack', workspace: 'T0001', user })
const click = (user: string, verb: string, subject: string) =>
  act(on.deps)({ kind: 'click', by: by(user), verb, subject })
const form = (user: string, verb: string, subject: string, values: object, formId: string = randomUUID()) =>
  act(on.deps)({ kind: 'submit', by: by(user), verb, subject, formId, values: { ...values } })
const apology = () => ({
  text: ownWords(),
  next: '2026-03-12',
})
const done = { text: 'A new parcel arrived at your door today.' }
const shuffled = <T>(list: T[]): T[] =>
  list
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
const fiveTimes = <T, R>(list: T[], send: (item: T) => Promise<R>) =>
  Promise.all(shuffled(Array.from({ length: 5 }, () => list).flat()).map(send))
const counted = async (tables: string[]) =>
  Object.fromEntries(
    await Promise.all(
      tables.map(async (table) => [
        table,
        (await database.sql`select count(*)::int as n from ${database.sql(table)}`)[0]!.n,
      ]),
    ),
  )
/** How many statements wait for a lock. */
const waiting = async () =>
  (
    await database.sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
  ).length
/** An escalated, taken and apologised case with its survey's token. */
const escalated = async (over: object = {}) => {
  const survey = await tokenOf('survey', await invite(over))
  await submit(survey, { score: 2 })
  const [row] = await database.sql`select id from cases order by number desc limit 1`
  const id = row!.id as string
  await click('UANNA', 'take', id)
  await form('UANNA', 'apologise', id, apology())
  return { id, survey }
}

test('every event sent 5 times, shuffled and at once: counted once', async () => {
  const N = 12
  const contacts = Array.from({ length: N }, () => contact())
  await fiveTimes(contacts, record)
  expect(await counted(['contacts', 'customers', 'matters', 'invitations', 'outbox'])).toEqual({
    contacts: N,
    customers: N,
    matters: N,
    invitations: N,
    outbox: N,
  })

  const invitations = await database.sql`select id from invitations`
  const tokens = await Promise.all(invitations.map(({ id }) => tokenOf('survey', id)))
  await fiveTimes(tokens, (token) => submit(token, { score: 1 }))
  await fiveTimes(tokens, (token) => submit(token, { words: 'It was broken.' }))
  expect(await counted(['responses', 'cases'])).toEqual({ responses: N, cases: N })

  const cases = (await database.sql`select id from cases`).map(({ id }) => ({
    id: id as string,
    form: randomUUID(),
  }))
  await fiveTimes(cases, ({ id }) => click('UANNA', 'take', id))
  const texts = new Map(cases.map(({ id }) => [id, apology()]))
  await fiveTimes(cases, ({ id, form: formId }) => form('UANNA', 'apologise', id, texts.get(id)!, formId))
  await fiveTimes(cases, ({ id, form: formId }) => form('UANNA', 'done', id, done, `${formId}-done`))
  const pages = await Promise.all(cases.map(({ id }) => tokenOf('case', id)))
  await fiveTimes(pages, (token) => confirmCase(on.deps, { token, answer: 'yes', now: on.clock.now }))
  const events = await database.sql`select kind, count(*)::int as n from case_events group by 1 order by 1`
  expect(Object.fromEntries(events.map(({ kind, n }) => [kind, n]))).toEqual({
    opened: N,
    said: N,
    taken: N,
    apology: N,
    done: N,
    answered: N,
  })
  // Put together: none was posted meanwhile
  const told = await database.sql`
    select jsonb_array_elements(payload -> 'events') as event from outbox where kind = 'reply'`
  expect(new Set(told.map(({ event }) => event)).size).toBe(N * 4)
  expect(told).toHaveLength(N * 4)
  const messages = await database.sql`select kind, count(*)::int as n from outbox group by 1`
  expect(Object.fromEntries(messages.map(({ kind, n }) => [kind, n]))).toEqual({
    invitation: N,
    escalation: N,
    card: N,
    reply: N,
    'case mail': N * 2,
  })
})

test('what was said before is kept once, also when two pages save at the same moment', async () => {
  const survey = await tokenOf('survey', await invite())
  await submit(survey, { score: 1 })
  const both: Promise<unknown>[] = []
  await database.sql.begin(async (tx) => {
    await tx`select from responses for update`
    both.push(submit(survey, { words: 'One.' }), submit(survey, { wish: 'Two.' }))
    await expect.poll(waiting).toBe(2)
  })
  await Promise.all(both)
  expect(await database.sql`select answers from responses`).toEqual([
    { answers: { score: 1, words: 'One.', wish: 'Two.' } },
  ])
  const kept = await database.sql`select revision from response_revisions order by 1`
  expect(kept.map(({ revision }) => revision)).toEqual([1, 2])
})

test('a contact sent again leaves no matter behind, not even at once', async () => {
  const same = contact()
  await record(same)
  await fiveTimes([same], record)
  const other = contact()
  await fiveTimes([other], record)
  expect(await counted(['contacts', 'matters'])).toEqual({ contacts: 2, matters: 2 })
})

describe('stop means stop', () => {
  test('a send that has not begun when the stop is committed never begins', async () => {
    const id = await invite()
    const [entry] = await claim(database.db, on.clock.now)
    const [{ email }] = (await database.sql`select email from customers`) as unknown as [{ email: string }]
    const stop = { address: email, scopes: ['invitations', 'all'] }
    const token = await tokenOf('unsubscribe', id)
    const order: string[] = []
    const both: Promise<unknown>[] = []
    await database.sql.begin(async (tx) => {
      await tx`select from outbox for update`
      // It has looked for stops by now, and waits for its row
      both.push(begin(database.db, entry!, stop).then((fate) => order.push(fate)))
      await expect.poll(waiting).toBe(1)
      both.push(unsubscribe(on.deps, { token, now: on.clock.now }).then(() => order.push('stopped')))
      await expect.poll(async () => order.length > 0 || (await waiting()) === 2).toBe(true)
    })
    await Promise.all(both)
    expect(order).not.toEqual(['stopped', 'begun'])
  })

  test('races of send and unsubscribe: 0 sends begun after the commit', async () => {
    const N = 40
    const invited = await Promise.all(Array.from({ length: N }, () => invite()))
    const tokens = new Map(
      await Promise.all(invited.map(async (id) => [id, await tokenOf('unsubscribe', id)] as const)),
    )
    const late: string[] = []
    const stopAll = Promise.all(
      shuffled(invited).map(async (id) => {
        await new Promise((go) => setTimeout(go, Math.random() * 400))
        await unsubscribe(on.deps, { token: tokens.get(id)!, now: on.clock.now })
        const [entry] = await database.sql`select state from outbox where once_key = ${`invitation:${id}`}`
        if (!['dropped', 'sending', 'sent'].includes(entry!.state)) late.push(id)
      }),
    )
    await Promise.all([stopAll, drain(on.deps, handlers), drain(on.deps, handlers)])
    await drain(on.deps, handlers)
    const fates =
      await database.sql`select state, count(*)::int as n from outbox where kind = 'invitation' group by 1`
    const [dropped, gone] = ['dropped', 'sent'].map(
      (state) => fates.find((fate) => fate.state === state)?.n ?? 0,
    )
    console.log(
      `${N} races of send and unsubscribe: ${gone} were begun before, ${dropped} stopped, ${late.length} begun after`,
    )
    expect(late).toEqual([])
    expect([gone! + dropped!, sent.length]).toEqual([N, gone])
  })

  test('who unsubscribes from an address that bounced before has unsubscribed', async () => {
    const id = await invite()
    await database.sql`insert into suppressions select email, 'invitations', 'unreachable', now() from customers`
    const token = await tokenOf('unsubscribe', id)
    await unsubscribe(on.deps, { token, now: on.clock.now })
    expect(await viewSubscription(on.deps, { token, now: on.clock.now })).toMatchObject({
      unsubscribed: true,
    })
  })
})

test('a survey that could not go out in the day waits for the next morning', async () => {
  await invite()
  on.later(12 * 3600_000)
  const next = await drain(on.deps, handlers)
  expect(sent).toEqual([])
  expect(next).toEqual(new Date('2026-03-12T07:00:00Z'))
  on.clock.now = next!
  await drain(on.deps, handlers)
  expect(sent).toHaveLength(1)
})

test('a survey that was stopped or overtaken by a case was not asked: said so, and no rest period for it', async () => {
  const stopped = contact()
  await record(stopped)
  const [{ id }] = (await database.sql`select id from invitations`) as unknown as [{ id: string }]
  await unsubscribe(on.deps, { token: await tokenOf('unsubscribe', id), now: on.clock.now })
  expect((await record(stopped)).invitation).toMatchObject({ state: 'not asked', reason: 'suppressed' })

  const overtaken = contact()
  await record(overtaken)
  const [known] = await database.sql`select id from customers where email = ${overtaken.customer.email}`
  const open = await makeCase(database.db, { customerId: known!.id, accountableId: people.anna.id })
  await database.sql`update invitations set sent_at = '2026-01-01' where state = 'sent'`
  on.later(3600_000)
  await drain(on.deps, handlers)
  expect((await record(overtaken)).invitation).toMatchObject({ state: 'not asked', reason: 'open case' })
  await database.sql`update cases set state = 'documented' where id = ${open.id}`
  const { customer } = overtaken
  expect((await record(contact({ customer }))).invitation).toMatchObject({ state: 'planned' })
})

describe('a case', () => {
  test('the customer writes while a move of the liaison is being committed: both are kept', async () => {
    const { id, survey } = await escalated()
    await database.sql`update outbox set state = 'sent' where kind = 'card'`
    let submitting: Promise<unknown> | undefined
    await database.db.transaction(async (tx) => {
      await tx.execute(sql`update cases set promise = 'next word' where id = ${id}`)
      submitting = submit(survey, { words: 'The lid is broken.' })
      await expect.poll(waiting).toBe(1)
      await changeWithin(tx, noon, (change) =>
        change.note(id, { kind: 'progress', data: { due: noon } }, { quiet: true }),
      )
    })
    await submitting
    const events =
      await database.sql`select kind from case_events where case_id = ${id} order by id desc limit 2`
    expect(events.map(({ kind }) => kind).sort()).toEqual(['progress', 'said'])
    expect(await database.sql`select from outbox where kind = 'card' and state = 'waiting'`).toHaveLength(1)
  })

  test('words on a case that ended in silence reach the open case of the same matter', async () => {
    const { id } = await escalated({ reference: 'order-1' })
    await form('UANNA', 'done', id, done)
    on.later(8 * DAY)
    await database.sql`update cases set ask_reminder_at = null where id = ${id}`
    await sweepSilence(on.deps, { now: on.clock.now })
    const [{ matter_id: matterId, customer_id: customerId }] = (await database.sql`
      select * from cases where id = ${id}`) as unknown as [{ matter_id: string; customer_id: string }]
    const newer = await makeCase(database.db, {
      matterId,
      customerId,
      brandKey: 'nordly',
      departmentKey: 'service',
      accountableId: people.anna.id,
    })
    const token = await tokenOf('case', id)
    const say = () =>
      confirmCase(on.deps, { token, answer: 'partly', words: 'The lid is still broken.', now: on.clock.now })
    expect(await say()).toMatchObject({ question: 'answered', answer: { words: 'The lid is still broken.' } })
    await say()
    const heard = await database.sql`select kind, text from case_events where case_id = ${newer.id}`
    expect(heard).toEqual([{ kind: 'earlier case answered', text: 'The lid is still broken.' }])
    const replies =
      await database.sql`select 1 from outbox where kind = 'reply' and payload->>'case' = ${newer.id}`
    expect(replies).toHaveLength(1)
    expect(await viewCase(on.deps, { token, now: on.clock.now })).toMatchObject({ question: 'answered' })
  })

  test('who is accountable can act, also from management where the department has nobody else', async () => {
    const chief = await makePerson(database.db, { email: 'chief@nordly.example', slackUser: 'UCHIEF' })
    await makeMember(database.db, {
      departmentKey: 'management',
      personId: chief.id,
      role: 'manager',
      position: 9,
    })
    const alone = await makeDepartment(database.db)
    const { id } = await makeCase(database.db, {
      brandKey: 'nordly',
      departmentKey: alone.key,
      accountableId: chief.id,
    })
    expect(await click('UPER', 'take', id)).toMatchObject({
      kind: 'notice',
      text: expect.stringMatching(/Only its/),
    })
    expect(await click('UCHIEF', 'take', id)).toEqual({ kind: 'done' })
    expect(await click('UCHIEF', 'apologise', id)).toMatchObject({ kind: 'form' })
  })

  test('a silent customer is reminded and has days left, however late the tick', async () => {
    const { id } = await escalated()
    await form('UANNA', 'done', id, done)
    const state = async () => (await database.sql`select state from cases where id = ${id}`)[0]!.state
    on.later(10 * DAY)
    await sweepSilence(on.deps, { now: on.clock.now })
    await sweepSilence(on.deps, { now: on.clock.now })
    expect(await state()).toBe('awaiting customer')
    on.later(4 * DAY)
    await sweepSilence(on.deps, { now: on.clock.now })
    expect(await state()).toBe('unconfirmed')
  })

  test('the next thing owed is the remedy that comes before the next word', async () => {
    const { id } = await escalated()
    await form('UANNA', 'remedy', id, {
      kind: 'refund',
      ground: 'goodwill',
      amount: '10',
      words: 'You get 10 kr.',
      due: '2026-03-13',
    })
    await form('UANNA', 'progress', id, { text: 'The refund is on its way.', next: '2026-03-20' })
    const [row] =
      await database.sql`select promise, promise_due_at::date::text as by from cases where id = ${id}`
    expect(row).toEqual({ promise: 'remedy', by: '2026-03-13' })
  })

  test('two who tick the same remedy at once: it is done once, and the customer hears once', async () => {
    const { id } = await escalated()
    for (const due of ['2026-03-13', '2026-03-14'])
      await form('UANNA', 'remedy', id, {
        kind: 'refund',
        ground: 'goodwill',
        amount: '10',
        words: 'You get 10 kr.',
        due,
      })
    const [first] = await database.sql`select id from remedies order by due_at`
    const tick = (user: string) =>
      form(user, 'done', id, { ...done, remedies: [first!.id], reference: 'Bank 17' })
    await Promise.all([tick('UANNA'), tick('UMAJA'), tick('UANNA'), tick('UMAJA')])
    const told = await database.sql`select 1 from case_events where kind = 'remedy done' and case_id = ${id}`
    expect(told).toHaveLength(1)
  })
})

test('what fails is logged without the customer’s data', async () => {
  const { key } = await createKey(database, { name: `k${count}`, scopes: ['contacts:write'], now: noon })
  const app = new Hono().onError(onError(on.deps.log)).route('/', contactsApi(on.deps))
  await database.sql`alter table suppressions rename to lost`
  const response = await app.request('/', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(contact({ customer: { email: 'secret@mail.example', name: 'Kim Secret' } })),
  })
  await database.sql`alter table lost rename to suppressions`
  expect(response.status).toBe(500)
  expect(logged.join()).toContain('suppressions')
  expect(logged.join()).not.toMatch(/secret/i)
})
