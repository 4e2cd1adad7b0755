import { expect, test } from 'vitest'
import { digestDue } from '../../src/digests/due.ts'
import { everyDay, weekdays } from '../factories.ts'
import { everyZone } from './digestSimulation.ts'

const since = new Date('2026-01-01T00:00:00Z')
const stockholm = { timeZone: 'Europe/Stockholm', hours: weekdays, holidays: ['2026-04-03'] }
const plan = { calendar: stockholm, digestHour: 8, since, lastDate: null as string | null }
const at = (iso: string) => new Date(iso)

test('the digest is due at its local hour, not a moment before', () => {
  expect(digestDue(plan, at('2026-03-11T06:59:59.999Z'))).toBeUndefined()
  expect(digestDue(plan, at('2026-03-11T07:00:00Z'))).toEqual({
    localDate: '2026-03-11',
    at: at('2026-03-11T07:00:00Z'),
  })
})

test('after the clocks change the same local hour is another instant', () => {
  expect(digestDue(plan, at('2026-03-30T06:00:00Z'))?.localDate).toBe('2026-03-30')
  expect(digestDue(plan, at('2026-03-30T05:59:00Z'))).toBeUndefined()
})

test('a digest that was made is not due again that day', () => {
  expect(digestDue({ ...plan, lastDate: '2026-03-11' }, at('2026-03-11T15:00:00Z'))).toBeUndefined()
  expect(digestDue({ ...plan, lastDate: '2026-03-11' }, at('2026-03-12T07:00:00Z'))).toBeDefined()
})

test('a missed hour is made up for until the local day ends', () => {
  expect(digestDue(plan, at('2026-03-11T22:59:00Z'))?.localDate).toBe('2026-03-11')
  expect(digestDue(plan, at('2026-03-11T23:00:00Z'))).toBeUndefined()
})

test('a wholly missed day gets no digest of its own', () => {
  expect(digestDue({ ...plan, lastDate: '2026-03-10' }, at('2026-03-12T09:00:00Z'))?.localDate).toBe(
    '2026-03-12',
  )
})

test('where half a holiday closes the department by then, the digest comes before it closes', () => {
  const half = (digestHour: number, closed: string) =>
    digestDue(
      { ...plan, digestHour, calendar: { ...stockholm, holidays: [closed] } },
      at('2026-12-31T22:00:00Z'),
    )
  expect(half(16, '2026-12-31 14:00-24:00')?.at).toEqual(at('2026-12-31T13:00:00Z'))
  expect(half(8, '2026-12-31 14:00-24:00')?.at).toEqual(at('2026-12-31T07:00:00Z'))
  expect(half(9, '2026-12-31 08:00-12:00')?.at).toEqual(at('2026-12-31T11:00:00Z'))
  expect(half(16, '2026-12-31')).toBeUndefined()
  const due = { ...plan, digestHour: 16, calendar: { ...stockholm, holidays: ['2026-12-31 14:00-24:00'] } }
  expect(digestDue(due, at('2026-12-31T12:59:59Z'))).toBeUndefined()
  expect(digestDue({ ...due, lastDate: '2026-12-31' }, at('2026-12-31T15:00:00Z'))).toBeUndefined()
})

test('weekends and holidays have no digest', () => {
  expect(digestDue(plan, at('2026-03-14T12:00:00Z'))).toBeUndefined()
  expect(digestDue(plan, at('2026-04-03T12:00:00Z'))).toBeUndefined()
})

test('a department set up after the hour starts with the next working day', () => {
  const today = { ...plan, since: at('2026-03-11T09:00:00Z') }
  expect(digestDue(today, at('2026-03-11T10:00:00Z'))).toBeUndefined()
  expect(digestDue(today, at('2026-03-12T07:00:00Z'))).toBeDefined()
})

test('an hour that is skipped is made up for when the gap ends', () => {
  const night = { ...plan, calendar: { ...stockholm, hours: everyDay }, digestHour: 2 }
  expect(digestDue(night, at('2026-03-29T00:59:00Z'))).toBeUndefined()
  expect(digestDue(night, at('2026-03-29T01:00:00Z'))?.localDate).toBe('2026-03-29')
})

test('of an hour that comes twice the first counts', () => {
  const night = { ...plan, calendar: { ...stockholm, hours: everyDay }, digestHour: 2 }
  expect(digestDue(night, at('2026-10-24T23:59:00Z'))).toBeUndefined()
  expect(digestDue(night, at('2026-10-25T00:00:00Z'))?.localDate).toBe('2026-10-25')
  expect(digestDue({ ...night, lastDate: '2026-10-25' }, at('2026-10-25T01:00:00Z'))).toBeUndefined()
})

test('a day that ends within the gap still has its digest', () => {
  const nuuk = {
    ...plan,
    calendar: { timeZone: 'America/Nuuk', hours: everyDay, holidays: [] },
    digestHour: 23,
  }
  expect(digestDue(nuuk, at('2026-03-29T00:00:00Z'))?.localDate).toBe('2026-03-28')
  expect(digestDue({ ...nuuk, lastDate: '2026-03-28' }, at('2026-03-29T01:00:00Z'))).toBeUndefined()
})

test('every IANA zone over three years: exactly one digest per local working day, never early', {
  timeout: 300_000,
}, () => {
  const sum = everyZone({ hours: [8, 0, 2, 23, 1, 3, 17], stride: 1200 })
  expect(sum).toMatchObject({ missed: 0, doubled: 0, early: 0, astray: 0 })
  expect(sum.digests).toBe(sum.workingDays - sum.silent)
})
