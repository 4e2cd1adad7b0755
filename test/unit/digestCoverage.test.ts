import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Edition } from '../../db/schema/index.ts'
import { owedDigest, periodByHand } from '../../src/digests/owed.ts'
import type { Period } from '../../src/digests/period.ts'
import type { Plan } from '../../src/digests/plans.ts'
import { localDate } from '../../src/time.ts'
import { everyDay, weekdays } from '../factories.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const BEGUN = Date.UTC(2026, 0, 1, 5)
const YEAR = 365
const PAIRS = [
  ['Europe/Stockholm', 'America/Los_Angeles'],
  ['Pacific/Auckland', 'Europe/Stockholm'],
  ['Europe/London', 'Europe/Stockholm'],
] as const

type Scenario = {
  pair: number
  everyDay: boolean
  edition: Edition
  /** Days of the year. */
  holidays: number[]
  off: number
  outages: number[]
  /** A person's own digest may be sent from their other department from a day on, and at another hour. */
  moved: number
  movedHour: number
  /** Minutes of the year. */
  events: number[]
}
const day = fc.integer({ min: 0, max: YEAR - 1 })
const scenario: fc.Arbitrary<Scenario> = fc.record({
  pair: fc.nat(PAIRS.length - 1),
  everyDay: fc.boolean(),
  edition: fc.constantFrom<Edition>('daily', 'daily', 'weekly', 'monthly'),
  holidays: fc.array(day, { maxLength: 12 }),
  off: day,
  outages: fc.array(day, { maxLength: 4 }),
  moved: day,
  movedHour: fc.nat(23),
  events: fc.array(fc.nat(YEAR * 24 * 60), { minLength: 300, maxLength: 300 }),
})

type Told = Period & { localDate: string; madeAt: number }

/** The plan over a year, with the clock's ticks: what was made, and what a digest by hand would have been about. */
function yearOf(hour: number, of: Scenario): { told: Told[]; byHand: (Period & { at: number })[] } {
  const zones = PAIRS[of.pair]!
  const calendarOf = (timeZone: string) => ({
    timeZone,
    hours: of.everyDay ? everyDay : weekdays,
    holidays: of.holidays.map((n) => new Date(BEGUN + n * DAY).toISOString().slice(0, 10)),
  })
  const since = new Date(BEGUN)
  const told: Told[] = []
  const byHand: (Period & { at: number })[] = []
  for (let at = BEGUN; at < BEGUN + YEAR * DAY; at += 47 * MINUTE) {
    const today = Math.floor((at - BEGUN) / DAY)
    if ((today >= of.off && today < of.off + 7) || of.outages.includes(today)) continue
    const moved = today >= of.moved
    const home = calendarOf(zones[moved ? 1 : 0]) as Plan['home']
    const plan = { home, zones: [...zones], hour: moved ? of.movedHour : hour, since }
    const now = new Date(at)
    if (at % 11 === 0) byHand.push({ ...periodByHand(plan, told.at(-1), now), at })
    const owed = owedDigest(plan, of.edition, told.at(-1), now)
    if (owed) told.push({ localDate: owed.localDate, ...owed.period, madeAt: at })
  }
  return { told, byHand }
}

test('over a year each event is in exactly one scheduled digest, at every hour, and none before it happened', {
  timeout: 120_000,
}, () => {
  for (let hour = 0; hour < 24; hour++) {
    const holds = fc.property(scenario, (of) => {
      const { told, byHand } = yearOf(hour, of)
      expect(told.length).toBeGreaterThan(of.edition === 'monthly' ? 9 : of.edition === 'weekly' ? 45 : 200)
      const [from, to] = [told[0]!.from, told.at(-1)!.to]
      for (const zone of PAIRS[of.pair]!)
        for (const at of of.events.map((minute) => BEGUN + minute * MINUTE)) {
          const date = localDate(zone, new Date(at))
          // What happened after a digest was made is not in it, whatever days it covers
          const times = told.filter((one) => one.from <= date && date <= one.to && at <= one.madeAt).length
          expect([zone, date, times]).toEqual([zone, date, date >= from && date <= to ? 1 : 0])
        }
      for (const { from: first, to: last, at } of byHand)
        expect(first <= last && PAIRS[of.pair]!.every((zone) => last <= localDate(zone, new Date(at)))).toBe(
          true,
        )
    })
    fc.assert(holds, { numRuns: 2, seed: hour, endOnFailure: true })
  }
})

const stockholm = { timeZone: 'Europe/Stockholm', hours: weekdays, holidays: [] as string[] } as Pick<
  Plan['home'],
  'timeZone' | 'hours' | 'holidays'
> as Plan['home']
const plan = {
  home: stockholm,
  zones: ['Europe/Stockholm'],
  hour: 8,
  since: new Date('2026-01-01T00:00:00Z'),
}
const friday = { localDate: '2026-11-27', from: '2026-11-26', to: '2026-11-26' }

test('a Monday’s digest covers Friday, Saturday and Sunday, and so does one by hand before it', () => {
  const monday = new Date('2026-11-30T07:00:00Z')
  const weekend = { from: '2026-11-27', to: '2026-11-29' }
  expect(owedDigest(plan, 'daily', friday, monday)).toEqual({ localDate: '2026-11-30', period: weekend })
  expect(periodByHand(plan, friday, new Date('2026-11-30T05:00:00Z'))).toEqual(weekend)
  expect(periodByHand(plan, friday, new Date('2026-11-28T12:00:00Z'))).toEqual({
    from: '2026-11-27',
    to: '2026-11-27',
  })
})

test('a digest by hand after the day’s own is about the same days; where a department began today, about today', () => {
  const made = { localDate: '2026-11-30', from: '2026-11-27', to: '2026-11-29' }
  const noon = new Date('2026-11-30T11:00:00Z')
  expect(periodByHand(plan, made, noon)).toMatchObject({ from: '2026-11-27', to: '2026-11-29' })
  expect(periodByHand(plan, undefined, noon)).toEqual({ from: '2026-11-29', to: '2026-11-29' })
  const begun = { ...plan, since: new Date('2026-11-30T08:00:00Z') }
  expect(periodByHand(begun, undefined, noon)).toEqual({ from: '2026-11-30', to: '2026-11-30' })
})
