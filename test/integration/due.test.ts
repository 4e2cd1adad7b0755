import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { act } from '../../src/staff/act.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(() => on.clear())

const due = async (now: string) => {
  on.clock.now = new Date(now)
  const by = { platform: 'slack', workspace: 'T0001', user: 'UANNA' }
  return JSON.stringify(await act(on.deps)({ kind: 'command', by, text: 'due' }))
}

test('on a Saturday, due names the case of Monday at one, and not that of Tuesday', async () => {
  const at = async (promiseDueAt: string) => {
    const id = await on.open({
      state: 'owned',
      ownerId: on.people.anna.id,
      promise: 'next word',
      promiseDueAt: new Date(promiseDueAt),
    })
    return `${(await on.row(id)).number}`
  }
  const monday = await at('2026-03-16T12:00:00Z')
  const tuesday = await at('2026-03-17T08:00:00Z')
  expect(await due('2026-03-14T10:00:00Z')).toContain(monday)
  expect(await due('2026-03-14T10:00:00Z')).not.toContain(tuesday)
  expect(await due('2026-03-12T10:00:00Z')).not.toContain(monday)
  // Friday morning: all of Monday
  expect(await due('2026-03-13T07:30:00Z')).toContain(monday)
  expect(await due('2026-03-16T07:00:00Z')).toContain(tuesday)
})

test('a call-back is offered in both zones where the customer is elsewhere', async () => {
  on.clock.now = new Date('2026-03-11T11:00:00Z')
  const id = await on.taken()
  await on.sql`update contacts set time_zone = 'America/New_York', zone_given = true
    where id = (select contact_id from cases where id = ${id})`
  const answer = await on.click('UANNA', 'call-back', id)
  const field = answer.kind === 'form' ? answer.form.fields.find(({ name }) => name === 'at') : undefined
  const labels = field?.kind === 'choice' ? field.choices.map(({ label }) => label) : []
  expect(labels[0]).toBe('Wed 11 Mar, 13:00 CET (for the customer Wed 11 Mar, 08:00 GMT-4)')
  expect(labels.every((label) => label.length <= 75)).toBe(true)
})
