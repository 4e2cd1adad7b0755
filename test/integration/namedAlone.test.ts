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

const inChannel = (text: string) =>
  on.shown.filter(({ to, card }) => to === 'C0001' && JSON.stringify(card).includes(text))
const readers = () => [...new Set(on.shown.map(({ to }) => to))]

test('before it is announced: it is posted to a manager alone, and nobody of that name finds it', async () => {
  const id = await about('Anna Berg')
  await on.send()
  expect(readers()).toEqual(['UMAJA'])
  expect(await on.row(id)).toMatchObject({ accountable_id: on.people.maja.id })
  expect(JSON.stringify(await on.home('UANNA'))).not.toContain('Case ')
  expect(await on.sql`select by_name from case_exclusions where case_id = ${id}`).toEqual([{ by_name: true }])
  expect(await on.look('UANNA', id)).toMatchObject(refused)
  await on.well()
})

test('named later: its message goes from the channel to a manager, and its owner of another name keeps it', async () => {
  const untaken = await on.open()
  const owned = await on.open()
  await on.click('UBO', 'take', owned)
  await on.send()
  expect(readers()).toEqual(['C0001'])
  for (const id of [untaken, owned]) {
    await on.sql`update contacts set staff_member = ${on.sql.json({ name: 'A. Berg' })} where id = (select contact_id from cases where id = ${id})`
    await on.sql`update responses set answers = answers || '{"about":"person","words":"She laughed at me."}'
      where id = (select response_id from cases where id = ${id})`
  }
  await on.click('UMAJA', 'take', untaken)
  await on.submit('UBO', 'ask', owned, { text: 'What did she say to you, and when?', next: '2026-03-12' })
  await on.send()
  expect(inChannel('She laughed')).toEqual([])
  expect(inChannel('is handled elsewhere now')).toHaveLength(2)
  expect(readers().sort()).toEqual(['C0001', 'UBO', 'UMAJA'])
  expect(await on.row(owned)).toMatchObject({ owner_id: on.people.bo.id })
})

test('"Not them" gives it back to the department’s channel', async () => {
  const id = await about('Anna Berg')
  await on.send()
  on.shown.length = 0
  expect(await on.click('UMAJA', 'not-them', id)).toEqual(DONE)
  await on.send()
  expect(readers()).toContain('C0001')
  expect(await on.row(id)).toMatchObject({ destination: null })
  expect(await on.sql`select from case_exclusions where case_id = ${id}`).toHaveLength(0)
  expect(await on.look('UANNA', id)).toMatchObject({ kind: 'card' })
})

test('somebody of another name, or a department nobody of that name reads, keeps it in the channel', async () => {
  await about('Karin Lund')
  await about('Anna Berg', 'process')
  await on.send()
  expect(readers()).toEqual(['C0001'])
})
