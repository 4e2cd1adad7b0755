import { expect, test } from 'vitest'
import { type Answer, beginSearch, drawMore, patternsIn } from '../../src/insight/patterns.ts'
import { randomFrom } from '../../src/insight/random.ts'
import {
  bernoulliRatio,
  dayCounts,
  HOURS,
  holds,
  RUNNING,
  runningWeek,
  WINDOWS,
  windowAt,
  xLogX,
} from '../../src/insight/scan.ts'
import { NARROW, plantedMonths, quietMonths } from './insightPatternSimulation.ts'

test('the ratio of rare cases is SaTScan’s for New York leukaemia (Poisson there): 85 cases, 49.71 expected, 11.577255', () => {
  // Waller et al. (1994) as in R’s smerc: 552 cases among 1,057,673, of which the cluster has 95,249. Seven digits would
  // need the Poisson limit; one case in 2,000 is near it.
  const found = bernoulliRatio(552, 1_057_673, 85, 95_249, xLogX(1_057_673))
  expect(Math.abs(found - 11.577255)).toBeLessThan(0.02)
})

test('the ratio of common cases is the difference of binomial log-likelihoods (scipy.stats.binom.logpmf)', () => {
  expect(bernoulliRatio(12, 100, 9, 25, xLogX(100))).toBeCloseTo(RATIO, 6)
  expect(bernoulliRatio(12, 100, 3, 25, xLogX(100))).toBe(0)
  expect(bernoulliRatio(12, 100, 1, 25, xLogX(100))).toBe(0)
})
const RATIO = 7.761233177365448

test('windows are of 1 to 8 hours from any hour, on a weekday, on all of them, at weekends or always', () => {
  expect(WINDOWS).toBe(1920)
  const all = new Set(Array.from({ length: WINDOWS }, (_, at) => JSON.stringify(windowAt(at))))
  expect(all.size).toBe(WINDOWS)
  const night = { days: 5, from: 22, hours: 4 } as const
  const held = Array.from({ length: HOURS }, (_, hour) => hour).filter((hour) => holds(night, hour))
  // Friday 22 and 23, Saturday 0 and 1
  expect(held).toEqual([118, 119, 120, 121])
  expect(holds({ days: 'weekend', from: 23, hours: 2 }, 0)).toBe(true)
  expect(holds({ days: 'weekdays', from: 23, hours: 2 }, 0)).toBe(false)
})

test('running sums count every window as adding up its hours does', () => {
  const random = randomFrom(3)
  const counts = Int32Array.from({ length: HOURS }, () => Math.floor(random() * 9))
  const running = new Int32Array(RUNNING)
  runningWeek(counts, 0, running)
  const found = new Int32Array(10)
  for (let at = 0; at < WINDOWS; at++) {
    const week = windowAt(at)
    dayCounts(running, week.from, week.hours, found)
    const sum = counts.reduce((all, count, hour) => all + (holds(week, hour) ? count : 0), 0)
    expect(found[at % 10], JSON.stringify(week)).toBe(sum)
  }
})

/** Three answers an hour from 8 to 20, 28 days; cases where `bad` says so. A Monday is day 20458. */
const month = (bad: (day: number, hour: number, at: number) => boolean): Answer[] =>
  Array.from({ length: 28 }, (_, day) =>
    Array.from({ length: 12 }, (_, i) =>
      Array.from({ length: 3 }, (_, at) => ({
        day: 20458 + day,
        hour: 8 + i,
        slices: ['support', at === 0 ? 'telephone' : 'chat'],
        outcomes: bad(day, 8 + i, at) ? ['dissatisfied', 'waiting-time'] : [],
      })),
    ).flat(),
  ).flat()

const search = (rows: Answer[], seed = 1) => drawMore(rows, beginSearch(rows, seed), 999)

test('a bad hour is found with its counts, once, and a quiet month holds none', () => {
  const rows = month(
    (day, hour, at) => (hour === 16 && day % 7 < 5 && at < 2) || (day * 12 + hour + at) % 17 === 0,
  )
  const patterns = patternsIn(search(rows))
  expect(patterns).toHaveLength(1)
  expect(patterns[0]).toMatchObject({
    slice: 'support',
    trailing: { days: 28 },
    week: { days: 'weekdays', from: 16, hours: 1 },
    n: 60,
    all: 1008,
  })
  const { inside, cases, expected, p } = patterns[0]!
  expect(inside).toBe(
    rows.filter(({ hour, day, outcomes }) => hour === 16 && (day - 20458) % 7 < 5 && outcomes.length > 0)
      .length,
  )
  expect(expected).toBeCloseTo((60 * cases) / 1008, 10)
  expect(p).toBeLessThan(0.001)
  expect(patternsIn(search(month((day, hour, at) => (day * 7 + hour * 5 + at * 3) % 11 === 0)))).toEqual([])
})

test('a pattern of one channel is told of that channel', () => {
  const rows = month((_, hour, at) => (at === 0 && hour >= 18) || (hour * 3 + at) % 40 === 39)
  expect(patternsIn(search(rows))[0]).toMatchObject({
    slice: 'telephone',
    week: { days: 'all', from: 18, hours: 2 },
  })
})

test('the last five failures at the same hour are found', () => {
  const days = [2, 9, 14, 20, 26]
  const rows = month((day, hour, at) => days.includes(day) && hour === 17 && at === 1)
  const [pattern] = patternsIn(search(rows))
  expect(pattern).toMatchObject({ inside: 5, cases: 5, week: { days: 'all', from: 17, hours: 1 } })
})

test('the last five failures at the same hour are found after a month of others', () => {
  const days = [22, 23, 24, 25, 27]
  const rows = month((day, hour, at) =>
    day < 21 ? (day * 12 + hour * 5 + at) % 29 === 0 : days.includes(day) && hour === 17 && at === 1,
  )
  const patterns = patternsIn(search(rows))
  expect(patterns.map(({ week, inside }) => [week, inside])).toContainEqual([
    { days: 'all', from: 17, hours: 1 },
    5,
  ])
})

test('four cases are too few for a pattern, and no answers hold none', () => {
  expect(
    beginSearch(
      month((day, hour, at) => day > 23 && hour === 17 && at === 1),
      1,
    ).found,
  ).toEqual([])
  expect(patternsIn(search([]))).toEqual([])
  expect(search([]).done).toBe(true)
})

test('a search that is cut into slices of work, and stored between them, comes out the same', () => {
  const rows = month(
    (day, hour, at) => (hour === 16 && day % 7 < 5 && at < 2) || (day * 12 + hour + at) % 17 === 0,
  )
  let state = beginSearch(rows, 1)
  expect(patternsIn(state)).toEqual([])
  for (let slice = 0; slice < 10 && !state.done; slice++)
    state = drawMore(rows, JSON.parse(JSON.stringify(state)), 150)
  expect(state.maxima).toHaveLength(999)
  expect(state).toEqual(search(rows))
})

test('simulated: few quiet months hold a finding, and a planted pattern is found', () => {
  expect(quietMonths(20, 21, NARROW).any).toBeLessThanOrEqual(3)
  expect(plantedMonths(10, 22, 0.3, NARROW).found).toBeGreaterThanOrEqual(8)
})
