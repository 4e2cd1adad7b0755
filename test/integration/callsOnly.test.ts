import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sweepSilence } from '../../src/jobs/silence.ts'
import { makeCustomer, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

/** A customer whose telephone number alone is known. */
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
const taken = async () => {
  const customer = await makeCustomer(on.db, { email: null, phone: '+46701234567' })
  return on.taken({ customerId: customer.id })
}
const held = {
  how: 'phone',
  apology: 'I told her how sorry I am that the box stood in the rain.',
  next: '2026-03-12',
}

test.each([
  ['apologise', { text: 'How sorry I am that the box stood in the rain over night.', next: '2026-03-12' }],
  ['ask', { text: 'Which size shall the new one be?', next: '2026-03-12' }],
  ['progress', { text: 'We look into what happened.', next: '2026-03-12' }],
  ['account', { text: 'The box stood in the rain over night.' }],
])('%s would reach nobody: it is refused, and says what does', async (verb, values) => {
  const id = await taken()
  await on.submit('UANNA', 'held', id, { how: 'phone', next: '2026-03-12' })
  const before = await on.row(id)
  const refused = { kind: 'notice', text: expect.stringMatching(/Conversation held/) }
  expect(await on.click('UANNA', verb, id)).toMatchObject(refused)
  expect(await on.submit('UANNA', verb, id, values)).toMatchObject(refused)
  expect(await on.row(id)).toEqual(before)
})

test('asked by nobody, they are not silent: the clock ends nothing, and a person is to call', async () => {
  const id = await taken()
  await on.submit('UANNA', 'held', id, held)
  expect(await on.submit('UANNA', 'done', id, { text: 'A new jacket was sent.' })).toMatchObject({
    kind: 'done',
  })
  for (const days of [3, 4.1]) {
    on.later(days * DAY)
    await sweepSilence(on.deps, { now: on.clock.now })
  }
  expect(await on.row(id)).toMatchObject({ state: 'awaiting customer', promise: 'a decision' })
  expect(await on.submit('UANNA', 'held', id, { how: 'phone', answer: 'yes' })).toMatchObject({
    kind: 'done',
  })
  expect(await on.row(id)).toMatchObject({ state: 'confirmed', confirmed_by: 'spoken' })
})
