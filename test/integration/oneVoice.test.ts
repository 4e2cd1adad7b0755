import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { confirmCase } from '../../src/customers/confirm.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
import { linkOf } from '../../src/links.ts'
import { makeCustomer } from '../factories.ts'
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
const POLICY =
  'Dear Kari, returns are handled by the warehouse within ten working days of arrival, provided that the goods are unused and the receipt is enclosed.'
const next = '2026-03-12'
const due = '2026-03-13'
const say = async (id: string, answer: 'yes' | 'partly' | 'not yet') => {
  const token = (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
  return confirmCase(on.deps, { token, answer, now: on.clock.now })
}
const actions = async (id: string) => {
  const answer = await on.look('UANNA', id)
  return answer.kind === 'card' ? answer.card.actions : []
}
const primary = async (id: string) => (await actions(id)).find(({ style }) => style === 'primary')?.verb
const verbs = async (id: string) => (await actions(id)).map(({ verb }) => verb)
const apologise = (id: string, text: string) => on.submit('UANNA', 'apologise', id, { text, next })
const MORE = [
  'Sorry once more: the lid you were sent is for another box, and I did not look.',
  'We said Thursday and nothing came. I left you waiting a second time, and I regret that.',
]

test('the same policy text goes to one customer only, be it progress, an explanation or a decline', async () => {
  const [one, two] = [await on.taken(), await on.taken()]
  expect(await on.submit('UANNA', 'progress', one, { text: POLICY, next })).toEqual(DONE)
  const text = POLICY.replace('Kari', 'Olle').replace('ten', '14')
  const faults = (answer: object) => (answer as { faults?: Record<string, string> }).faults ?? {}
  expect(faults(await on.submit('UANNA', 'progress', two, { text, next })).text).toContain('another customer')
  const promise = { words: text, due, besides: 'I drive out and fetch the box myself.' }
  const explanation = { kind: 'explanation', ground: 'goodwill', ...promise }
  expect(faults(await on.submit('UANNA', 'remedy', two, explanation)).words).toContain('another customer')
  const instead = {
    kind: 'alternative',
    ground: 'goodwill',
    ...promise,
    insteadOf: 'They want money for used goods.',
  }
  expect(faults(await on.submit('UANNA', 'remedy', two, instead)).words).toContain('another customer')
  const final = { reasons: text, body: 'the consumer board' }
  expect(faults(await on.submit('UMAJA', 'final-answer', two, final)).reasons).toContain('another customer')
  expect(await on.events(two)).toEqual(['taken'])
  // The same customer may read it again
  expect(await on.submit('UANNA', 'progress', one, { text, next })).toEqual(DONE)
})

test('short news may be alike, but not the very same', async () => {
  const [one, two] = [await on.taken(), await on.taken()]
  await on.submit('UANNA', 'progress', one, { text: 'The lid left our depot today.', next })
  const alike = { text: 'The lid left our shop today.', next }
  expect(await on.submit('UANNA', 'progress', two, alike)).toEqual(DONE)
  const same = { text: 'The lid left our depot today!', next }
  expect(await on.submit('UANNA', 'progress', two, same)).toMatchObject({ kind: 'faults' })
})

test('an explanation never stands alone: it goes with something that is done', async () => {
  const id = await on.taken()
  const no = { kind: 'explanation', ground: 'goodwill', words: "We can't help you, it's policy.", due }
  expect(await on.submit('UANNA', 'remedy', id, no)).toMatchObject({
    faults: { besides: expect.stringContaining('read as a no') },
  })
  expect(await on.submit('UANNA', 'held', id, { ...no, how: 'phone', next })).toMatchObject({
    faults: { kind: expect.stringContaining('read as a no') },
  })
  expect(await on.events(id)).toEqual(['taken'])
  const why = { ...no, words: 'The scanner took your seven for a one, so it went to the wrong street.' }
  const besides = 'I bring you a new parcel myself on Friday.'
  expect(await on.submit('UANNA', 'remedy', id, { ...why, besides })).toEqual(DONE)
  const remedies = await on.sql`select kind, words from remedies where case_id = ${id} order by kind`
  expect(remedies).toMatchObject([
    { kind: 'alternative', words: besides },
    { kind: 'explanation', words: why.words },
  ])
  expect(await on.mailed(id)).toEqual(['remedy promised'])
  const more = { ...no, words: 'The street has two houses with that number, which our map did not know.' }
  expect(await on.submit('UANNA', 'remedy', id, more)).toEqual(DONE)
})

test('one apology per failure: the next click opens Progress, and a second text is refused', async () => {
  const id = await on.apologised()
  expect(await on.click('UANNA', 'apologise', id)).toMatchObject({
    kind: 'form',
    form: { verb: 'progress', intro: [{ kind: 'note', text: expect.stringContaining('apologised') }, {}] },
  })
  expect(await apologise(id, MORE[0]!)).toMatchObject({ faults: { text: expect.any(String) } })
  const held = { how: 'phone', apology: MORE[0]!, next }
  expect(await on.submit('UANNA', 'held', id, held)).toMatchObject({
    faults: { apology: expect.any(String) },
  })
})

test('"not yet" permits one more, about what went wrong since, and so does a missed promise', async () => {
  const id = await on.asked()
  await say(id, 'not yet')
  expect(await apologise(id, MORE[0]!)).toEqual(DONE)
  expect(await apologise(id, MORE[1]!)).toMatchObject({ kind: 'faults' })
  on.clock.now = new Date('2026-03-13T09:00:00Z')
  const third = { text: MORE[1]!, next: '2026-03-16' }
  expect(await on.click('UANNA', 'apologise', id)).toMatchObject({ form: { verb: 'apologise' } })
  await sweepDeadlines(on.deps, { now: on.clock.now })
  await on.submit('UANNA', 'progress', id, { text: 'The lid is on its way to you.', next: '2026-03-16' })
  expect(await on.submit('UANNA', 'apologise', id, third)).toEqual(DONE)
  expect(await on.click('UANNA', 'apologise', id)).toMatchObject({ form: { verb: 'progress' } })
})

test('a customer who gave no words is asked first; apologising stays possible behind More', async () => {
  const customer = await makeCustomer(on.db)
  const id = await on.taken({ customerId: customer.id })
  await on.sql`update responses set answers = answers - 'words' - 'wish'`
  expect(await primary(id)).toBe('ask')
  expect(await verbs(id)).not.toContain('apologise')
  const more = await on.click('UANNA', 'more', id)
  expect(JSON.stringify(more)).toContain('"apologise"')
  expect(await on.submit('UANNA', 'more', id, { verb: 'apologise' })).toMatchObject({
    form: { verb: 'apologise' },
  })
  await on.submit('UANNA', 'ask', id, { text: 'What went wrong with your parcel?', next })
  expect(await primary(id)).toBe('apologise')
  expect(await verbs(id)).toContain('apologise')
})
