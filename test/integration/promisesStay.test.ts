import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { confirmCase } from '../../src/customers/confirm.ts'
import { linkOf } from '../../src/links.ts'
import { caseSteps } from '../../src/pages/case/steps.ts'
import { remedyFulfilled } from '../../src/remedies/fulfil.ts'
import { act } from '../../src/staff/act.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(() => on.clear())

const DONE = { kind: 'done' }
/** The same deps, but `first` happens right before the first transaction begins. */
const meanwhile = (first: () => Promise<unknown>) => {
  let left = true
  const transaction = async (work: never) => {
    if (left) {
      left = false
      await first()
    }
    return on.db.transaction(work)
  }
  const db = new Proxy(on.db, {
    get: (target, name) => (name === 'transaction' ? transaction : Reflect.get(target, name)),
  }) as Db
  return { ...on.deps, db }
}
const by = (user: string) => ({ platform: 'slack', workspace: 'T0001', user })
const submitWhile = (
  first: () => Promise<unknown>,
  verb: string,
  subject: string,
  values: Record<string, string>,
) => act(meanwhile(first))({ kind: 'submit', by: by('UANNA'), verb, subject, formId: randomUUID(), values })
const tokenOf = async (id: string) => (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
const promise = (id: string, due: string, user = 'UANNA') =>
  on.submit(user, 'remedy', id, {
    kind: 'replacement',
    ground: 'goodwill',
    words: 'You get a new jacket.',
    due,
  })
const dueOf = async (id: string) => ((await on.row(id)).promise_due_at as Date).toISOString().slice(0, 10)
const clocks = async (id: string) =>
  (
    await on.sql`select kind, due_at, paused_at from timers where case_id = ${id} and ended_at is null order by kind`
  ).map(
    ({ kind, due_at, paused_at }) => `${kind} ${paused_at ? 'paused' : due_at.toISOString().slice(0, 10)}`,
  )

test('a question to the customer moves no date by which a remedy was promised', async () => {
  const id = await on.apologised()
  expect(await promise(id, '2026-03-12')).toMatchObject(DONE)
  await on.submit('UANNA', 'ask', id, { text: 'Which size shall it be?', next: '2026-03-20' })
  expect(await dueOf(id)).toBe('2026-03-12')
  expect(await clocks(id)).toContain('answer 2026-03-12')
})

test.each([
  ['progress', { text: 'We look into what happened.', next: '2026-03-20' }],
  [
    'apologise',
    { text: 'That box stood in the rain because nobody looked after it. Sorry.', next: '2026-03-20' },
  ],
  ['ask', { text: 'Which size shall it be?', next: '2026-03-20' }],
  ['account', { text: 'The box stood in the rain over night.' }],
])('nor does %s, where the remedy is promised in the same moment', async (verb, values) => {
  // One failure gets one apology
  const id = verb === 'apologise' ? await on.taken() : await on.apologised()
  await on.submit('UANNA', 'progress', id, { text: 'You hear more within the week.', next: '2026-03-19' })
  await submitWhile(() => promise(id, '2026-03-12', 'UMAJA'), verb, id, values as never)
  expect(await dueOf(id)).toBe('2026-03-12')
})

test('nor do words of the customer', async () => {
  const id = await on.apologised()
  await on.submit('UANNA', 'ask', id, { text: 'Which size shall it be?', next: '2026-03-20' })
  const token = await tokenOf(id)
  const deps = meanwhile(() => promise(id, '2026-03-11', 'UMAJA'))
  await caseSteps.say!(deps, { token, formId: 'say-it-once', now: on.clock.now }, { words: 'Size 40.' })
  expect(await dueOf(id)).toBe('2026-03-11')
})

test('words that come as the case is carried on take nothing of what was told with it', async () => {
  const id = await on.asked()
  const token = await tokenOf(id)
  const more = { text: 'One more thing is to be done.', next: '2026-03-12' }
  const deps = meanwhile(() => on.submit('UANNA', 'carry-on', id, more))
  await caseSteps.say!(deps, { token, formId: 'say-it-once', now: on.clock.now }, { words: 'Size 40.' })
  expect(await on.row(id)).toMatchObject({ state: 'recovering', silent_at: null, ask_reminder_at: null })
  expect(await dueOf(id)).toBe('2026-03-12')
  expect((await on.events(id)).slice(-2)).toEqual(['carried on', 'customer said'])
})

test('a question that was open when all was marked done holds up no clock once the case goes on', async () => {
  const id = await on.apologised()
  await on.submit('UANNA', 'ask', id, { text: 'Which size shall it be?', next: '2026-03-20' })
  expect(await on.submit('UANNA', 'done', id, { text: 'A new jacket was sent.' })).toMatchObject(DONE)
  expect((await on.row(id)).waiting_since).toBeNull()
  await on.submit('UANNA', 'carry-on', id, { text: 'One more thing is to be done.', next: '2026-03-13' })
  await promise(id, '2026-03-12')
  const [remedy] = await on.sql`select id from remedies`
  await remedyFulfilled(on.deps, { remedyId: remedy!.id, reference: 'R1', now: on.clock.now })
  expect((await clocks(id)).filter((clock) => clock.endsWith('paused'))).toEqual([])
})

test('who says that it is about who has the case means whom the page named, not who has it by now', async () => {
  const id = await on.taken()
  const token = await tokenOf(id)
  await on.submit('UANNA', 'hand-over', id, {
    to: on.people.bo.id,
    why: 'I am away tomorrow.',
    stands: 'Nothing is said to the customer yet.',
  })
  await on.click('UBO', 'accept-handover', (await on.proposal(id, 'handover')).id)
  const form = { about: 'yes', person: 'Anna Berg', words: 'Not her again.' }
  const { now } = on.clock
  await expect(caseSteps.else!(on.deps, { token, formId: 'else-once', now }, form)).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(await on.row(id)).toMatchObject({ accountable_id: on.people.bo.id, about_id: null })
  await caseSteps.else!(on.deps, { token, formId: 'else-twice', now }, { ...form, person: 'Bo Dahl' })
  expect(await on.row(id)).toMatchObject({ about_id: on.people.bo.id })
})

test('a case that comes back to somebody who left is with who is on call from that commit on', async () => {
  const id = await on.asked()
  await on.sql`update cases set state = 'unconfirmed', ended_at = now(), promise = null, promise_due_at = null,
    silent_at = null, ask_reminder_at = null where id = ${id}`
  await on.sql`update timers set ended_at = now(), next_at = null where case_id = ${id}`
  await on.sql`update people set active = false where id = ${on.people.anna.id}`
  let commits = 0
  const db = new Proxy(on.db, {
    get: (target, name) =>
      name !== 'transaction'
        ? Reflect.get(target, name)
        : async (work: never) => {
            if (commits++ > 0) throw new Error('the process died')
            return target.transaction(work)
          },
  }) as Db
  try {
    const given = { token: await tokenOf(id), answer: 'not yet' as const, now: on.clock.now }
    await confirmCase({ ...on.deps, db }, given).catch(() => {})
    expect(await on.row(id)).toMatchObject({ state: 'recovering', accountable_id: on.people.bo.id })
    await on.well()
  } finally {
    await on.sql`update people set active = true where id = ${on.people.anna.id}`
  }
})
