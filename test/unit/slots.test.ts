import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slotsOf } from '../../src/callbacks/slots.ts'
import { isBusinessDay, localDate, localTime } from '../../src/time.ts'
import { weekdays } from '../factories.ts'

const stockholm = { timeZone: 'Europe/Stockholm', hours: weekdays, holidays: ['2026-03-12'] }
const one = () => 1
const none = new Map<string, number>()
const shown = (slots: Date[], timeZone = 'Europe/Stockholm') =>
  slots.map((at) => `${localDate(timeZone, at)} ${localTime(timeZone, at)}`)

test('half hours from an hour of opening on, over five business days, none on a holiday', () => {
  const slots = shown(slotsOf(stockholm, new Date('2026-03-11T14:10:00Z'), one, none))
  expect(slots[0]).toBe('2026-03-11 16:30')
  expect(slots[1]).toBe('2026-03-13 09:00')
  expect(slots.at(-1)).toBe('2026-03-18 16:30')
  expect(new Set(slots.map((slot) => slot.slice(0, 10))).size).toBe(5)
})

test('before opening the first is an hour after it; a day without room for one is passed over', () => {
  expect(shown(slotsOf(stockholm, new Date('2026-03-11T05:00:00Z'), one, none))[0]).toBe('2026-03-11 10:00')
  expect(shown(slotsOf(stockholm, new Date('2026-03-11T15:50:00Z'), one, none))[0]).toBe('2026-03-13 10:00')
})

test('a slot is free while it has a seat', () => {
  const at = new Date('2026-03-13T08:00:00Z')
  const has = (seats: number, taken: number) =>
    slotsOf(
      stockholm,
      new Date('2026-03-11T14:10:00Z'),
      () => seats,
      new Map([[at.toISOString(), taken]]),
    ).some((slot) => slot.getTime() === at.getTime())
  expect([has(2, 0), has(2, 1), has(2, 2), has(0, 0)]).toEqual([true, true, false, false])
})

test('a customer elsewhere is called by day where they are', () => {
  const monday = new Date('2026-03-16T05:00:00Z')
  const slots = slotsOf(stockholm, monday, one, none, 'America/New_York')
  const [there, here] = [shown(slots, 'America/New_York'), shown(slots)]
  expect([there[0], here[0]]).toEqual(['2026-03-16 08:00', '2026-03-16 13:00'])
  expect(there.every((slot) => slot.slice(11) >= '08:00' && slot.slice(11) < '20:00')).toBe(true)
  expect(here.at(-1)).toBe('2026-03-20 16:30')
  expect(slotsOf(stockholm, monday, one, none, 'Pacific/Honolulu')).toEqual([])
})

test('over any zone, hours and time of the year, clock changes too: every slot lies in opening hours, none overlap', () => {
  const zones = [
    'Europe/Stockholm',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Cairo',
  ]
  const time = fc
    .integer({ min: 0, max: 47 })
    .map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`)
  const span = fc.tuple(time, time).filter(([from, to]) => from < to)
  let drawn = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      span,
      fc.integer({ min: 0, max: 365 * 24 * 60 }),
      (timeZone, [from, to], minutes) => {
        const calendar = {
          timeZone,
          hours: { 1: [[from, to]], 4: [[from, to]], 7: [[from, to]] } as never,
          holidays: [],
        }
        const now = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000)
        const slots = slotsOf(calendar, now, one, none)
        drawn += slots.length
        for (const [index, at] of slots.entries()) {
          expect(at.getTime()).toBeGreaterThanOrEqual(now.getTime() + 3600_000)
          expect(isBusinessDay(calendar, localDate(timeZone, at))).toBe(true)
          expect(localTime(timeZone, at) >= from && localTime(timeZone, at) < to).toBe(true)
          if (index > 0)
            expect(at.getTime() - slots[index - 1]!.getTime()).toBeGreaterThanOrEqual(30 * 60_000)
        }
      },
    ),
    { numRuns: 100 },
  )
  expect(drawn).toBeGreaterThan(300)
})
