import * as Instant from 'temporal-polyfill/fns/Instant'
import * as PlainDate from 'temporal-polyfill/fns/PlainDate'
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime'
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime'
import { expect, test } from 'vitest'
import { atLocal, localDate, localTime, nextDay, weekdayOf } from '../../src/zone.ts'

/** What Temporal says, as another implementation of the same. */
const there = (zone: string, at: number) => {
  const zoned = Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(at), zone)
  const time = `${String(zoned.hour).padStart(2, '0')}:${String(zoned.minute).padStart(2, '0')}`
  const date = PlainDate.toString(ZonedDateTime.toPlainDate(zoned))
  return { date, time, offset: Date.parse(`${date}T${time}Z`) - Math.floor(at / 60_000) * 60_000 }
}
const instant = (zone: string, date: string, time: string, twice: boolean) => {
  const [year, month, day, hour, minute] = `${date}-${time}`.split(/[-:]/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  return PlainDateTime.toZonedDateTime(PlainDateTime.create(year, month, day, hour, minute), zone, {
    disambiguation: twice ? 'later' : 'compatible',
  }).epochMilliseconds
}

const HOUR = 3_600_000
const changesOf = (zone: string, from: number, to: number): number[] => {
  const found: number[] = []
  let before = there(zone, from).offset
  for (let at = from; at < to; at += 24 * HOUR) {
    const after = there(zone, at + 24 * HOUR).offset
    if (after !== before) found.push(at)
    before = after
  }
  return found
}

test('every local time around every change of every zone is the instant that Temporal says, and back', () => {
  const [from, to] = [Date.UTC(2025, 11, 31), Date.UTC(2027, 0, 2)]
  const seen = new Set<string>()
  let compared = 0
  for (const zone of [...Intl.supportedValuesOf('timeZone'), 'UTC']) {
    const changes = changesOf(zone, from, to)
    const kind = JSON.stringify([there(zone, from).offset, changes.map((at) => [at, there(zone, at).offset])])
    // Zones that change alike are one
    if (seen.has(kind)) continue
    seen.add(kind)
    for (const change of [...changes, Date.UTC(2026, 5, 1)])
      for (let at = change - 14 * HOUR; at < change + 39 * HOUR; at += HOUR / 4) {
        const { date, time } = there(zone, at)
        expect([zone, localDate(zone, new Date(at)), localTime(zone, new Date(at))]).toEqual([
          zone,
          date,
          time,
        ])
        const wall = new Date(at).toISOString()
        for (const twice of [false, true]) {
          const [day, clock] = [wall.slice(0, 10), wall.slice(11, 16)]
          const ours = atLocal(zone, day, clock, twice ? 'second' : undefined).getTime()
          if (ours !== instant(zone, day, clock, twice))
            expect([zone, day, clock, twice, new Date(ours)]).toEqual([
              zone,
              day,
              clock,
              twice,
              new Date(instant(zone, day, clock, twice)),
            ])
          compared++
        }
      }
  }
  expect(seen.size).toBeGreaterThan(50)
  expect(compared).toBeGreaterThan(30_000)
})

test('a day that was left out, and one that came twice, as Temporal has them', () => {
  for (const [zone, date] of [
    ['Pacific/Apia', '2011-12-30'],
    ['Pacific/Kwajalein', '1993-08-21'],
    ['America/Caracas', '2016-05-01'],
    ['Asia/Pyongyang', '2018-05-04'],
    ['Africa/Juba', '2021-02-01'],
  ] as const)
    for (let minute = -24 * 60; minute < 48 * 60; minute += 10) {
      const wall = new Date(Date.parse(date) + minute * 60_000).toISOString()
      const [day, clock] = [wall.slice(0, 10), wall.slice(11, 16)]
      for (const twice of [false, true])
        expect([zone, wall, atLocal(zone, day, clock, twice ? 'second' : undefined).getTime()]).toEqual([
          zone,
          wall,
          instant(zone, day, clock, twice),
        ])
    }
})

test('the end of a day is the beginning of the next', () => {
  for (const zone of ['Europe/Stockholm', 'America/Santiago', 'Asia/Beirut', 'UTC'])
    for (let date = '2026-01-01'; date < '2027-01-01'; date = nextDay(date))
      expect(atLocal(zone, date, '24:00')).toEqual(atLocal(zone, nextDay(date), '00:00'))
})

test('days and weekdays as Temporal counts them', () => {
  for (let date = '2023-12-25'; date < '2029-01-10'; date = nextDay(date)) {
    const [year, month, day] = date.split('-').map(Number) as [number, number, number]
    const plain = PlainDate.create(year, month, day)
    expect([date, weekdayOf(date), nextDay(date, -40)]).toEqual([
      date,
      PlainDate.dayOfWeek(plain),
      PlainDate.toString(PlainDate.addDays(plain, -40)),
    ])
  }
})

test('a zone that there is not is refused', () => {
  expect(() => localDate('Europe/Bergen', new Date(0))).toThrow(RangeError)
})
