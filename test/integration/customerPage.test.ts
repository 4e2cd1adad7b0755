import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cases, remedies } from '../../db/schema/index.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeContact, makeCustomer, makeMatter, makePerson, noon } from '../factories.ts'
import { pages } from '../pages.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  people = await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(() => {
  on = testDeps(database.db)
})

const DAY = 24 * 3600_000
const due = new Date(noon.getTime() + 2 * DAY)
const caseWith = async (over: Parameters<typeof makeCase>[1] = {}) => {
  const made = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: people.anna.id,
    ownerId: people.anna.id,
    state: 'recovering',
    promise: 'next word',
    promiseDueAt: due,
    apologisedAt: noon,
    ...over,
  })
  await addLink(on.deps, database.db, 'case', made.id, new Date('2027-01-01T00:00:00Z'))
  return { id: made.id, matterId: made.matterId, path: await pathOf(made.id) }
}
const pathOf = async (id: string) => new URL(await linkOf(on.deps, 'case', id)).pathname
const asking = () => caseWith({ state: 'awaiting customer', done: 'Sent anew', doneAt: noon, askedAt: noon })
const ask = (path: string, init: RequestInit = {}) => pages(on.deps).request(path, init)
type Given = Record<string, string>
const post = async (path: string, form: Given) => {
  const response = await ask(path, { method: 'POST', body: new URLSearchParams(form) })
  return { status: response.status, html: await response.text() }
}
const send = (path: string, form: Given) => post(path, { form: randomUUID(), ...form })
const row = async (id: string) => (await database.db.select().from(cases).where(eq(cases.id, id)))[0]!
const eventsOf = async (id: string) =>
  await database.sql`select kind, text, data from case_events where case_id = ${id} order by id`
const kinds = async (id: string) => (await eventsOf(id)).map(({ kind }) => kind)
const replies = async (id: string) =>
  (
    await database.sql`select jsonb_array_elements(payload -> 'events') from outbox where kind = 'reply' and lane = ${`case:${id}`}`
  ).length
const addRemedy = async (caseId: string, over: { done?: boolean } = {}) => {
  const [made] = await database.sql`
    insert into remedies (case_id, kind, amount, currency, words, by, promised_at, due_at, done_at)
    values (${caseId}, 'refund', 120, 'SEK', 'Money back', ${people.anna.id}, ${noon}, ${due}, ${over.done ? noon : null})
    returning id`
  return String(made!.id)
}
const remedy = async (id: string) =>
  (await database.db.select().from(remedies).where(eq(remedies.id, id)))[0]!
const addAccount = (caseId: string, text = 'The parcel was left in the rain.') =>
  database.sql`insert into accounts (case_id, version, text, by, at) values (${caseId}, 1, ${text}, ${people.anna.id}, ${noon})`
const suppressed = async (id: string) =>
  (
    await database.sql`
    select s.scope, s.reason from suppressions s join customers u on u.email = s.address join cases k on k.customer_id = u.id
    where k.id = ${id}`
  ).map(({ scope, reason }) => `${scope} ${reason}`)
const slotOf = (html: string) => [...html.matchAll(/<option value="([^"]+)"/g)].map(([, at]) => at!)

/** All that a customer can change, to see that nothing did. */
const everything = async () =>
  JSON.stringify([
    await database.sql`select * from cases order by id`,
    await database.sql`select * from remedies order by id`,
    await database.sql`select * from accounts order by id`,
    await database.sql`select * from call_backs order by id`,
    await database.sql`select * from case_events order by id`,
    await database.sql`select * from links order by hash`,
    await database.sql`select * from suppressions`,
    (await database.sql`select id from outbox`).length,
  ])
const STEPS: Record<string, Given> = {
  answer: { answer: 'yes' },
  say: { words: 'Hello' },
  account: { words: 'It was snow.', version: '1' },
  remedy: { remedy: randomUUID(), answer: 'accept' },
  call: { at: '2026-03-12T09:00:00.000Z', phone: '070 123 45 67' },
  cancel: {},
  else: { words: 'Please', about: 'yes' },
  stop: {},
  undo: {},
}

describe('the link', () => {
  test('opening the page in any way changes nothing, also where it asks to stop', async () => {
    const { id, path } = await asking()
    await addRemedy(id)
    await addAccount(id)
    const before = await everything()
    for (const query of ['', '?answer=yes', '?stop', '?stop=yes', '?step=stop'])
      for (const method of ['GET', 'HEAD']) {
        const response = await ask(path + query, { method })
        expect([query, response.status]).toEqual([query, 200])
      }
    expect(await everything()).toBe(before)
  })

  test.each(Object.keys(STEPS))('a wrong or an ended link changes nothing: %s', async (step) => {
    const { id, path } = await asking()
    await database.sql`update links set expires_at = ${noon} where subject_id = ${id}`
    const before = await everything()
    const wrong = path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A')
    expect((await send(wrong, { step, ...STEPS[step] })).status).toBe(404)
    const ended = await send(path, { step, ...STEPS[step] })
    expect(ended.status).toBe(410)
    expect(ended.html).not.toContain('Sent anew')
    expect(await everything()).toBe(before)
  })

  test.each(['withdrawn', 'answered by mistake', 'contact declined', 'not agreed'] as const)(
    'after a case has ended as %s nothing of it can be changed',
    async (state) => {
      const { id, path } = await caseWith()
      const remedy = await addRemedy(id)
      await addAccount(id)
      const [at] = slotOf(await (await ask(path)).text()).filter(Boolean)
      await database.sql`update cases set state = ${state}, ended_at = ${noon}, promise = null, promise_due_at = null where id = ${id}`
      const before = await everything()
      const given: Given = { ...STEPS.call, at: at!, remedy, version: '1' }
      for (const step of ['answer', 'say', 'account', 'remedy', 'call', 'else'])
        expect([
          step,
          (await send(path, { ...given, ...STEPS[step], remedy, at: at!, step })).status,
        ]).toEqual([step, 409])
      expect((await send(path, { step: 'answer', answer: 'not yet' })).status).toBe(409)
      expect((await send(path, { step: 'cancel' })).status).toBe(200)
      expect(await everything()).toBe(before)
    },
  )

  test('an unknown step and a survey’s link are refused', async () => {
    const { path } = await caseWith()
    const before = await everything()
    for (const step of ['nonsense', 'constructor', '__proto__', 'toString'])
      expect((await send(path, { step })).status).toBe(400)
    expect((await send(path.replace('/c/', '/s/'), { step: 'score', score: '1' })).status).toBe(404)
    expect(await everything()).toBe(before)
  })

  test('a joined case’s link leads to the case that goes on', async () => {
    const customer = await makeCustomer(database.db)
    const of = async () => {
      const { id } = await makeMatter(database.db, { customerId: customer.id })
      return { matterId: id, customerId: customer.id }
    }
    const [first, second] = [await caseWith(await of()), await caseWith(await of())]
    await database.sql`update cases set state = 'merged', merged_into = ${second.id} where id = ${first.id}`
    expect((await send(first.path, { step: 'say', words: 'Which one?' })).status).toBe(200)
    expect([await kinds(first.id), await kinds(second.id)]).toEqual([[], ['customer said']])
    const stranger = await caseWith()
    await database.sql`update cases set merged_into = ${stranger.id} where id = ${first.id}`
    await send(first.path, { step: 'say', words: 'Not theirs' })
    expect(await kinds(stranger.id)).toEqual([])
  })
})

describe('words', () => {
  test('what the customer writes shows on the page as text and in the thread', async () => {
    const { id, path } = await caseWith()
    const nasty = '<script>alert(1)</script> @channel \0 \u202Eevil'
    const { status, html } = await send(path, { step: 'say', words: nasty })
    expect(status).toBe(200)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; @channel')
    expect(html).not.toContain('<script>')
    expect((await eventsOf(id))[0]).toMatchObject({
      kind: 'customer said',
      text: '<script>alert(1)</script> @channel  evil',
    })
    expect(await replies(id)).toBe(1)
  })

  test('nothing and too much are refused with what was typed; the case ended: told so', async () => {
    const { id, path } = await caseWith()
    const empty = await send(path, { step: 'say', words: ' \n ' })
    expect([empty.status, empty.html.includes('Write a few words.')]).toEqual([422, true])
    const long = await send(path, { step: 'say', words: `kept ${'x'.repeat(5000)}` })
    expect([long.status, long.html.includes('kept xxx'), long.html.includes('at most 5000')]).toEqual([
      422,
      true,
      true,
    ])
    await database.sql`update cases set state = 'withdrawn', promise = null, ended_at = ${noon} where id = ${id}`
    expect((await send(path, { step: 'say', words: 'Hello?' })).status).toBe(409)
    expect(await kinds(id)).toEqual([])
  })

  test('an answer ends the waiting, and a word is owed within a business day', async () => {
    const { id, path } = await caseWith({ waitingSince: noon, promise: 'your answer' })
    await database.sql`insert into case_events (case_id, kind, at, by, text, data)
      values (${id}, 'question', ${noon}, ${people.anna.id}, 'Which order?', ${JSON.stringify({ due: noon })}::text::jsonb)`
    const page = await (await ask(path)).text()
    expect(page).toMatch(/<h1>A question for you<\/h1>.*Anna Berg asked.*Which order\?.*Your answer/s)
    expect(page).toContain('even if you have not answered')
    await database.sql`update cases set state = 'unconfirmed' where id = ${id}`
    expect(await (await ask(path)).text()).not.toContain('A question for you')
    await database.sql`update cases set state = 'recovering' where id = ${id}`
    on.later(3600_000)
    const { html } = await send(path, { step: 'say', words: 'Number 4711' })
    expect(html).not.toContain('A question for you')
    expect(await row(id)).toMatchObject({
      waitingSince: null,
      promise: 'next word',
      promiseDueAt: new Date('2026-03-12T12:00:00Z'),
    })
  })

  test('a promise without words of its own is told by what it is', async () => {
    const { id, path } = await caseWith({ promise: 'remedy' })
    const data = {
      remedy: await addRemedy(id),
      kind: 'refund',
      amount: '120',
      currency: 'SEK',
      due: noon,
      statutory: false,
      ground: null,
      insteadOf: null,
      replaces: null,
    }
    await database.sql`insert into case_events (case_id, kind, at, by, data)
      values (${id}, 'remedy promised', ${noon}, ${people.anna.id}, ${JSON.stringify(data)}::text::jsonb)`
    const story = (await (await ask(path)).text()).split('made you a promise')[1]!
    expect(story.replace(/<[^>]*>/g, ' ').slice(0, 60)).toMatch(/Refund\sSEK\s120/)
  })

  test('who writes instead of answering is not silent', async () => {
    const { id, path } = await asking()
    await database.sql`update cases set silent_at = ${due}, ask_reminder_at = ${due}, promise = 'your answer' where id = ${id}`
    await send(path, { step: 'say', words: 'It has not come yet' })
    const { silentAt, askReminderAt, state } = await row(id)
    expect([state, silentAt, askReminderAt]).toEqual([
      'awaiting customer',
      new Date(noon.getTime() + 7 * DAY),
      new Date(noon.getTime() + 3 * DAY),
    ])
  })

  test('severe words make the case severe and call management, once', async () => {
    const { id, path } = await caseWith()
    await send(path, { step: 'say', words: 'My lawyer will sue you.' })
    await send(path, { step: 'say', words: 'My lawyer will sue you, I said.' })
    expect(await row(id)).toMatchObject({ severity: 1, calledAt: noon })
    expect((await eventsOf(id)).map(({ kind, text }) => [kind, text])).toEqual([
      ['customer said', 'My lawyer will sue you.'],
      ['management called', null],
      ['customer said', 'My lawyer will sue you, I said.'],
    ])
    const asked = await asking()
    await send(asked.path, { step: 'answer', answer: 'partly', words: 'My lawyer will sue you.' })
    expect(await row(asked.id)).toMatchObject({ state: 'recovering', severity: 1, calledAt: noon })
  })

  test('one form posted twice, also at once, is said once', async () => {
    const { id, path } = await caseWith()
    const form = { form: randomUUID(), step: 'say', words: 'Once' }
    const all = await Promise.all([1, 2, 3, 4].map(() => post(path, form)))
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect((await post(path, form)).status).toBe(200)
    expect([await kinds(id), await replies(id)]).toEqual([['customer said'], 1])
    const other = await caseWith()
    await post(other.path, form)
    expect(await kinds(other.id)).toEqual(['customer said'])
  })
})

describe('the agreed account', () => {
  test('the customer’s correction is the next version', async () => {
    const { id, path } = await caseWith()
    await addAccount(id)
    expect(await (await ask(path)).text()).toContain('>The parcel was left in the rain.</textarea>')
    const { html } = await send(path, { step: 'account', version: '1', words: 'It was left in the snow.' })
    expect(html).toContain('With your corrections')
    expect(
      await database.sql`select version, text, by from accounts where case_id = ${id} order by version`,
    ).toEqual([
      { version: 1, text: 'The parcel was left in the rain.', by: people.anna.id },
      { version: 2, text: 'It was left in the snow.', by: null },
    ])
    expect((await eventsOf(id))[0]).toMatchObject({ kind: 'account corrected', data: { version: 2 } })
  })

  test('a correction of an older version, too long or after the end changes nothing and is kept as typed', async () => {
    const { id, path } = await caseWith()
    const early = await send(path, { step: 'account', version: '0', words: 'There is none' })
    expect(early.status).toBe(409)
    await addAccount(id)
    const correct = (version: string, words: string) => send(path, { step: 'account', version, words })
    const both = await Promise.all([correct('1', 'It was snow.'), correct('1', 'It was hail.')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const lost = both.findIndex(({ status }) => status === 409)
    expect(/<textarea[^>]*id="account"[^>]*>([^<]*)</.exec(both[lost]!.html)?.[1]).toBe(
      ['It was snow.', 'It was hail.'][lost],
    )
    const long = await correct('2', 'x'.repeat(3001))
    expect([long.status, long.html.includes('at most 3000')]).toEqual([422, true])
    for (const version of ['', 'x', '-1', '1e9']) expect((await correct(version, 'No')).status).toBe(409)
    await database.sql`update cases set state = 'documented' where id = ${id}`
    expect((await correct('2', 'Too late')).status).toBe(409)
    expect((await database.sql`select 1 from accounts where case_id = ${id}`).length).toBe(2)
  })
})

describe('a remedy', () => {
  test('is accepted, or something else is asked for, and the last word counts', async () => {
    const { id, path } = await caseWith()
    const it = await addRemedy(id)
    const accepted = await send(path, { step: 'remedy', remedy: it, answer: 'accept' })
    expect(accepted.html).toContain('You said that it works')
    expect((await remedy(it)).acceptedAt).toEqual(noon)
    expect((await send(path, { step: 'remedy', remedy: it, answer: 'change' })).status).toBe(422)
    await send(path, { step: 'remedy', remedy: it, answer: 'change', words: 'A new one instead' })
    expect(await remedy(it)).toMatchObject({ acceptedAt: null, changeAsked: 'A new one instead' })
    await send(path, { step: 'remedy', remedy: it, answer: 'accept' })
    expect(await remedy(it)).toMatchObject({ acceptedAt: noon, changeAsked: null })
    expect(await kinds(id)).toEqual(['remedy accepted', 'remedy change asked', 'remedy accepted'])
  })

  test('of another case, done, withdrawn or unheard of is refused', async () => {
    const [mine, theirs] = [await caseWith(), await caseWith()]
    const [other, done, gone] = [
      await addRemedy(theirs.id),
      await addRemedy(mine.id, { done: true }),
      await addRemedy(mine.id),
    ]
    await database.sql`update remedies set withdrawn_at = ${noon} where id = ${gone}`
    const before = await everything()
    for (const one of [other, done, gone, randomUUID(), '', "' or true --"])
      for (const answer of ['accept', 'change'])
        expect((await send(mine.path, { step: 'remedy', remedy: one, answer, words: 'Mine' })).status).toBe(
          409,
        )
    expect((await send(mine.path, { step: 'remedy', remedy: other, answer: 'steal' })).status).toBe(422)
    expect(await everything()).toBe(before)
  })
})

describe('a call', () => {
  test('is booked, moved and cancelled; its number is shown by its end alone', async () => {
    const { id, path } = await caseWith()
    const [first, second] = slotOf(await (await ask(path)).text()).filter(Boolean)
    const booked = await send(path, { step: 'call', at: first!, phone: '+46 70 123 45 67' })
    expect(booked.html).toMatch(/We will call you <time[^>]*>[^<]*<\/time>, on the number ending in 67\./)
    expect(booked.html).not.toContain('123 45')
    expect((await send(path, { step: 'call', at: second!, phone: '' })).status).toBe(200)
    expect(
      await database.sql`select at, phone, state, booked_by from call_backs where case_id = ${id} order by booked_at, at`,
    ).toMatchObject([{ state: 'cancelled' }, { at: new Date(second!), state: 'booked', booked_by: null }])
    await send(path, { step: 'cancel' })
    await send(path, { step: 'cancel' })
    expect(await kinds(id)).toEqual(
      expect.arrayContaining(['call-back booked', 'call-back moved', 'call-back cancelled']),
    )
    expect((await kinds(id)).filter((kind) => kind === 'call-back cancelled').length).toBe(1)
  })

  test('at no time, a time that is not free, or without a number that could be one is refused', async () => {
    const { id, path } = await caseWith()
    const [free] = slotOf(await (await ask(path)).text()).filter(Boolean)
    for (const [at, phone, says] of [
      ['', '070 123 45 67', 'Choose one of the answers'],
      ['tomorrow', '070 123 45 67', 'Choose one of the answers offered'],
      ['2026-03-12T03:00:00.000Z', '070 123 45 67', 'Choose one of the answers offered'],
      [free!, '', 'Write the number'],
      [free!, 'call me', 'Write a phone number with digits'],
    ] as const) {
      const { status, html } = await send(path, { step: 'call', at, phone })
      expect([at, phone, status, html.includes(says)]).toEqual([at, phone, 422, true])
    }
    expect(await kinds(id)).toEqual([])
  })
})

test('somebody else can be asked for, and the complaint can be about who has it', async () => {
  const { id, path } = await caseWith()
  expect((await send(path, { step: 'else', words: 'Please', about: 'yes' })).status).toBe(200)
  expect((await eventsOf(id)).find(({ kind }) => kind === 'somebody else asked')).toMatchObject({
    text: 'Please',
    data: { about: true },
  })
  expect((await row(id)).aboutId).toBe(people.anna.id)
})

describe('taking a yes back', () => {
  test('a confirmed or documented case is open again, its finding stays', async () => {
    for (const state of ['confirmed', 'documented'] as const) {
      const { id, path } = await asking()
      await send(path, { step: 'answer', answer: 'yes' })
      expect(await row(id)).toMatchObject({ state: 'confirmed', confirmedBy: 'clicked' })
      await database.sql`update cases set state = ${state}, ended_at = ${state === 'documented' ? noon : null} where id = ${id}`
      await database.sql`insert into findings (case_id, cause, cause_words, factors, people, departments, solution, prevention, by, at)
        values (${id}, 'other', 'w', 'f', 'p', '{}', 's', 'p', ${people.anna.id}, ${noon})`
      const page = await (await ask(`${path}?answer=not%20yet`)).text()
      expect(page).toMatch(/<h1>Not right after all\?<\/h1>/)
      expect(page).toMatch(/value="not yet" checked/)
      const { status } = await send(path, { step: 'answer', answer: 'not yet', words: 'It broke again' })
      expect(status).toBe(200)
      expect(await row(id)).toMatchObject({
        state: 'recovering',
        severity: 1,
        confirmedAt: null,
        confirmedBy: null,
        endedAt: null,
        promise: 'next word',
      })
      expect((await database.sql`select 1 from findings where case_id = ${id}`).length).toBe(1)
    }
  })

  test('where its owner has left since, the person on call has it', async () => {
    const gone = await makePerson(database.db, { active: false })
    const { id, path } = await caseWith({
      state: 'documented',
      accountableId: gone.id,
      ownerId: gone.id,
      promise: null,
      endedAt: noon,
    })
    await send(path, { step: 'answer', answer: 'not yet' })
    expect(await row(id)).toMatchObject({ state: 'recovering', accountableId: people.anna.id })
  })

  test('where the matter has another open case by now, that one hears of it, once', async () => {
    const first = await asking()
    await send(first.path, { step: 'answer', answer: 'yes' })
    const [contact] = await database.sql`select contact_id, customer_id from cases where id = ${first.id}`
    const next = await makeContact(database.db, {
      brandKey: 'nordly',
      departmentKey: 'service',
      customerId: contact!.customer_id,
      matterId: first.matterId,
    })
    const second = await caseWith({ contactId: next.id })
    const form = { form: randomUUID(), step: 'answer', answer: 'partly', words: 'The lid' }
    await Promise.all([post(first.path, form), post(first.path, form)])
    await send(first.path, { step: 'answer', answer: 'partly', words: 'Again' })
    expect((await row(first.id)).state).toBe('confirmed')
    expect((await eventsOf(second.id)).map(({ kind, text }) => [kind, text])).toEqual([
      ['earlier case answered', 'The lid'],
    ])
  })

  test('of "yes" and "not yet" at the same moment the case ends in one of them, with each answer told once', async () => {
    const { id, path } = await asking()
    const forms = ['yes', 'not yet'].map((answer) => ({ form: randomUUID(), step: 'answer', answer }))
    await Promise.all([...forms, ...forms].map((form) => post(path, form)))
    const { state } = await row(id)
    expect(['confirmed', 'recovering']).toContain(state)
    expect((await kinds(id)).filter((kind) => kind === 'answered').length).toBeLessThanOrEqual(2)
  })
})

describe('stopping', () => {
  test('the mail’s link says what stops and asks once more; the button stops, and it can be undone', async () => {
    const { id, path } = await asking()
    await addRemedy(id)
    const page = await (await ask(`${path}?stop`)).text()
    expect(page).toMatch(/Stop all messages\?.*will send you nothing more/s)
    const { html } = await send(path, { step: 'stop' })
    expect(html).toContain('We send you nothing more')
    expect(await row(id)).toMatchObject({
      state: 'contact declined',
      promise: null,
      promiseDueAt: null,
      silentAt: null,
      endReason: 'the customer stopped all messages',
    })
    expect(await suppressed(id)).toEqual(['all unsubscribed'])
    await send(path, { step: 'stop' })
    expect(await kinds(id)).toEqual(['stopped'])
    await send(path, { step: 'undo' })
    expect([await suppressed(id), (await row(id)).state]).toEqual([[], 'contact declined'])
  })

  test('a booked call and open proposals end with it', async () => {
    const { id, path } = await caseWith()
    const [at] = slotOf(await (await ask(path)).text()).filter(Boolean)
    await send(path, { step: 'call', at: at!, phone: '070 123 45 67' })
    await database.sql`insert into proposals (case_id, kind, by, to_department, words, created_at, destination)
      values (${id}, 'request', ${people.anna.id}, 'service', 'Look', ${noon}, '{"platform":"slack","workspace":"T0001","channel":"C0001"}')`
    await send(path, { step: 'stop' })
    expect((await database.sql`select state from call_backs where case_id = ${id}`)[0]!.state).toBe(
      'cancelled',
    )
    expect((await database.sql`select state from proposals where case_id = ${id}`)[0]!.state).toBe(
      'withdrawn',
    )
  })

  test('an ended case stays as it ended, and an unreachable address stays suppressed over an undo', async () => {
    const { id, path } = await caseWith({ state: 'documented', promise: null, endedAt: noon })
    await database.sql`insert into suppressions (address, scope, reason, created_at)
      select u.email, 'all', 'unreachable', ${noon} from customers u join cases k on k.customer_id = u.id where k.id = ${id}`
    await send(path, { step: 'undo' })
    expect([(await row(id)).state, await suppressed(id)]).toEqual(['documented', ['all unreachable']])
  })
})

describe('a new link', () => {
  const mailed = async (id: string) =>
    (await database.sql`select 1 from outbox where kind = 'case mail' and lane = ${`mail:${id}`}`).length

  test('is mailed to the stored address, the old ones end, and it is asked for once in ten minutes', async () => {
    const { id, path } = await caseWith()
    const { status, html } = await send(path, { step: 'renew' })
    expect([status, html.includes('A new link is on its way')]).toEqual([200, true])
    expect((await ask(path)).status).toBe(410)
    const fresh = await pathOf(id)
    expect([fresh === path, (await ask(fresh)).status]).toEqual([false, 200])
    expect((await send(path, { step: 'renew' })).html).toBe(html)
    await Promise.all([1, 2, 3].map(() => send(fresh, { step: 'renew' })))
    expect([(await ask(fresh)).status, await mailed(id)]).toEqual([200, 1])
    on.later(11 * 60_000)
    await Promise.all([1, 2, 3].map(() => send(path, { step: 'renew' })))
    expect([(await ask(fresh)).status, await mailed(id)]).toEqual([410, 2])
  })

  test('an ended link shows nothing of the case but one button, in the customer’s language', async () => {
    const { id, path } = await caseWith()
    await database.sql`update links set expires_at = ${noon} where subject_id = ${id}`
    await database.sql`update contacts set language = 'nb' where id = (select contact_id from cases where id = ${id})`
    const response = await ask(path)
    const html = await response.text()
    expect([response.status, html.match(/<button/g)?.length]).toEqual([410, 1])
    expect(html).toContain('Lenken er utløpt')
    expect(html).not.toMatch(/Anna Berg|recovering|<ol/)
  })

  test('says the same and keeps the link where there is no address', async () => {
    const { id, path } = await caseWith()
    const known = await send(path, { step: 'renew' })
    const other = await caseWith()
    await database.sql`update customers set email = null, phone = '+46701234567'
      where id = (select customer_id from cases where id = ${other.id})`
    const unknown = await send(other.path, { step: 'renew' })
    expect([unknown.status, unknown.html]).toEqual([known.status, known.html])
    expect((await ask(other.path)).status).toBe(200)
    expect([await mailed(id), await mailed(other.id)]).toEqual([1, 0])
    expect((await send('/c/nope', { step: 'renew' })).status).toBe(404)
  })
})
