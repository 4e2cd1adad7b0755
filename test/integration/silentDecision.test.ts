import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Card } from '../../integrations/chat.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { sendDigests } from '../../src/digests/send.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
import { sweepSilence } from '../../src/jobs/silence.ts'
import { linkOf } from '../../src/links.ts'
import { listCases } from '../../src/lists/cases.ts'
import { readerOf } from '../../src/lists/reader.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'
import { caseSteps } from '../../src/pages/case/steps.ts'
import { renderCard } from '../../src/render/card.ts'
import { act } from '../../src/staff/act.ts'
import { drawnDigest } from '../digests.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  on.clock.now = noon
  await on.clear()
})

const DAY = 24 * 3_600_000
/** At severity 1 the customer stayed silent for 7 days: a manager decides. */
const undecided = async () => {
  const id = await on.asked()
  await on.sql`update cases set severity = 1 where id = ${id}`
  for (const days of [3, 4.1]) {
    on.later(days * DAY)
    await sweepSilence(on.deps, { now: on.clock.now })
  }
  expect(await on.row(id)).toMatchObject({
    state: 'awaiting customer',
    promise: 'a decision',
    silent_at: null,
  })
  return id
}

test('a decision about a silent customer stands in the digest, and among what is due to who has the case', async () => {
  const id = await undecided()
  const { number } = await on.row(id)
  const by = { platform: 'slack', workspace: 'T0001', user: 'UANNA' }
  on.later(DAY)
  const due = await act(on.deps)({ kind: 'command', by, text: 'due' })
  expect(JSON.stringify(due)).toContain(`Case ${number}`)
  on.clock.now = new Date('2026-03-19T17:00:00Z')
  const made = await sendDigests(on.deps, { now: on.clock.now })
  for (const department of ['service', 'management']) {
    const { date } = made.find((one) => one.department === department)!
    const card = await drawnDigest(on.db, { department, date })
    expect(JSON.stringify(card), department).toContain(`ase ${number}`)
    expect(JSON.stringify(card), department).toMatch(/decision overdue since/)
  }
})

test('the reminder of a late decision says who decides, and names the two choices', async () => {
  const id = await undecided()
  const { number } = await on.row(id)
  await on.send()
  on.shown.length = 0
  for (const days of [2, 4]) {
    on.later(days * DAY)
    await sweepDeadlines(on.deps, { now: on.clock.now })
    await on.send()
  }
  const told = on.shown.map(({ card }) => JSON.stringify(card))
  expect(told.join()).toContain(
    `Maja Ek was to decide by Thu 19 Mar, 14:24 on case ${number}, whose customer stayed silent: \\"End as unconfirmed\\" or \\"Carry on\\".`,
  )
  expect(on.shown.map(({ card }) => card.title)).toContain(`Case ${number}: a decision is overdue`)
  expect(told.join()).not.toContain('promised something')
})

test('the sweep of a passed deadline has the card say so, once', async () => {
  const id = await on.open()
  await on.send()
  const card = () => on.shown.find(({ card: { subject } }) => subject === id)!.card
  expect(JSON.stringify(card())).toContain('take it by')
  on.later(2 * 3_600_000)
  await sweepDeadlines(on.deps, { now: on.clock.now })
  const again =
    await on.sql`select payload ->> 'case' as of from outbox where kind = 'card' and state = 'waiting'`
  expect(again.map(({ of }) => of)).toEqual([id])
  await on.send()
  expect(JSON.stringify(card())).toContain('Nobody has taken it: it was due by')
  expect(card().tone).toBe('bad')
})

test('the two choices stand on the card while a manager decides, and nowhere else', async () => {
  const id = await on.asked()
  const verbs = async () =>
    renderCard(await loadCase(on.db, id), en, on.clock.now).actions.map(({ verb }) => verb)
  expect(await verbs()).toEqual(['held', 'more'])
  const left = await undecided()
  expect(renderCard(await loadCase(on.db, left), en, on.clock.now).actions.map(({ verb }) => verb)).toEqual([
    'held',
    'carry-on',
    'unconfirmed',
    'more',
  ])
})

test('the list of cases shows when the decision is due', async () => {
  const id = await undecided()
  const maja = await readerOf(on.db, on.people.maja)
  const { rows } = await listCases(on.db.$client, maja, {}, { now: on.clock.now })
  expect(rows.find((row) => row.id === id)?.due).toEqual((await on.row(id)).promise_due_at)
})

const said = async (user: string, text?: string) => {
  const by = { platform: 'slack', workspace: 'T0001', user }
  const answer = await act(on.deps)(text ? { kind: 'command', by, text } : { kind: 'home', by })
  if (answer.kind !== 'home') throw new Error(JSON.stringify(answer))
  return answer.cards
}
const titles = (cards: Card[]) => cards.map(({ title, subject }) => title || subject)

test('a decision and what is overdue wait for the managers, at home and among their cases', async () => {
  const id = await undecided()
  const { number } = await on.row(id)
  for (const asked of [undefined, 'due', 'my cases'] as const) {
    const cards = await said('UMAJA', asked)
    expect(titles(cards).slice(0, 2), asked).toEqual(['Waiting for you as a manager: 1', id])
    expect(cards[1]!.actions.map(({ verb }) => verb)).toEqual(['carry-on', 'unconfirmed', 'more'])
    expect(cards[1]!.summary).toMatch(
      new RegExp(
        `^Case ${number}, .*: the customer stayed silent: a manager decides, due Thu 19 Mar, 14:24. Anna Berg$`,
      ),
    )
  }
  const untaken = await on.open()
  on.later(4 * DAY)
  const cards = await said('UMAJA')
  expect(titles(cards).slice(0, 3)).toEqual(['Waiting for you as a manager: 2', untaken, id])
  expect(cards[1]!.summary).toContain('nobody has taken it, due')
  expect(titles(await said('UIVAR'))).toContain('Nothing waits for you')
  expect(titles(await said('UBO'))).toContain('Nothing waits for you')
})

test('management sees what was brought before it, or what no manager is there to decide', async () => {
  const id = await undecided()
  expect(titles(await said('UPER'))[0]).toBe('Nothing waits for you')
  await on.sql`update people set away_until = ${new Date(on.clock.now.getTime() + 90 * DAY)} where id = ${on.people.maja.id}`
  const [head, card] = await said('UPER')
  expect([head!.title, card!.subject]).toEqual(['Waiting for management: 1', id])
  expect(card!.actions.map(({ verb }) => verb)).toEqual(['carry-on', 'unconfirmed', 'more'])
  const given = { text: 'We look into it once more.', next: '2026-03-23' }
  expect(await on.submit('UPER', 'carry-on', id, given)).toMatchObject({ kind: 'done' })
  expect(await on.row(id)).toMatchObject({ state: 'recovering', accountable_id: on.people.anna.id })
  const called = await on.taken()
  await on.submit('UANNA', 'call-management', called, { why: 'They ask for a lawyer, please read it.' })
  expect(JSON.stringify(await said('UPER', 'due'))).toContain('management is called')
})

test('a case about a manager is not among what waits for them', async () => {
  const id = await undecided()
  await on.sql`insert into case_exclusions (case_id, person_id) values (${id}, ${on.people.maja.id})`
  expect(titles(await said('UMAJA'))[0]).toBe('Nothing waits for you')
})

test('words of the customer end the wait for it: seven days are theirs again', async () => {
  const id = await undecided()
  const token = (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
  await caseSteps.say!(on.deps, { token, formId: 'say-it-once', now: on.clock.now }, { words: 'I was away.' })
  expect(await on.row(id)).toMatchObject({
    promise: 'your answer',
    silent_at: new Date(on.clock.now.getTime() + 7 * DAY),
  })
  expect(JSON.stringify(renderCard(await loadCase(on.db, id), en, on.clock.now))).not.toContain(
    'a manager decides',
  )
})
