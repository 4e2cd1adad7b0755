import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
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

const DONE = { kind: 'done' }
const about = async (name: string, who = 'person') => {
  const id = await on.open()
  await on.sql`update contacts set staff_member = ${on.sql.json({ name })} where id = (select contact_id from cases where id = ${id})`
  await on.sql`update responses set answers = answers || ${on.sql.json({ about: who })}
    where id = (select response_id from cases where id = ${id})`
  return id
}
const refused = { kind: 'notice', text: expect.stringContaining('somebody of your name') }

test('a complaint about a person known by name alone is not taken by anybody of that name', async () => {
  for (const name of ['Anna Berg', 'berg, anna', 'Anna', 'A. Berg']) {
    const id = await about(name)
    expect(await on.click('UANNA', 'take', id), name).toMatchObject(refused)
    expect(await on.look('UANNA', id)).toMatchObject(refused)
    expect(await on.click('UBO', 'take', id), name).toEqual(DONE)
  }
  expect(await on.click('UANNA', 'take', await about('Anna Lund'))).toEqual(DONE)
  expect(await on.click('UANNA', 'take', await about('Anna Berg', 'process'))).toEqual(DONE)
})

test('a manager says with one click that it is not them, and then they may take it', async () => {
  const id = await about('Anna Berg')
  const look = await on.look('UMAJA', id)
  expect(JSON.stringify(look)).toContain('"not-them"')
  expect(await on.click('UBO', 'not-them', id)).toMatchObject({ kind: 'notice' })
  expect(await on.click('UANNA', 'not-them', id)).toMatchObject(refused)
  expect(await on.click('UMAJA', 'not-them', id)).toEqual(DONE)
  expect(JSON.stringify(await on.look('UMAJA', id))).not.toContain('"not-them"')
  expect(await on.click('UANNA', 'take', id)).toEqual(DONE)
})
