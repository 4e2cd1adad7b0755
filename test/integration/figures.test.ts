import { afterEach, beforeEach, expect, test } from 'vitest'
import type { cases } from '../../db/schema/index.ts'
import { readFigures } from '../../src/figures/figures.ts'
import { makeCase, makeDepartment, makePerson, makeResponse } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
const at = (iso: string) => new Date(iso)
const now = at('2026-03-31T15:00:00Z')
const MARCH = { departments: ['parcels'], from: '2026-03-01', to: '2026-03-31' }

beforeEach(async () => {
  database = await freshDatabase()
  await makeDepartment(database.db, { key: 'parcels' })
  await makeDepartment(database.db, { key: 'billing' })
})
afterEach(() => database.end())

type Given = Partial<typeof cases.$inferInsert>
const openedAt = at('2026-03-11T09:00:00Z') // Wednesday, 10:00 there
const later = (minutes: number, from = openedAt) => new Date(from.getTime() + minutes * 60_000)
const made = (over: Given = {}) => makeCase(database.db, { departmentKey: 'parcels', openedAt, ...over })
const confirmed = (minutes: number, over: Given = {}) =>
  made({
    state: 'confirmed',
    takenAt: later(10),
    apologisedAt: later(20),
    confirmedAt: later(minutes),
    confirmedBy: 'clicked',
    ...over,
  })
const recovery = async (slice: Partial<typeof MARCH> & { driver?: string } = {}) =>
  (await readFigures(database.db, { ...MARCH, ...slice }, now)).recovery

test('Ends are counted apart, and neither merged cases nor mistakes are part of the rate', async () => {
  for (let n = 0; n < 8; n++) await confirmed(60)
  await confirmed(60, { confirmedBy: 'spoken' })
  // One that nobody can mail the receipt of
  const spoken = await confirmed(60, { confirmedBy: 'spoken' })
  await database.sql`update customers set email = null, phone = '+46700000000' where id = ${spoken.customerId}`
  for (const state of ['unconfirmed', 'withdrawn', 'merged', 'answered by mistake'] as const)
    await made({ state, endedAt: later(600) })
  await made({ state: 'withdrawn', endedAt: later(600), departmentKey: 'billing' })
  await made({
    state: 'withdrawn',
    openedAt: at('2026-02-01T09:00:00Z'),
    endedAt: at('2026-02-28T22:59:00Z'),
  })
  const found = await recovery()
  expect(found.opened).toBe(12)
  expect(found.confirmed).toEqual({ clicked: 8, spoken: 1, 'without receipt': 1 })
  expect(found.otherEnds).toEqual({ unconfirmed: 1, withdrawn: 1, merged: 1, 'answered by mistake': 1 })
  expect(found.rate).toMatchObject({ count: 10, n: 12, share: 10 / 12 })
})

test('Times are business minutes; open cases are seen until now, and those that ended otherwise never get there', async () => {
  // Six are confirmed after an hour, and three on Friday at 10:00: 16 open hours. Two are open, two were withdrawn.
  for (let n = 0; n < 6; n++) await confirmed(60)
  for (let n = 0; n < 3; n++) await confirmed(2 * 24 * 60)
  await made({ takenAt: later(10), state: 'owned' })
  await made()
  for (let n = 0; n < 2; n++) await made({ takenAt: later(10), state: 'withdrawn', endedAt: later(30) })
  const { times, outcomes } = await recovery()
  expect(times.taken).toMatchObject({ n: 13, ended: 12, median: 10 })
  expect(times.apology).toMatchObject({ n: 13, ended: 9, median: 20 })
  // The seventh of 13; counting the withdrawn ones as gone would say one hour
  expect(times.confirmed).toMatchObject({ n: 13, ended: 9, median: 16 * 60, low: 60 })
  expect(outcomes[0]).toMatchObject({ days: 7, open: expect.closeTo(2 / 13) })
  expect(outcomes[0]!.by.confirmed).toBeCloseTo(9 / 13)
  expect(outcomes[0]!.by.withdrawn).toBeCloseTo(2 / 13)
  expect(outcomes.map(({ days }) => days)).toEqual([7, 14])
})

test('A finding is timed from the end of its case, the first one since', async () => {
  const { id: by } = await makePerson(database.db)
  for (let n = 0; n < 10; n++) {
    const { id } = await confirmed(60, { state: n < 9 ? 'documented' : 'confirmed' })
    if (n === 9) continue
    const [closed] = [later(60)]
    const finding = (table: string, minutes: number, version: number) =>
      database.sql.unsafe(
        `insert into ${table} (case_id, version, cause, cause_words, factors, people, departments, solution, prevention, by, at)
         values ('${id}', ${version}, 'process', 'x', '', '', '{}', 'x', 'x', '${by}', '${later(minutes, closed).toISOString()}')`,
      )
    await finding('earlier_findings', 120, 1)
    await finding('findings', 400, 2)
  }
  const { times } = await recovery()
  expect(times.documented).toMatchObject({ n: 10, ended: 9, median: 120 })
})

test('With fewer than ten cases there are counts alone', async () => {
  for (let n = 0; n < 9; n++) await confirmed(60)
  const { rate, times, outcomes } = await recovery()
  expect(rate).toMatchObject({ count: 9, n: 9, share: null, low: null })
  expect(times.confirmed).toEqual({ n: 9, ended: 9, median: null, low: null, high: null })
  expect(outcomes).toEqual([])
})

test('A case counts as reopened where it had ended, by any of the customer’s ways', async () => {
  const event = (caseId: string, kind: string, when: Date, data: unknown = null) =>
    database.sql`insert into case_events (case_id, kind, at, data) values (${caseId}, ${kind}, ${when}, ${database.sql.json(data as never)})`
  const back = await made({ state: 'recovering' })
  await event(back.id, 'answered', later(60), { answer: 'yes' })
  await event(back.id, 'answered', later(90), { answer: 'not yet' })
  const again = await made({ state: 'recovering' })
  await event(again.id, 'ended', later(60), { state: 'withdrawn', reason: 'x' })
  await event(again.id, 'opened again', later(90))
  // It was only asked: "not yet" is no reopening
  const asked = await made({ state: 'recovering' })
  await event(asked.id, 'done', later(60), { remedies: [] })
  await event(asked.id, 'answered', later(90), { answer: 'not yet' })
  for (let n = 0; n < 8; n++) await confirmed(60)
  const { reopened } = await recovery()
  expect(reopened).toMatchObject({ count: 2, n: 10, share: 0.2 })
})

test('A promise is kept that ended by its date; those of an ended case and those to come count as neither', async () => {
  const promise = async (due: Date, ended: Date | null, over: Given = {}) => {
    const { id } = await made(over)
    await database.sql`insert into timers (case_id, kind, subject_id, department_key, from_at, due_at, ended_at)
      values (${id}, 'promise', ${id}, 'parcels', ${openedAt}, ${due}, ${ended})`
  }
  for (let n = 0; n < 9; n++) await promise(later(60), later(50))
  await promise(later(60), later(61))
  await promise(later(60), null)
  await promise(later(60), later(30), { state: 'withdrawn', endedAt: later(30) })
  await promise(at('2026-03-31T16:00:00Z'), null)
  expect((await recovery()).promises).toMatchObject({ count: 9, n: 11, share: 9 / 11 })
})

test('Remedies are counted by kind, goodwill and right apart, with what was paid in each currency', async () => {
  const { id, accountableId } = await made()
  const remedy = (
    kind: string,
    right: boolean,
    amount: string | null,
    currency: string | null,
    done = true,
  ) =>
    database.sql`insert into remedies (case_id, kind, statutory, amount, currency, words, by, promised_at, due_at, done_at)
      values (${id}, ${kind}, ${right}, ${amount}, ${currency}, 'x', ${accountableId}, ${openedAt}, ${later(600)}, ${done ? later(300) : null})`
  await remedy('refund', false, '100.50', 'SEK')
  await remedy('refund', false, '49.50', 'SEK', false)
  await remedy('refund', true, '20.00', 'SEK')
  await remedy('refund', false, '1.250', 'BHD')
  await remedy('replacement', true, null, null)
  expect((await recovery()).remedies).toEqual([
    {
      kind: 'refund',
      right: false,
      currency: 'BHD',
      promised: 1,
      done: 1,
      cases: { promised: 1, done: 1 },
      amount: '1.250',
    },
    {
      kind: 'refund',
      right: false,
      currency: 'SEK',
      promised: 2,
      done: 1,
      cases: { promised: 1, done: 1 },
      amount: '100.50',
    },
    {
      kind: 'refund',
      right: true,
      currency: 'SEK',
      promised: 1,
      done: 1,
      cases: { promised: 1, done: 1 },
      amount: '20.00',
    },
    {
      kind: 'replacement',
      right: true,
      currency: null,
      promised: 1,
      done: 1,
      cases: { promised: 1, done: 1 },
      amount: null,
    },
  ])
})

test('A slice by driver, brand, channel and survey holds the cases that have them', async () => {
  const late = await makeResponse(database.db, {
    answers: { score: 1, drivers: ['delivery-late'] },
    contact: { departmentKey: 'parcels', channel: 'chat' },
  })
  await made({ responseId: late.id })
  const said = await made({ said: { drivers: ['delivery-late'], words: 'x' } })
  await database.sql`update cases set response_id = null where id = ${said.id}`
  const other = await made()
  expect((await recovery({ driver: 'delivery-late' })).opened).toBe(2)
  const slice = (of: object) => recovery(of as { driver: string })
  expect((await slice({ brand: other.brandKey })).opened).toBe(1)
  expect((await slice({ channel: 'phone' })).opened).toBe(3)
  expect((await slice({ channel: 'parcel' })).opened).toBe(0)
  expect((await slice({ survey: 'csat-1' })).opened).toBe(2)
})
