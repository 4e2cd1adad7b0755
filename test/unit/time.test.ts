import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addBusinessDays,
  addBusinessMinutes,
  atLocal,
  businessMinutesBetween,
  type Calendar,
  intoWindow,
  isBusinessDay,
  localDate,
  localTime,
  spans,
} from '../../src/time.ts'
import { openMinutes } from '../openMinutes.ts'

const nineToFive: [string, string][] = [['09:00', '17:00']]
const stockholm: Calendar = {
  timeZone: 'Europe/Stockholm',
  hours: { 1: nineToFive, 2: nineToFive, 3: nineToFive, 4: nineToFive, 5: nineToFive },
  holidays: ['2026-12-24', '2026-12-25'],
}
const never: Calendar = { ...stockholm, hours: {} }
const local = (date: string, time: string, zone = 'Europe/Stockholm') => atLocal(zone, date, time)
const shown = (zone: string, at: Date) => `${localDate(zone, at)} ${localTime(zone, at)}`
const inStockholm = (at: Date) => shown('Europe/Stockholm', at)

describe('business minutes', () => {
  test('run within opening hours', () => {
    expect(inStockholm(addBusinessMinutes(stockholm, local('2026-11-20', '10:00'), 60))).toBe(
      '2026-11-20 11:00',
    )
  })
  test('go over the night and the weekend', () => {
    expect(inStockholm(addBusinessMinutes(stockholm, local('2026-11-20', '16:30'), 60))).toBe(
      '2026-11-23 09:30',
    )
  })
  test('go over holidays', () => {
    expect(inStockholm(addBusinessMinutes(stockholm, local('2026-12-23', '16:30'), 60))).toBe(
      '2026-12-28 09:30',
    )
  })
  test('stand still over a lunch break', () => {
    const calendar = {
      ...stockholm,
      hours: {
        5: [
          ['13:00', '17:00'],
          ['09:00', '12:00'],
        ] as [string, string][],
      },
    }
    expect(inStockholm(addBusinessMinutes(calendar, local('2026-11-20', '11:30'), 60))).toBe(
      '2026-11-20 13:30',
    )
  })
  test('start at the next opening', () => {
    expect(inStockholm(addBusinessMinutes(stockholm, local('2026-11-21', '03:00'), 0))).toBe(
      '2026-11-23 09:00',
    )
  })
  test('are plain minutes where it is never open', () => {
    const from = local('2026-11-20', '10:00')
    expect(addBusinessMinutes(never, from, 90)).toEqual(new Date(from.getTime() + 90 * 60_000))
  })
  test('count what passes on the nights the clocks change', () => {
    const always = {
      ...stockholm,
      holidays: [],
      hours: { 6: [['00:00', '24:00']], 7: [['00:00', '24:00']] } as Calendar['hours'],
    }
    const spring = addBusinessMinutes(always, local('2026-03-29', '00:00'), 23 * 60)
    const autumn = addBusinessMinutes(always, local('2026-10-25', '00:00'), 25 * 60)
    expect([inStockholm(spring), inStockholm(autumn)]).toEqual(['2026-03-30 00:00', '2026-10-26 00:00'])
  })
})

describe('business minutes between two instants', () => {
  test('leave out what half a holiday closes', () => {
    const half = {
      ...stockholm,
      holidays: ['2026-12-31 14:00-24:00', '2026-12-30 08:00-12:00', '2026-12-29 11:00-13:00', '2027-01-01'],
    }
    expect(spans(half, '2026-12-31')).toEqual([['09:00', '14:00']])
    expect(spans(half, '2026-12-30')).toEqual([['12:00', '17:00']])
    expect(spans(half, '2026-12-29')).toEqual([
      ['09:00', '11:00'],
      ['13:00', '17:00'],
    ])
    expect(isBusinessDay(half, '2026-12-31')).toBe(true)
    expect(isBusinessDay({ ...half, holidays: ['2026-12-31 08:00-18:00'] }, '2026-12-31')).toBe(false)
    const from = local('2026-12-31', '13:30')
    const next = addBusinessMinutes(half, from, 60)
    expect(inStockholm(next)).toBe('2027-01-04 09:30')
    expect(businessMinutesBetween(half, from, next)).toBe(60)
    expect(inStockholm(addBusinessDays(half, local('2026-12-30', '16:00'), 1))).toBe('2026-12-31 14:00')
  })
  test('leave out nights, weekends and holidays', () => {
    const between = (from: [string, string], to: [string, string]) =>
      businessMinutesBetween(stockholm, local(...from), local(...to))
    expect(between(['2026-11-20', '16:30'], ['2026-11-23', '09:30'])).toBe(60)
    expect(between(['2026-12-23', '16:30'], ['2026-12-28', '09:30'])).toBe(60)
    expect(between(['2026-11-21', '03:00'], ['2026-11-22', '03:00'])).toBe(0)
    expect(between(['2026-11-20', '12:00'], ['2026-11-20', '11:00'])).toBe(0)
    expect(between(['2026-11-20', '10:00'], ['2026-11-20', '10:00'])).toBe(0)
  })
  test('are plain minutes where it is never open', () => {
    expect(businessMinutesBetween(never, local('2026-11-20', '10:00'), local('2026-11-20', '11:30'))).toBe(90)
  })
  test.each(['Europe/Stockholm', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'agree with a count of every minute of a year, both changes of clocks in it: %s',
    (timeZone) => {
      const cal: Calendar = {
        timeZone,
        hours: {
          ...stockholm.hours,
          6: [['22:00', '24:00']],
          7: [
            ['00:00', '06:00'],
            ['20:30', '24:00'],
          ],
        },
        holidays: ['2026-03-27', '2026-12-24'],
      }
      const start = new Date('2026-01-01T00:00:00Z')
      const counted = openMinutes(cal, start, 400)
      let compared = 0
      for (let hour = 7; hour < 360 * 24; hour += 13) {
        const from = new Date(start.getTime() + hour * 3_600_000 + (hour % 60) * 60_000)
        const to = new Date(from.getTime() + ((hour * 7) % 5000) * 60_000)
        expect(businessMinutesBetween(cal, from, to)).toBe(counted.between(from, to))
        const minutes = 1 + (hour % 900)
        expect(addBusinessMinutes(cal, from, minutes)).toEqual(counted.after(from, minutes))
        compared++
      }
      expect(compared).toBeGreaterThan(600)
    },
  )
})

describe('business days', () => {
  test('keep the local time over the weekend and the change of clocks', () => {
    expect(inStockholm(addBusinessDays(stockholm, local('2026-10-23', '11:15'), 1))).toBe('2026-10-26 11:15')
  })
  test('are moved into the opening hours', () => {
    expect(inStockholm(addBusinessDays(stockholm, local('2026-11-20', '06:00'), 1))).toBe('2026-11-23 09:00')
    expect(inStockholm(addBusinessDays(stockholm, local('2026-11-20', '22:00'), 2))).toBe('2026-11-24 17:00')
  })
  test('from a closed day on last to the end of the next, never to its opening', () => {
    expect(inStockholm(addBusinessDays(stockholm, local('2026-11-22', '00:30'), 1))).toBe('2026-11-23 17:00')
    expect(inStockholm(addBusinessDays(stockholm, local('2026-11-22', '09:56'), 1))).toBe('2026-11-23 17:00')
  })
  test('are plain days where it is never open', () => {
    expect(inStockholm(addBusinessDays(never, local('2026-10-24', '11:00'), 3))).toBe('2026-10-27 11:00')
  })
  test('leave out weekends and holidays', () => {
    expect(['2026-12-23', '2026-12-24', '2026-12-26'].map((date) => isBusinessDay(stockholm, date))).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('local time', () => {
  test('a time the clocks skip is the one after the gap, a time that comes twice the first', () => {
    expect(local('2026-03-29', '02:30').toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(local('2026-10-25', '02:30').toISOString()).toBe('2026-10-25T00:30:00.000Z')
  })
  test('the hour and the date are those of the zone', () => {
    const at = new Date('2026-11-20T23:30:00Z')
    expect([localDate('Asia/Kolkata', at), localTime('Asia/Kolkata', at)]).toEqual(['2026-11-21', '05:00'])
  })
  test('a window over midnight is refused', () => {
    expect(() => intoWindow('Europe/Oslo', { from: '20:00', to: '08:00' }, new Date())).toThrow(
      'not a window',
    )
  })
  test('a window waits for its opening', () => {
    const day = { from: '08:00', to: '20:00' }
    const moved = ['07:59', '08:00', '19:59', '20:00'].map((time) =>
      inStockholm(intoWindow('Europe/Stockholm', day, local('2026-11-20', time))),
    )
    expect(moved).toEqual(['2026-11-20 08:00', '2026-11-20 08:00', '2026-11-20 19:59', '2026-11-21 08:00'])
  })
})

const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2029-01-01'), noInvalidDate: true })
const span = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 }))
  .filter(([from, to]) => from < to)
  .map(
    ([from, to]) =>
      [`${String(from).padStart(2, '0')}:00`, `${String(to).padStart(2, '0')}:00`] as [string, string],
  )
const calendar: fc.Arbitrary<Calendar> = fc.record({
  timeZone: zone,
  hours: fc.dictionary(fc.constantFrom('1', '2', '3', '4', '5', '6', '7'), fc.tuple(span)) as fc.Arbitrary<
    Calendar['hours']
  >,
  holidays: fc.constant(['2026-12-24', '2026-12-31 14:00-24:00', '2027-01-01', '2027-01-05 08:00-12:00']),
})

describe('in every zone', () => {
  test('a window never moves back, is reached within a day and stays', () => {
    fc.assert(
      fc.property(zone, span, instant, (timeZone, [from, to], at) => {
        const moved = intoWindow(timeZone, { from, to }, at)
        expect(moved >= at).toBe(true)
        expect(moved.getTime() - at.getTime()).toBeLessThan(50 * 3_600_000)
        const time = localTime(timeZone, moved)
        expect(from <= time && time < to).toBe(true)
        expect(intoWindow(timeZone, { from, to }, moved)).toEqual(moved)
      }),
    )
  })
  test('business minutes never end early, add up, and end in opening hours', () => {
    fc.assert(
      fc.property(
        calendar,
        instant,
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 1, max: 600 }),
        (cal, at, a, b) => {
          const first = addBusinessMinutes(cal, at, a)
          const both = addBusinessMinutes(cal, at, a + b)
          expect(first.getTime() - at.getTime()).toBeGreaterThanOrEqual(a * 60_000)
          expect(addBusinessMinutes(cal, first, b)).toEqual(both)
          if (Object.keys(cal.hours).length === 0) return
          const minuteBefore = new Date(both.getTime() - 1)
          expect(isBusinessDay(cal, localDate(cal.timeZone, minuteBefore))).toBe(true)
        },
      ),
    )
  })
  test('what business minutes take is what is between', () => {
    fc.assert(
      fc.property(calendar, instant, fc.integer({ min: 0, max: 6000 }), (cal, at, minutes) => {
        expect(businessMinutesBetween(cal, at, addBusinessMinutes(cal, at, minutes))).toBeCloseTo(minutes, 6)
      }),
    )
  })
  test('business days end on a business day, later than they began', () => {
    fc.assert(
      fc.property(calendar, instant, fc.integer({ min: 1, max: 10 }), (cal, at, days) => {
        const due = addBusinessDays(cal, at, days)
        expect(due > at).toBe(true)
        if (Object.keys(cal.hours).length === 0) return
        // Midnight is the end of one day, and the beginning of the next
        const dates = [new Date(due.getTime() - 1), due].map((when) => localDate(cal.timeZone, when))
        expect(dates.some((date) => isBusinessDay(cal, date))).toBe(true)
      }),
    )
  })
})
