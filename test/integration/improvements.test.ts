import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findings } from '../../db/schema/index.ts'
import type { Card, ChatPlatform, Form, MessageRef } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import { readImprovements, standingOf } from '../../src/improvements/improvement.ts'
import { measureImprovements } from '../../src/improvements/measure.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { drain } from '../../src/outbox/drain.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeDepartment, makeMember, makePerson, noon } from '../factories.ts'
import { drawsOf } from '../improvements.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>
let posted: { to: object; card: Card }[]
let updated: Card[]
let replies: Card[]
const DAY = 24 * 3600_000

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  people = await makeOrganisation(database.db)
  await makeDepartment(database.db, { key: 'stores', name: 'Stores' })
  const eva = await makePerson(database.db, { name: 'Eva Holm', slackUser: 'UEVA' })
  await makeMember(database.db, { departmentKey: 'stores', personId: eva.id })
})
afterAll(() => database.end())
beforeEach(async () => {
  ;[posted, updated, replies] = [[], [], []]
  const slack = {
    name: 'slack',
    post: async (to: object, card: Card) => {
      posted.push({ to, card })
      return { ...to, id: String(posted.length) }
    },
    update: async (_: MessageRef, card: Card) => void updated.push(card),
    reply: async (to: object, card: Card) => {
      replies.push(card)
      return { ...to, id: `r${replies.length}`, thread: '1' }
    },
    find: async () => undefined,
  } as unknown as ChatPlatform
  on = testDeps(database.db, { chat: { slack } })
  await database.sql`truncate improvements, improvement_events, rollups, outbox, destinations, cases cascade`
})

const { answered } = drawsOf(() => database.sql)
const say = (inbound: object, user = 'UMAJA'): Promise<Answer> =>
  act(on.deps)({ by: { platform: 'slack', workspace: 'T0001', user }, ...inbound } as never)
const press = (verb: string, subject = '', user = 'UMAJA') => say({ kind: 'click', verb, subject }, user)
const formOf = (answer: Answer): Form => {
  if (answer.kind !== 'form') throw new Error(JSON.stringify(answer))
  return answer.form
}
const fill = (form: Form, values: Record<string, string>, user = 'UMAJA') =>
  say({ kind: 'submit', verb: form.verb, subject: form.subject, formId: form.id, values }, user)
const filled = (form: Form, over: Record<string, string> = {}) => ({
  ...Object.fromEntries(
    form.fields.flatMap((one) =>
      'initial' in one && typeof one.initial === 'string' ? [[one.name, one.initial]] : [],
    ),
  ),
  ...over,
})
const send = async () => {
  for (let n = 0; n < 3; n++) {
    on.later(2_000)
    await database.sql`update destinations set pace_ms = 0, next_at = '-infinity'`
    await drain(on.deps, handlers, { workers: 1, goOn: () => true })
  }
}
const SERVICE = 'Deliveries are confirmed by text the day before.'
/** An improvement about late deliveries, by Maja who manages the department. */
const made = async (over: Record<string, string> = {}, subject = 'driver:service:delivery-late') => {
  const form = formOf(await press('improve', subject))
  const answer = await fill(
    form,
    filled(form, { what: SERVICE, owner: `service:${people.anna.id}`, ...over }),
  )
  await send()
  const [found] = await readImprovements(database.db, { departments: ['service'] })
  return { form, answer, found: found! }
}
const now = async () => (await readImprovements(database.db, { departments: ['service'] }))[0]!
const textOf = (card: Card | undefined) =>
  card?.parts.flatMap((part) =>
    part.kind === 'facts'
      ? part.facts.map(({ label, value }) => `${label}: ${value}`)
      : 'text' in part
        ? [part.text]
        : [],
  )

describe('an improvement', () => {
  test('says at its start how many answers show a halving, in its form, its notice and its card', async () => {
    await answered('service', '2026-02-20', { n: 400, dissatisfied: 90, drivers: { 'delivery-late': 60 } })
    const { form, answer, found } = await made()
    expect(form.intro.at(-1)).toEqual({
      kind: 'note',
      text: 'To see a halving, about 230 answers are needed after it: some 3 weeks at today’s pace.',
    })
    expect(answer).toMatchObject({
      kind: 'done',
      notice: `Improvement ${found.number} is there. To see a halving, about 230 answers are needed after it: some 3 weeks at today’s pace.`,
    })
    expect(posted.map(({ to }) => to)).toMatchObject([{ channel: 'C0001' }])
    expect(posted[0]!.card.title).toBe(`Improvement ${found.number}: ${SERVICE}`)
    expect(textOf(posted[0]!.card)).toEqual([
      'Why: Customers name “Late delivery”',
      'Owner: Anna Berg',
      'In place: not yet, planned by 25 Mar 2026',
      'What is measured: Answers that name “Late delivery”, of all answers',
      'Before: 60 of 400 answers: 15% (95% interval 11.8% to 18.8%)',
      'To see a halving, about 230 answers are needed after it: some 3 weeks at today’s pace.',
    ])
    expect(posted[0]!.card.actions.map(({ label }) => label)).toEqual(['Put in place', 'Change', 'Close'])
  })

  test('says so where too few answers name it for a halving to show', async () => {
    await answered('service', '2026-03-01', { n: 30, dissatisfied: 3, drivers: { 'delivery-late': 2 } })
    const { answer } = await made()
    expect(answer).toMatchObject({ notice: expect.stringContaining('even a halving would not show') })
  })

  test('goes from planned over "can’t tell yet" to better, and is closed with its result', async () => {
    await answered('service', '2026-03-01', { n: 400, dissatisfied: 90, drivers: { 'delivery-late': 60 } })
    const { found } = await made()
    const form = formOf(await press('improvement-in-place', found.id, 'UANNA'))
    expect(await fill(form, { on: '2026-03-11' }, 'UANNA')).toMatchObject({ kind: 'done' })
    await answered('service', '2026-03-11', { n: 90, dissatisfied: 10, drivers: { 'delivery-late': 8 } })
    on.later(DAY)
    await measureImprovements(on.deps, { now: on.clock.now })
    await measureImprovements(on.deps, { now: on.clock.now })
    await send()
    expect(textOf(updated.at(-1))!.slice(-3)).toEqual([
      'Before: 60 of 400 answers: 15% (95% interval 11.8% to 18.8%)',
      'After: 8 of 90 answers: 8.9% (95% interval 4.6% to 16.6%)',
      'Can’t tell yet: about 140 more answers.',
    ])
    expect(replies.map(({ parts }) => parts.length)).toEqual([1])

    await answered('service', '2026-03-12', { n: 150, dissatisfied: 9, drivers: { 'delivery-late': 9 } })
    on.later(DAY)
    await measureImprovements(on.deps, { now: on.clock.now })
    await measureImprovements(on.deps, { now: new Date(on.clock.now.getTime() + DAY) })
    await send()
    expect(await now()).toMatchObject({
      state: 'open',
      look: { verdict: 'better', after: { successes: 17, n: 240 } },
    })
    expect(replies).toHaveLength(2)
    expect(replies[1]!.parts[0]).toEqual({ kind: 'text', text: 'Better: the share is lower than before.' })
    expect(replies[1]!.parts.at(-1)).toMatchObject({
      kind: 'mention',
      name: 'Anna Berg',
      person: { platform: 'slack', user: 'UANNA' },
    })
    expect(updated.at(-1)).toMatchObject({ tone: 'good', actions: [{ label: 'Close' }, { label: 'Change' }] })

    const closing = formOf(await press('improvement-close', found.id, 'UANNA'))
    expect(JSON.stringify(closing.intro)).toContain('Better: the share is lower')
    await fill(closing, { result: 'It stays. Drivers send the text themselves now.' }, 'UANNA')
    await send()
    expect(textOf(updated.at(-1))).toContain(
      'What came of it: It stays. Drivers send the text themselves now.',
    )
    expect(updated.at(-1)!.actions.map(({ label }) => label)).toEqual(['Open again'])
  })

  test('a change for the worse is told at once, before the planned answers are there', async () => {
    await answered('service', '2026-03-01', { n: 400, dissatisfied: 90, drivers: { 'delivery-late': 20 } })
    const { found } = await made()
    await fill(formOf(await press('improvement-in-place', found.id)), { on: '2026-03-11' })
    await answered('service', '2026-03-11', { n: 80, dissatisfied: 40, drivers: { 'delivery-late': 24 } })
    on.later(DAY)
    await measureImprovements(on.deps, { now: on.clock.now })
    await send()
    expect((await now()).look.verdict).toBe('worse')
    expect(replies.at(-1)!.parts[0]).toMatchObject({ text: 'Worse: the share is higher than before.' })
  })

  test('is opened again once by a driver that returns, and by a person', async () => {
    await answered('service', '2026-03-01', { n: 400, dissatisfied: 90, drivers: { 'delivery-late': 60 } })
    const { found } = await made()
    await fill(formOf(await press('improvement-in-place', found.id)), { on: '2026-03-11' })
    await answered('service', '2026-03-11', { n: 300, dissatisfied: 20, drivers: { 'delivery-late': 6 } })
    on.later(DAY)
    await measureImprovements(on.deps, { now: on.clock.now })
    await fill(formOf(await press('improvement-close', found.id)), { result: 'It works.' })
    await answered('service', '2026-03-20', { n: 200, dissatisfied: 40, drivers: { 'delivery-late': 3 } })
    for (let day = 0; day < 20; day++) {
      on.later(DAY)
      await measureImprovements(on.deps, { now: on.clock.now })
    }
    expect((await now()).state).toBe('closed')
    await answered('service', '2026-04-01', { n: 200, dissatisfied: 60, drivers: { 'delivery-late': 40 } })
    for (let day = 0; day < 14; day++) {
      on.later(DAY)
      await measureImprovements(on.deps, { now: on.clock.now })
    }
    await send()
    expect(await now()).toMatchObject({ state: 'open', inPlaceOn: null, result: null })
    const back = replies.at(-1)!.parts[0]!
    expect(back).toMatchObject({ kind: 'mention', name: 'Anna Berg' })
    expect('text' in back && back.text).toMatch(
      /^it is back: \d+ of \d+ answers.* 6 of 300 answers.* open again\.$/,
    )
    const kinds = await database.sql`select kind from improvement_events order by id`
    expect(kinds.map(({ kind }) => kind)).toEqual(['opened', 'in place', 'measured', 'closed', 'reopened'])
  })

  test('comes from a finding with what prevents it, and by hand', async () => {
    const found = await makeCase(database.db, {
      departmentKey: 'service',
      brandKey: 'nordly',
      state: 'documented',
      accountableId: people.anna.id,
      endedAt: noon,
    })
    await database.db.insert(findings).values({
      caseId: found.id,
      cause: 'process',
      causeWords: 'Nobody checks.',
      factors: '',
      people: '',
      departments: [],
      solution: '',
      prevention: 'A second person checks the label.',
      by: people.anna.id,
      at: noon,
    })
    const more = formOf(await press('more', found.id))
    expect(more.fields[0]).toMatchObject({
      choices: expect.arrayContaining([expect.objectContaining({ value: 'improve' })]),
    })
    const form = formOf(await fill(more, { verb: 'improve' }))
    expect(form.fields[0]).toMatchObject({ initial: 'A second person checks the label.' })
    await fill(form, filled(form, { owner: `service:${people.bo.id}`, driver: 'any' }))
    await send()
    expect(textOf(posted[0]!.card)).toContain(`Why: The finding of case ${found.number}`)
    expect(formOf(await press('improve'))).toMatchObject({ intro: [] })
    expect(await say({ kind: 'command', text: 'improve' })).toMatchObject({ kind: 'form' })
  })

  test('the case of a colleague lends neither its number nor its words', async () => {
    const found = await makeCase(database.db, {
      departmentKey: 'service',
      brandKey: 'nordly',
      state: 'documented',
      accountableId: people.maja.id,
      endedAt: noon,
    })
    await database.sql`insert into case_exclusions (case_id, person_id) values (${found.id}, ${people.bo.id})`
    await database.db.insert(findings).values({
      caseId: found.id,
      cause: 'process',
      causeWords: 'Bo.',
      factors: '',
      people: '',
      departments: [],
      solution: '',
      prevention: 'Bo is trained.',
      by: people.maja.id,
      at: noon,
    })
    const form = formOf(await press('improve', found.id))
    expect(JSON.stringify(form)).not.toMatch(new RegExp(`Bo is trained|case ${found.number}`))
    expect(await press('improve', found.id, 'UBO')).toMatchObject({ kind: 'notice' })
  })
})

describe('refused, and nothing is stored', () => {
  test('a stranger to the department makes none and changes none', async () => {
    const { found } = await made()
    expect(await press('improve', 'driver:service:delivery-late', 'UEVA')).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('own liaisons'),
    })
    for (const verb of ['improvement-in-place', 'improvement-change', 'improvement-close'])
      expect(await press(verb, found.id, 'UEVA')).toMatchObject({
        kind: 'notice',
        text: expect.stringContaining('Anna Berg’s'),
      })
    expect(await press('improvement-close', found.id, 'UBO')).toMatchObject({ kind: 'notice' })
    expect(await press('improvement-close', found.id, 'UPER')).toMatchObject({ kind: 'form' })
    const form = formOf(await press('improve', '', 'UEVA'))
    expect(await fill(form, filled(form, { what: 'x', owner: `service:${people.anna.id}` }), 'UEVA')).toEqual(
      expect.objectContaining({ kind: 'faults', faults: { owner: 'Please choose who owns it.' } }),
    )
    expect((await database.sql`select count(*)::int as n from improvements`)[0]!.n).toBe(1)
  })

  test.each([
    ['dueOn', 'yesterday week', 'dueOn'],
    ['dueOn', '2026-03-01', 'dueOn'],
    ['dueOn', '2028-03-01', 'dueOn'],
    ['owner', 'service:nobody', 'owner'],
    ['driver', 'no-such-driver', 'driver'],
    ['channel', 'pigeon', 'channel'],
    ['what', '', 'what'],
  ])('%s "%s" is a fault of that field', async (name, value, field) => {
    const form = formOf(await press('improve', 'driver:service:delivery-late'))
    const answer = await fill(
      form,
      filled(form, { what: SERVICE, owner: `service:${people.anna.id}`, [name]: value }),
    )
    expect(answer).toMatchObject({ kind: 'faults', faults: { [field]: expect.any(String) } })
    expect(await database.sql`select 1 from improvements`).toHaveLength(0)
    expect(await database.sql`select 1 from outbox`).toHaveLength(0)
  })

  test('what is not there, or comes too late', async () => {
    for (const subject of [
      'driver:service:nonsense',
      'driver:nowhere:delivery-late',
      'discovery:x',
      'x',
      people.anna.id,
    ])
      expect(await press('improve', subject)).toMatchObject({ kind: 'notice' })
    const { found } = await made()
    const inPlace = formOf(await press('improvement-in-place', found.id))
    for (const day of ['2026-03-12', '2025-11-01'])
      expect(await fill(inPlace, { on: day })).toMatchObject({ kind: 'faults' })
    expect(await fill(inPlace, { on: '2026-03-10' })).toMatchObject({ kind: 'done' })
    expect(await fill(inPlace, { on: '2026-03-10' })).toMatchObject({ kind: 'notice' })
    expect(await press('improvement-in-place', found.id)).toMatchObject({ kind: 'notice' })
    expect(await press('improvement-again', found.id)).toMatchObject({ kind: 'notice' })
    expect(await press('improvement-close', 'x')).toMatchObject({ kind: 'notice' })
  })

  test('a form that is sent twice makes one', async () => {
    const form = formOf(await press('improve', 'driver:service:delivery-late'))
    const values = filled(form, { what: SERVICE, owner: `service:${people.anna.id}` })
    await Promise.all([fill(form, values), fill(form, values), fill(form, values)])
    expect(await database.sql`select 1 from improvements`).toHaveLength(1)
    expect(await database.sql`select 1 from outbox where kind = 'improvement'`).toHaveLength(1)
  })
})

test('the list shows what is under way in one’s departments, and what was closed of late', async () => {
  const { found } = await made()
  const list = await say({ kind: 'command', text: 'improvements' })
  expect(list).toMatchObject({ kind: 'home', cards: [{ title: 'Improvements' }, { subject: found.id }] })
  expect(await say({ kind: 'command', text: 'improvements' }, 'UEVA')).toMatchObject({
    cards: [{ parts: [{ text: 'None under way.' }] }],
  })
  expect(standingOf(found, '2026-03-25')).toBe('planned')
  expect(standingOf(found, '2026-03-26')).toBe('late')
})

test('a message that somebody deleted is posted again, as it stands', async () => {
  const { found } = await made()
  const { ChatError } = await import('../../integrations/chat.ts')
  on.deps.chat.slack!.update = async () => {
    throw new ChatError('gone', 'message_not_found')
  }
  await fill(formOf(await press('improvement-change', found.id)), {
    what: 'Another way.',
    owner: `service:${people.bo.id}`,
    dueOn: '2026-04-01',
  })
  await send()
  expect(posted.map(({ card }) => card.title)).toEqual([
    expect.stringContaining(SERVICE),
    expect.stringContaining('Another way.'),
  ])
  expect(textOf(posted[1]!.card)).toContain('Owner: Bo Dahl')
})

test('one from a pattern says the pattern, and measures what it is about', async () => {
  const [pattern] = await database.sql`
    insert into discoveries (kind, department_key, found_at, once_key, from_day, to_day, facts) values ('pattern', 'service', ${noon}, 'p',
      '2026-02-01', '2026-03-01', ${database.sql.json({ among: { channel: 'chat' }, driver: 'delivery-late', trailing: 28, week: { from: 16, hours: 2, days: 'weekdays' }, inside: 9, cases: 12, expected: 3, p: 0.002, comparisons: 1840, answers: [] } as never)})
    returning id`
  const form = formOf(await press('improve', `discovery:${pattern!.id}`))
  expect(
    Object.fromEntries(form.fields.map((one) => [one.name, 'initial' in one ? one.initial : undefined])),
  ).toMatchObject({
    driver: 'delivery-late',
    channel: 'chat',
  })
  await fill(
    form,
    filled(form, { what: 'Two more couriers after four.', owner: `service:${people.anna.id}` }),
  )
  await send()
  expect(textOf(posted[0]!.card)![0]).toMatch(/^Why: 9 of 12 .*Late delivery.*between 16 and 18.*1,840/)
  expect(textOf(posted[0]!.card)).toContain(
    'What is measured: Answers that name “Late delivery”, of all answers (chat)',
  )
  expect(await press('improve', `discovery:${pattern!.id}`, 'UEVA')).toMatchObject({ kind: 'notice' })
})
