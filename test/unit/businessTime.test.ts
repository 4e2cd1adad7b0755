import fc from 'fast-check'
import { expect, test } from 'vitest'
import { businessTime } from '../../src/figures/businessTime.ts'
import { businessMinutesBetween, type Calendar } from '../../src/time.ts'
import { everyDay, weekdays } from '../factories.ts'

const from = Date.parse('2026-03-20T00:00:00Z')
const DAYS = 30
const at = fc.integer({ min: 0, max: DAYS * 24 * 60 }).map((minute) => new Date(from + minute * 60_000))
const calendars: Calendar[] = [
  { timeZone: 'Europe/Stockholm', hours: weekdays, holidays: ['2026-04-03', '2026-04-02 12:00-24:00'] },
  { timeZone: 'America/New_York', hours: { 6: [['10:00', '14:00'], ['15:00', '18:00']] }, holidays: [] }, // biome-ignore format: one line
  { timeZone: 'Australia/Lord_Howe', hours: everyDay, holidays: [] },
]

test('Minutes from hours that are laid out once are those counted day by day, over both changes of the clock', () => {
  fc.assert(
    fc.property(at, at, fc.constantFrom(...calendars), (one, other, calendar) => {
      const [start, end] = one <= other ? [one, other] : [other, one]
      const between = businessTime(calendar, new Date(from), new Date(from + DAYS * 86_400_000))
      expect(between(start, end)).toBeCloseTo(businessMinutesBetween(calendar, start, end), 6)
    }),
    { numRuns: 500 },
  )
})

test('A department that is never open has plain minutes, and an end before its start none', () => {
  const never = { timeZone: 'Europe/Stockholm', hours: {}, holidays: [] }
  const between = businessTime(never, new Date(from), new Date(from + 86_400_000))
  expect(between(new Date(from), new Date(from + 90_000))).toBe(1.5)
  expect(between(new Date(from + 90_000), new Date(from))).toBe(0)
})
