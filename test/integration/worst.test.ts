import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { confirmCase } from '../../src/customers/confirm.ts'
import { linkOf } from '../../src/links.ts'
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

const MILDER = { severity: '3', reason: 'It was minor after all.' }
const WITHDRAWN = { end: 'withdrawn', reason: 'They called and take it back.' }

test('from severity 1 only a manager lowers it: a liaison is told so before the form and after it', async () => {
  const id = await on.taken({ severity: 1 })
  const before = await on.events(id)
  for (const answer of [
    await on.click('UANNA', 'severity', id),
    await on.submit('UANNA', 'severity', id, MILDER),
  ])
    expect(answer).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('managers of Customer Service'),
    })
  expect(await on.row(id)).toMatchObject({ severity: 1 })
  expect(await on.events(id)).toEqual(before)
  expect(await on.submit('UMAJA', 'severity', id, MILDER)).toEqual({ kind: 'done' })
  expect(await on.row(id)).toMatchObject({ severity: 3 })
})

test('at severity 2 the owner still sets it, up to the worst', async () => {
  const id = await on.taken()
  expect(await on.submit('UANNA', 'severity', id, { ...MILDER, severity: '1' })).toEqual({ kind: 'done' })
  expect(await on.row(id)).toMatchObject({ severity: 1, called_at: noon })
})

test('at severity 1 only a manager ends a case, also management', async () => {
  const id = await on.taken({ severity: 1 })
  for (const answer of [await on.click('UANNA', 'end', id), await on.submit('UANNA', 'end', id, WITHDRAWN)])
    expect(answer).toMatchObject({ kind: 'notice', text: expect.stringContaining('At severity 1') })
  expect(await on.row(id)).toMatchObject({ state: 'owned' })
  expect(await on.submit('UMAJA', 'end', id, WITHDRAWN)).toEqual({ kind: 'done' })
  expect(await on.row(id)).toMatchObject({ state: 'withdrawn' })
})

test('"not yet" that raises it to severity 1 calls management, once', async () => {
  const id = await on.asked()
  const token = (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
  const notYet = () => confirmCase(on.deps, { token, answer: 'not yet', now: on.clock.now })
  await notYet()
  expect(await on.row(id)).toMatchObject({ severity: 1, called_at: noon })
  const calls = await on.sql`select from outbox where kind = 'call' and payload ->> 'case' = ${id}`
  expect(calls).toHaveLength(1)
  await on.submit('UANNA', 'done', id, { text: 'We sent yet another parcel.' })
  await notYet()
  expect((await on.events(id)).filter((kind) => kind === 'management called')).toHaveLength(1)
  await on.well()
})
