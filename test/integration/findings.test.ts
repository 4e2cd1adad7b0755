import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { confirmCase } from '../../src/customers/confirm.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
import { sweepSilence } from '../../src/jobs/silence.ts'
import { linkOf } from '../../src/links.ts'
import { caseRecord } from '../../src/records/caseRecord.ts'
import { viewCase } from '../../src/render/story.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(() => {
  on.clock.now = new Date('2026-03-11T11:00:00Z')
  return on.clear()
})

const DONE = { kind: 'done' }
const DAY = 24 * 3600_000
const CORE = {
  cause: 'delivery-late',
  causeWords: 'The depot code was read as the neighbour’s.',
  prevention: 'Codes are checked against the address.',
}
const token = async (id: string) => (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
const say = async (id: string, answer: 'yes' | 'partly' | 'not yet') =>
  confirmCase(on.deps, { token: await token(id), answer, now: on.clock.now })
const confirmed = async () => {
  const id = await on.asked()
  await say(id, 'yes')
  return id
}
const clock = async (id: string) =>
  (await on.sql`select * from timers where case_id = ${id} and kind = 'finding' and ended_at is null`)[0]
const versions = async (id: string) => (await caseRecord(on.deps, id)).findings
const form = async (id: string, verb = 'document') => {
  const answer = await on.click('UANNA', verb, id)
  if (answer.kind !== 'form') throw new Error(JSON.stringify(answer))
  return answer.form
}

test('a finding needs its cause and what prevents it; the rest begins as the case tells it', async () => {
  const id = await confirmed()
  const { fields } = await form(id)
  expect(fields.filter(({ required }) => required).map(({ name }) => name)).toEqual([
    'cause',
    'causeWords',
    'prevention',
  ])
  expect(fields.find(({ name }) => name === 'solution')).toMatchObject({
    initial: 'We sent a new parcel and it arrived.',
  })
  expect(await on.submit('UANNA', 'document', id, { ...CORE, prevention: ' ' })).toMatchObject({
    faults: { prevention: expect.any(String) },
  })
  expect(await on.submit('UANNA', 'document', id, CORE)).toEqual(DONE)
  expect(await versions(id)).toMatchObject([{ version: 1, ...CORE, unpreventable: false }])
  expect(await on.row(id)).toMatchObject({ state: 'documented' })
})

test('"nothing prevents it" is said with why', async () => {
  const id = await confirmed()
  const why = 'Lightning struck the depot.'
  await on.submit('UANNA', 'document', id, { ...CORE, prevention: why, unpreventable: ['yes'] })
  expect(await versions(id)).toMatchObject([{ prevention: why, unpreventable: true }])
  await on.send()
  expect(JSON.stringify(on.shown)).toContain(`Nothing: ${why}`)
})

test('it is due three business days after the yes: the owner is reminded, then the manager', async () => {
  const id = await confirmed()
  // Wednesday noon in Stockholm: Monday
  expect((await clock(id))?.due_at).toEqual(new Date('2026-03-16T11:00:00Z'))
  on.clock.now = new Date('2026-03-16T10:59:00Z')
  await sweepDeadlines(on.deps, { now: on.clock.now })
  expect(await on.events(id)).not.toContain('reminded')
  on.clock.now = new Date('2026-03-16T11:01:00Z')
  await sweepDeadlines(on.deps, { now: on.clock.now })
  on.clock.now = new Date('2026-03-17T11:01:00Z')
  await sweepDeadlines(on.deps, { now: on.clock.now })
  const told =
    await on.sql`select data from case_events where case_id = ${id} and kind = 'reminded' order by id`
  expect(told.map(({ data }) => data.to)).toEqual(['Anna Berg', 'Maja Ek'])
  const home = await on.home('UANNA')
  expect(JSON.stringify(home)).toContain('overdue')
  await on.submit('UANNA', 'document', id, CORE)
  expect(await clock(id)).toBeUndefined()
})

test('silence and a final answer owe a finding too, and keep their end; other ends owe none', async () => {
  const silent = await on.asked()
  for (const days of [3, 5]) {
    on.clock.now = new Date(on.clock.now.getTime() + days * DAY)
    await sweepSilence(on.deps, { now: on.clock.now })
  }
  const disputed = await on.taken()
  await on.submit('UMAJA', 'final-answer', disputed, {
    reasons: 'The jacket was washed at ninety degrees, which its label forbids, so it is not ours to mend.',
    body: 'the consumer board',
  })
  const withdrawn = await on.taken()
  await on.submit('UANNA', 'end', withdrawn, { end: 'withdrawn', reason: 'They found the parcel.' })
  for (const [id, state] of [
    [silent, 'unconfirmed'],
    [disputed, 'not agreed'],
  ] as const) {
    expect(await clock(id)).toBeDefined()
    expect(JSON.stringify(await on.home('UANNA'))).toContain(`${(await on.row(id)).number}`)
    expect(await on.submit('UANNA', 'document', id, CORE)).toEqual(DONE)
    expect(await on.row(id)).toMatchObject({ state })
    expect(await clock(id)).toBeUndefined()
  }
  expect(await clock(withdrawn)).toBeUndefined()
  expect(await on.submit('UANNA', 'document', withdrawn, CORE)).toEqual(DONE)
  expect(await versions(withdrawn)).toHaveLength(1)
  expect(await on.row(withdrawn)).toMatchObject({ state: 'withdrawn' })
})

test('a later finding is added: every version stays, and the thread shows each as it was', async () => {
  const id = await confirmed()
  await on.submit('UANNA', 'document', id, CORE)
  expect(await on.submit('UMAJA', 'document', id, { ...CORE, prevention: 'A second reader.' })).toEqual(DONE)
  expect(await versions(id)).toMatchObject([
    { version: 1, prevention: CORE.prevention },
    { version: 2, prevention: 'A second reader.' },
  ])
  const shown = JSON.stringify(await on.look('UANNA', id))
  expect(shown).toContain(CORE.prevention)
  expect(shown).toContain('A second reader.')
})

test('after the customer opened it again, a new finding is due on the next yes', async () => {
  const id = await confirmed()
  await on.submit('UANNA', 'document', id, CORE)
  await say(id, 'not yet')
  await on.submit('UANNA', 'done', id, { text: 'We brought the lid that was missing.' })
  on.clock.now = new Date(on.clock.now.getTime() + 60_000)
  await say(id, 'yes')
  expect(await clock(id)).toBeDefined()
  expect((await form(id)).fields.find(({ name }) => name === 'prevention')).toMatchObject({
    initial: CORE.prevention,
  })
})

test('drafted with "Mark done", it counts once its owner confirms it after the answer, by one click', async () => {
  const id = await on.apologised()
  const text = 'We sent a new parcel and it arrived.'
  expect(await on.submit('UANNA', 'done', id, { text, ...CORE })).toEqual(DONE)
  expect(await on.events(id)).toContain('finding drafted')
  expect(await versions(id)).toEqual([])
  expect(await on.click('UANNA', 'confirm-finding', id)).toMatchObject({ kind: 'notice' })
  await say(id, 'yes')
  await on.send()
  const card = await on.look('UANNA', id)
  const actions = card.kind === 'card' ? card.card.actions : []
  expect(actions.find(({ style }) => style === 'primary')).toMatchObject({ verb: 'confirm-finding' })
  expect(await on.click('UANNA', 'confirm-finding', id)).toEqual(DONE)
  expect(await versions(id)).toMatchObject([{ ...CORE, solution: text, departments: ['service'] }])
  expect(await on.row(id)).toMatchObject({ state: 'documented' })
})

test('"Conversation held" drafts it as well, and what was written once is not asked twice', async () => {
  const id = await on.taken()
  const held = {
    how: 'phone',
    apology: 'I told Kari how sorry I am that she waited three days at home for nothing.',
    answer: ['yes'],
    ...CORE,
  }
  expect(await on.submit('UANNA', 'held', id, held)).toEqual(DONE)
  const { fields } = await form(id)
  expect(fields.find(({ name }) => name === 'causeWords')).toMatchObject({ initial: CORE.causeWords })
  expect(await on.click('UANNA', 'confirm-finding', id)).toEqual(DONE)
})

test('a draft that two people confirm at once counts once', async () => {
  const id = await on.apologised()
  await on.submit('UANNA', 'done', id, { text: 'We sent a new parcel and it arrived.', ...CORE })
  await say(id, 'yes')
  const answers = await Promise.all([1, 2, 3, 4].map(() => on.click('UANNA', 'confirm-finding', id)))
  expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1)
  expect(await versions(id)).toHaveLength(1)
  expect((await on.events(id)).filter((kind) => kind === 'documented')).toHaveLength(1)
})

test('half a draft has to be finished', async () => {
  const id = await on.asked()
  await on.submit('UANNA', 'draft-finding', id, { cause: 'delivery-late', causeWords: CORE.causeWords })
  await say(id, 'yes')
  expect(await on.click('UANNA', 'confirm-finding', id)).toMatchObject({
    kind: 'notice',
    text: expect.stringContaining('Document'),
  })
})

test('one sentence goes to the customer: by mail and in their story, and no other word of the finding', async () => {
  const id = await confirmed()
  const toCustomer = 'Because of you every parcel is scanned twice now.'
  await on.submit('UANNA', 'document', id, { ...CORE, toCustomer })
  await on.send()
  const mail = on.mails.find(({ subject }) => subject.includes('changed'))
  expect(mail?.text).toContain(toCustomer)
  expect(mail?.text).not.toContain(CORE.causeWords)
  const view = await viewCase(on.deps, { token: await token(id), now: on.clock.now })
  expect(view.steps.at(-1)).toMatchObject({ kind: 'documented', text: toCustomer })
})

test('nothing is marked done while a request or a handover is open, unless it is said to be not needed', async () => {
  const id = await on.apologised()
  const deed = { department: 'stores', deed: 'Please look for the blue parcel.', due: '2026-03-12' }
  await on.submit('UANNA', 'request', id, deed)
  const request = (await on.proposal(id, 'request')).id
  await on.click('UEVA', 'accept-request', request)
  const text = 'We sent a new parcel and it arrived.'
  expect(await on.submit('UANNA', 'done', id, { text })).toMatchObject({
    faults: { notNeeded: expect.stringContaining('Stores') },
  })
  expect(await on.submit('UANNA', 'held', id, { how: 'phone', answer: ['yes'] })).toMatchObject({
    faults: { answer: expect.stringContaining('Stores') },
  })
  expect(await on.row(id)).toMatchObject({ state: 'recovering' })
  expect(await on.submit('UANNA', 'done', id, { text, notNeeded: [request] })).toEqual(DONE)
  expect(await on.row(id)).toMatchObject({ state: 'awaiting customer' })
  expect(await on.proposal(id, 'request')).toMatchObject({ state: 'withdrawn' })
})
