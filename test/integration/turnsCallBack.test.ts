import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bookCallBack, cancelCallBack, freeSlots } from '../../src/callbacks/bookCallBack.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { askForSomebodyElse } from '../../src/handovers/somebodyElse.ts'
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

const PHONE = '+46 70 123 45 67'
const slots = async (id: string) => freeSlots(on.deps, await loadCase(on.db, id), on.clock.now)
const book = async (id: string, at: Date, over: object = {}) =>
  bookCallBack(on.deps, {
    found: await loadCase(on.db, id),
    at,
    phone: PHONE,
    by: null,
    now: on.clock.now,
    ...over,
  })
const booked = async (id: string) => (await loadCase(on.db, id)).callBack
const refused = (booking: Promise<unknown>) =>
  booking.then(
    () => 'booked',
    ({ field, code }) => field ?? code,
  )

test('a liaison books one by form, at times shown for the department and for the customer', async () => {
  const id = await on.taken()
  await on.sql`update contacts set time_zone = 'America/New_York'`
  const form = await on.click('UANNA', 'call-back', id)
  expect(JSON.stringify(form)).toContain('(for the customer ')
  const [at] = await slots(id)
  expect(await on.submit('UANNA', 'call-back', id, { at: at!.toISOString(), phone: 'none' })).toMatchObject({
    kind: 'faults',
    faults: { phone: expect.anything() },
  })
  expect(await on.submit('UANNA', 'call-back', id, { at: at!.toISOString(), phone: PHONE })).toEqual({
    kind: 'done',
  })
  expect(await booked(id)).toMatchObject({ at, phone: '+46701234567' })
  expect((await on.events(id)).at(-1)).toBe('call-back booked')
  expect(await on.mailed(id)).toEqual(['call-back booked'])
})

test('both are reminded: the customer two hours before, unless it is nearer than that', async () => {
  const id = await on.taken()
  const far = (await slots(id)).find((at) => at.getTime() - on.clock.now.getTime() > 24 * 3_600_000)!
  await book(id, far)
  const near = async () =>
    on.sql`select o.due_at, o.lane from outbox o join case_events e on e.id = (o.payload ->> 'event')::int
      where e.kind = 'call-back near' and o.payload ->> 'case' = ${id} order by o.id`
  const [mail] = await near()
  expect(mail!.due_at).toEqual(new Date(far.getTime() - 2 * 3_600_000))
  expect(mail!.lane).not.toBe(`mail:${id}`)
  const [timer] =
    await on.sql`select due_at from timers where case_id = ${id} and kind = 'call-back' and ended_at is null`
  expect(timer!.due_at).toEqual(far)
  const other = await on.taken()
  const [soon] = await slots(other)
  await book(other, soon!)
  expect(await on.events(other)).not.toContain('call-back near')
})

test('the customer moves it and cancels it: one is booked at most, and the free half hour is free again', async () => {
  const id = await on.taken()
  const [first, second] = await slots(id)
  await book(id, first!)
  await book(id, second!)
  await on.well()
  expect((await booked(id))!.at).toEqual(second)
  expect((await on.sql`select count(*)::int from call_backs where state = 'booked'`)[0]!.count).toBe(1)
  await cancelCallBack(on.deps, { found: await loadCase(on.db, id), by: null, now: on.clock.now })
  await cancelCallBack(on.deps, { found: await loadCase(on.db, id), by: null, now: on.clock.now })
  expect(await booked(id)).toBeNull()
  expect(
    (await on.events(id)).filter((kind) => kind.startsWith('call-back') && kind !== 'call-back near'),
  ).toEqual(['call-back booked', 'call-back moved', 'call-back cancelled'])
  const [open] =
    await on.sql`select count(*)::int from timers where case_id = ${id} and kind = 'call-back' and ended_at is null`
  expect(open!.count).toBe(0)
})

test('a liaison cancels it by the same form', async () => {
  const id = await on.taken()
  await book(id, (await slots(id))[0]!)
  expect(JSON.stringify(await on.click('UANNA', 'call-back', id))).toContain('Cancel the call-back')
  expect(await on.submit('UANNA', 'call-back', id, { at: 'cancel', phone: PHONE })).toEqual({ kind: 'done' })
  expect(await booked(id)).toBeNull()
})

test('of many who want the last seats as many get one as liaisons are present, and the others hear to choose again', async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, () => on.open()))
  const at = (await slots(ids[0]!))[0]!
  const outcomes = await Promise.all(ids.map((id) => refused(book(id, at))))
  console.log(
    `8 on one half hour with 2 liaisons: ${outcomes.filter((one) => one === 'booked').length} booked`,
  )
  expect(outcomes.sort()).toEqual(['at', 'at', 'at', 'at', 'at', 'at', 'booked', 'booked'])
  await on.sql`update people set away_until = '2026-04-01' where name = 'Bo Dahl'`
  expect((await slots(ids[0]!)).map(Number)).not.toContain(at.getTime())
  const next = (await slots(ids[0]!))[0]!
  const two = await Promise.all([refused(book(ids[0]!, next)), refused(book(ids[1]!, next))])
  expect(two.sort()).toEqual(['at', 'booked'])
})

test('liaison and customer at once on one case: one time is booked, both events are told', async () => {
  const id = await on.taken()
  const [one, two] = await slots(id)
  await Promise.all([
    book(id, one!),
    on.submit('UANNA', 'call-back', id, { at: two!.toISOString(), phone: PHONE }),
  ])
  expect((await on.sql`select count(*)::int from call_backs where state = 'booked'`)[0]!.count).toBe(1)
  expect((await on.events(id)).filter((kind) => /booked|moved/.test(kind)).sort()).toEqual([
    'call-back booked',
    'call-back moved',
  ])
})

test('two customers who swap their times end with what is free, and no fault', async () => {
  const [a, b] = [await on.open(), await on.open()]
  await on.sql`update people set away_until = '2026-04-01' where name = 'Bo Dahl'`
  const [one, two] = await slots(a)
  await book(a, one!)
  await book(b, two!)
  for (let round = 0; round < 8; round++) {
    const [atA, atB] = [(await booked(a))!.at, (await booked(b))!.at]
    const outcomes = await Promise.all([refused(book(a, atB)), refused(book(b, atA))])
    for (const outcome of outcomes) expect(['at', 'booked']).toContain(outcome)
    expect((await on.sql`select count(*)::int from call_backs where state = 'booked'`)[0]!.count).toBe(2)
  }
})

test('a time that is past, between, or of a day without opening hours is refused; so is a case that has ended', async () => {
  const id = await on.taken()
  for (const at of [
    '2026-03-11T10:00:00Z',
    '2026-03-12T09:10:00Z',
    '2026-03-14T10:00:00Z',
    '2026-05-12T09:00:00Z',
  ])
    expect(await refused(book(id, new Date(at)))).toBe('at')
  const [at] = await slots(id)
  await on.end('UANNA', id, { end: 'withdrawn', reason: 'The customer wrote that all is well.' })
  expect(await refused(book(id, at!))).toBe('conflict')
})

test('a case that ends cancels its call-back; the same form twice books once', async () => {
  const id = await on.taken()
  const [at, other] = await slots(id)
  const formId = randomUUID()
  expect(await book(id, at!, { formId })).toBe('made')
  expect(await book(id, other!, { formId })).toBe('made before')
  expect((await booked(id))!.at).toEqual(at)
  await on.end('UANNA', id, { end: 'withdrawn', reason: 'The customer wrote that all is well.' })
  expect(await booked(id)).toBeNull()
  const fresh = await on.taken()
  expect((await slots(fresh)).map(Number)).toContain(at!.getTime())
})

test('with nobody to call the form says what to do instead', async () => {
  const id = await on.taken()
  await on.sql`update people set away_until = '2026-06-01'`
  expect(await on.click('UANNA', 'call-back', id)).toMatchObject({
    kind: 'notice',
    text: expect.stringContaining('Progress'),
  })
})

test('whom the customer complained about, now or before, has no seat', async () => {
  const id = await on.taken()
  for (const words of ['Not her.', 'Not that one either.'])
    await askForSomebodyElse(on.deps, {
      found: await loadCase(on.db, id),
      words,
      about: true,
      now: on.clock.now,
    })
  expect((await slots(id)).length).toBeGreaterThan(0)
  // Without Bo nobody is left in the department who may call
  await on.sql`update people set away_until = '2027-01-01' where id = ${on.people.bo.id}`
  expect(await slots(id)).toEqual([])
})
