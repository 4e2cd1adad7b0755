import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { confirmCase } from '../../src/customers/confirm.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { noon } from '../factories.ts'
import { byMail, byPhone, type Hands } from '../journey/shortest.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

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

/** Her hands on the desk’s page of a case: each button posts a form, each form comes back to that page. */
const onCasePage = async () => {
  const id = await on.open()
  await on.sql`update responses set answers = answers || '{"words":"Nobody called me back."}'`
  await addLink(on.deps, on.db, 'case', id, new Date('2027-01-01T00:00:00Z'))
  const anna = await on.signedIn(on.people.anna)
  await anna.go(`/desk/c/${id}`)
  const hands: Hands = {
    press: async (verb) =>
      expect([verb, (await anna.press('/desk/act', { verb })).status]).toEqual([verb, 200]),
    send: async (values) => {
      expect((await anna.fill(values)).status, anna.text()).toBe(200)
      expect(anna.at()).toBe(`/desk/c/${id}`)
    },
  }
  const stateOf = async () => (await on.sql`select state from cases where id = ${id}`)[0]!.state
  return { id, anna, hands, stateOf }
}

test('the shortest honest recovery takes five clicks and four texts by mail on the desk', async () => {
  const { id, anna, hands, stateOf } = await onCasePage()
  const count = await byMail(hands, {
    apology: 'Robin promised to call on Tuesday and did not. That was ours to keep, and I am sorry.',
    next: '2026-03-12',
    remedy: async () => (await on.sql`select id from remedies where case_id = ${id}`)[0]!.id,
    yes: async () => {
      const token = (await linkOf(on.deps, 'case', id)).split('/c/')[1]!
      await confirmCase(on.deps, { token, answer: 'yes', now: on.clock.now })
      await anna.go(`/desk/c/${id}`)
    },
  })
  expect(await stateOf()).toBe('documented')
  console.log(`On the desk by mail: ${count.clicks} clicks, ${count.texts} texts`)
  expect(count).toEqual({ clicks: 5, texts: 4 })
})

test('and three clicks and three texts by phone', async () => {
  const { hands, stateOf } = await onCasePage()
  const apology = 'I told her that Robin should have called on Tuesday, and that I was sorry for it.'
  const count = await byPhone(hands, { apology, next: '2026-03-12' })
  expect(await stateOf()).toBe('documented')
  console.log(`On the desk by phone: ${count.clicks} clicks, ${count.texts} texts`)
  expect(count).toEqual({ clicks: 3, texts: 3 })
})
