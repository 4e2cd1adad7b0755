import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Card, ChatPlatform, MessageRef } from '../../integrations/chat.ts'
import type { Mail } from '../../integrations/mail/mail.ts'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { callOnCall } from '../../src/desk/callOnCall.ts'
import { findBursts } from '../../src/discoveries/bursts.ts'
import { answersBehind, readDiscoveries } from '../../src/discoveries/read.ts'
import { sayDiscovery } from '../../src/discoveries/say.ts'
import { rollUp } from '../../src/figures/rollUp.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { linkOf } from '../../src/links.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { drain } from '../../src/outbox/drain.ts'
import { submitResponse } from '../../src/responses/submit.ts'
import { act } from '../../src/staff/act.ts'
import { nextDay } from '../../src/zone.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { addAnswers, type Given, stockholm } from './discoveriesStage.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let posted: { card: Card; to: object; id: string }[]
let replies: { card: Card; to: MessageRef }[]
let updated: Map<string, Card>
let mails: Mail[]
let count = 0

const TODAY = '2026-03-11'
const TEN = stockholm(TODAY, '10:00')

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  await makeOrganisation(database.db)
  await database.sql`update organisation set grace_seconds = 120`
  await database.sql`update departments set since = '2025-01-01'`
})
afterAll(() => database.end())

/** 28 days in which one answer of ten is dissatisfied. */
beforeEach(async () => {
  posted = []
  replies = []
  updated = new Map()
  mails = []
  const slack = {
    name: 'slack',
    post: async (to: object, card: Card) => {
      posted.push({ card, to, id: String(posted.length + 1) })
      return { ...to, id: String(posted.length) }
    },
    reply: async (to: MessageRef, card: Card) => {
      replies.push({ card, to })
      return { ...to, id: `r${replies.length}`, thread: to.id }
    },
    update: async ({ id }: MessageRef, card: Card) => void updated.set(id, card),
    find: async () => undefined,
  } as unknown as ChatPlatform
  on = testDeps(database.db, {
    chat: { slack },
    mail: { name: 'kept', send: async (mail: Mail) => void mails.push(mail) } as never,
    log: (event, facts) => /failed/.test(event) && expect.fail(`${event} ${JSON.stringify(facts)}`),
  })
  await database.sql`truncate customers, incidents, discoveries, discovery_runs, rollups, stale_days, outbox, destinations, desk_messages cascade`
  await addAnswers(
    database.db,
    { departmentKey: 'service', brandKey: 'nordly' },
    Array.from(
      { length: 560 },
      (_, at): Given => ({
        at: stockholm(
          nextDay(TODAY, -1 - Math.floor(at / 20)),
          `${String(9 + (at % 8)).padStart(2, '0')}:15`,
        ),
        score: at % 10 ? 5 : 1,
      }),
    ),
  )
  await rollUp(on.deps)
})

const answer = async (step: { score: number; drivers?: string[] }, over: object = {}) => {
  const input = contactInput.parse({
    source: 'test',
    externalId: `incident-${++count}`,
    channel: 'web',
    brand: 'nordly',
    department: 'service',
    customer: { email: `customer-${count}@mail.example`, name: `Customer ${count}` },
    endedAt: new Date(on.clock.now.getTime() - 3_600_000).toISOString(),
    ...over,
  })
  const { contact } = await on.deps.db.transaction((tx) => recordContact(on.deps, tx, input, on.clock.now))
  const [row] = await database.sql`select id from invitations where contact_id = ${contact}`
  const token = (await linkOf(on.deps, 'survey', row!.id)).split('/').at(-1)!
  await submitResponse(on.deps, { token, step: { score: step.score }, now: on.clock.now } as never)
  if (step.drivers)
    await submitResponse(on.deps, { token, step: { drivers: step.drivers }, now: on.clock.now } as never)
}
/** A minute goes by, as the clock does it. */
const minute = async () => {
  on.later(30_000)
  await findBursts(on.deps, { now: on.clock.now })
  await callOnCall(on.deps, { now: on.clock.now })
  // A channel takes a message a second
  for (let second = 0; second < 30; second += 3) {
    await drain(on.deps, handlers, { workers: 1, goOn: () => true })
    on.later(3_000)
  }
}
/** One dissatisfied answer a minute. */
const outage = async (
  answers: number,
  step = { score: 1, drivers: ['website-or-app-hard-to-use'] },
  over = {},
) => {
  for (let n = 0; n < answers; n++) {
    await answer(step, over)
    await minute()
  }
}
const begin = async (answers = 12) => {
  on.clock.now = TEN
  await outage(answers)
}
const incidents = () => database.sql`select * from incidents order by from_at`
const cardOf = () => posted.filter(({ card }) => card.title.startsWith('Incident'))
const newest = () => updated.get(cardOf()[0]!.id) ?? cardOf()[0]!.card
const calls = (card: Card) => card.parts.some((part) => part.kind === 'mention' && part.person)
const found = () =>
  readDiscoveries(database.db, { departments: ['service'], from: TODAY, to: nextDay(TODAY, 1) })

test('a burst of dissatisfied answers is one incident: one card that calls, and its cases that do not', async () => {
  await begin(14)
  for (let n = 0; n < 4; n++) await minute()
  expect(await incidents()).toHaveLength(1)
  expect(cardOf()).toHaveLength(1)
  expect(calls(cardOf()[0]!.card)).toBe(true)
  const at = posted.indexOf(cardOf()[0]!)
  const cases = posted.filter(({ card }) => card.title.startsWith('Case'))
  expect(cases).toHaveLength(14)
  // The first ones rang; from the incident on none does
  const rang = cases.map(({ card }) => calls(card))
  expect(rang[0]).toBe(true)
  expect(rang.lastIndexOf(true)).toBeLessThan(rang.indexOf(false))
  const later = posted.slice(at + 1)
  expect(later.length).toBeGreaterThan(4)
  expect(later.some(({ card }) => calls(card))).toBe(false)
  expect(JSON.stringify(later)).toContain('Part of an incident since')
  // Those that were posted before say so too
  expect(JSON.stringify(updated.get(cases[0]!.id))).toContain('Part of an incident since')
  const card = JSON.stringify(newest())
  expect(card).toContain('Cases (14)')
  expect(card).toContain('Website or app hard to use (14)')
  expect(card).toContain('14 of 14 answers are dissatisfied since')
  const [one] = await found()
  expect(one).toMatchObject({ kind: 'burst', state: 'holds', facts: { n: 14, hits: 14, to: null } })
  expect(sayDiscovery(one!, staffWords('sv'), { timeZone: 'Europe/Stockholm', now: on.clock.now })).toMatch(
    /^14 av 14 svar är missnöjda sedan 10:0\d, där 10\s% är det vanliga\.$/,
  )
})

test('a burst is told with its day, unless that is today for its reader', async () => {
  await begin()
  const today = on.clock.now
  expect(newest().summary).toMatch(/dissatisfied since 10:0\d, where/)
  on.later(24 * 3_600_000)
  await minute()
  await minute()
  // Its card as it is drawn the day after, what is found as a list and a digest of then say it, and what is read on any day
  expect(newest().summary).toMatch(/dissatisfied between 11 Mar, 10:0\d and 14:1\d, where/)
  const [one] = await found()
  const said = (language: string, now?: Date) =>
    sayDiscovery(one!, staffWords(language), { timeZone: 'Europe/Stockholm', now })
  expect(said('en', today)).toMatch(/between 10:0\d and 14:1\d/)
  for (const now of [on.clock.now, undefined]) {
    expect(said('en', now)).toMatch(/between 11 Mar, 10:0\d and 14:1\d/)
    expect(said('sv', now)).toMatch(/mellan 11 mars 10:0\d och 14:1\d/)
    expect(said('nb', now)).toMatch(/mellom 11. mars, 10:0\d og 14:1\d/)
  }
})

test('the list behind an incident has the answers that its sentence counted, while it lasts, past midnight and after', async () => {
  on.clock.now = stockholm(TODAY, '23:40')
  await outage(15)
  const listed = async () => {
    const [one] = await found()
    expect(await answersBehind(database.db, one!.id)).toHaveLength((one!.facts as { hits: number }).hits)
    return (one!.facts as { hits: number }).hits
  }
  expect(await listed()).toBe(15)
  // Asked in person, so not in the shares; and one that comes before the next look
  await answer({ score: 1 })
  await database.sql`update invitations set asked = 'personal' where id = (select invitation_id from responses order by answered_at desc limit 1)`
  await minute()
  expect(await listed()).toBe(15)
  await answer({ score: 1 })
  on.later(1_000)
  expect(await listed()).toBe(15)
  await outage(10)
  expect(await listed()).toBe(26)
  on.later(4 * 3_600_000)
  await minute()
  expect((await incidents())[0]).toMatchObject({ ended: 'quiet' })
  await answer({ score: 1 })
  expect(await listed()).toBe(26)
})

test('many looks at once, late or again make nothing twice', async () => {
  on.clock.now = TEN
  for (let n = 0; n < 12; n++) {
    await answer({ score: 1 })
    on.later(60_000)
  }
  const now = on.clock.now
  await Promise.all(Array.from({ length: 6 }, () => findBursts(on.deps, { now })))
  await findBursts(on.deps, { now })
  expect(await incidents()).toHaveLength(1)
  expect(await found()).toHaveLength(1)
  expect(await database.sql`select from outbox where kind = 'call' and payload ? 'incident'`).toHaveLength(1)
  expect(await database.sql`select from incident_cases`).toHaveLength(12)
})

test('the worst case of an incident calls as ever, at once', async () => {
  await begin()
  await answer({ score: 1, drivers: ['safety-or-privacy'] })
  await minute()
  const worst = posted.filter(({ card }) => JSON.stringify(card).includes('1 (1 is worst)'))
  expect(worst.some(({ card }) => calls(card))).toBe(true)
  expect(posted.some(({ card }) => /management/i.test(card.title))).toBe(true)
})

test('it closes itself when the rate is back, says so in its thread, and the next burst is another', async () => {
  await begin()
  for (let n = 0; n < 30 && (await incidents())[0]!.ended === null; n++) {
    await answer({ score: 5 })
    await minute()
  }
  const [incident] = await incidents()
  expect(incident).toMatchObject({ ended: 'back' })
  await minute()
  expect(newest().title).toBe('Incident over')
  const told = replies.filter(({ card }) => /rate is back/.test(card.summary))
  expect(told).toHaveLength(1)
  expect(told[0]!.to.id).toBe(cardOf()[0]!.id)
  expect(await found()).toMatchObject([{ kind: 'burst', state: 'over', facts: { ended: 'back' } }])
  await answer({ score: 1 })
  on.later(3 * 60_000)
  await minute()
  expect(calls(posted.at(-1)!.card)).toBe(true)
  await outage(12)
  expect(await incidents()).toHaveLength(2)
})

test('without more answers it ends after four hours', async () => {
  await begin()
  on.later(4 * 3_600_000)
  await minute()
  expect((await incidents())[0]).toMatchObject({ ended: 'quiet' })
  expect(replies.at(-1)!.card.summary).toContain('Nothing more for four hours')
})

test('a driver alone is a burst too, and gathers the cases that name it', async () => {
  on.clock.now = TEN
  for (let n = 0; n < 45; n++) {
    await answer(n % 3 === 0 ? { score: 1, drivers: ['payment-methods'] } : { score: 5 })
    await minute()
  }
  const [incident] = await incidents()
  expect(incident).toBeDefined()
  expect(await found()).toMatchObject([{ kind: 'burst' }])
})

test('steady answers ring nothing', async () => {
  on.clock.now = TEN
  for (let n = 0; n < 20; n++) {
    await answer({ score: n % 10 ? 5 : 1 })
    await minute()
  }
  expect(await incidents()).toEqual([])
})

const SLACK = { platform: 'slack', workspace: 'T0001' }
const press = (verb: string, subject: string, user = 'UANNA') =>
  act(on.deps)({ kind: 'click', by: { ...SLACK, user }, verb, subject })
const submit = (verb: string, subject: string, values: Record<string, string>, user = 'UANNA') =>
  act(on.deps)({
    kind: 'submit',
    by: { ...SLACK, user },
    verb,
    subject,
    formId: `form-${++count}`,
    values,
  })

test('what is known goes into each customer’s answer after words of their own, in their language', async () => {
  await begin()
  await answer({ score: 1 }, { language: 'sv' })
  await minute()
  const [incident] = await incidents()
  const form = await press('write-known', incident!.id)
  expect(form).toMatchObject({ kind: 'form', form: { fields: [{ name: 'known-en' }, { name: 'known-sv' }] } })
  const known = {
    'known-en': 'Our shop could not take payments from 10:00 to 10:40.',
    'known-sv': 'Butiken kunde inte ta betalt mellan 10.00 och 10.40.',
  }
  await submit('write-known', incident!.id, known)
  await minute()
  expect(JSON.stringify(newest())).toContain('could not take payments')
  const cases = await database.sql`
    select k.id, c.language from cases k join contacts c on c.id = k.contact_id order by k.number desc limit 3`
  const [swedish, one, other] = cases
  const texts = [
    'I am sorry that your order for Saturday got stuck at the till.',
    'That you had to try five times tonight was our doing. I apologise for it.',
    'Jag ber om ursäkt för att din beställning till lördag fastnade i kassan.',
  ]
  for (const [at, { id }] of [one!, other!, swedish!].entries()) {
    const opened = await press('apologise', id)
    const field = opened.kind === 'form' ? opened.form.fields.find(({ name }) => name === 'known') : undefined
    expect(field).toMatchObject({ kind: 'choice', required: true })
    const version = field?.kind === 'choice' ? field.choices[0]!.value : ''
    const values = { text: texts[at]!, next: '2026-03-13', known: at === 1 ? 'no' : version }
    expect(await submit('apologise', id, { ...values, known: '1' })).toMatchObject({
      kind: 'faults',
      faults: { known: expect.stringContaining('changed') },
    })
    expect(await submit('apologise', id, values)).toMatchObject({ kind: 'done' })
  }
  for (let n = 0; n < 3; n++) await minute()
  const sent = (words: string) => mails.find((mail) => mail.text.includes(words))!.text
  expect(sent('stuck at the till')).toContain('could not take payments')
  expect(sent('five times')).not.toContain('could not take payments')
  expect(sent('fastnade i kassan')).toContain('kunde inte ta betalt')
  // The paragraph is no excuse for the same words to the next
  expect(
    await submit('apologise', cases[2]!.id, { text: texts[0]!, next: '2026-03-13', known: 'no' }),
  ).not.toMatchObject({ kind: 'done' })
})

test('people of another department write nothing of it', async () => {
  await begin()
  const [incident] = await incidents()
  await database.sql`delete from department_people where person_id = (select id from people where name = 'Bo Dahl')`
  expect(await submit('write-known', incident!.id, { 'known-en': 'x' }, 'UBO')).toMatchObject({
    kind: 'notice',
  })
  expect((await incidents())[0]!.known).toEqual({})
})
