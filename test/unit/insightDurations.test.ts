import { expect, test } from 'vitest'
import { endedBy, lastingCurve, medianTime } from '../../src/insight/durations.ts'

const to = (digits: number, ...values: number[]) => values.map((value) => Number(value.toFixed(digits)))
const seen = (ended: number[], open: number[] = []) => [
  ...ended.map((time) => ({ time, ended: true })),
  ...open.map((time) => ({ time, ended: false })),
]
// Freireich et al. (1963), Blood 21, 699-716: weeks in remission of leukaemia, as in Gehan (1965).
const treated = seen([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
const placebo = seen([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23])

test('the curve of Freireich’s patients is that of Klein and Moeschberger (2003), table 4.1', () => {
  const steps = lastingCurve(treated)
  expect(steps.map(({ time }) => time)).toEqual([6, 7, 10, 13, 16, 22, 23])
  expect(steps.map(({ atRisk }) => atRisk)).toEqual([21, 17, 15, 12, 11, 7, 6])
  expect(to(3, ...steps.map(({ lasting }) => lasting))).toEqual([
    0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448,
  ])
  expect(to(4, ...steps.map(({ error }) => error))).toEqual([
    0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346,
  ])
})

test('medians and intervals of Freireich’s patients are those of SAS LIFETEST and R survfit (log-log)', () => {
  expect(medianTime(treated)).toEqual({ n: 21, ended: 9, median: 23, low: 13, high: null })
  expect(medianTime(placebo)).toEqual({ n: 21, ended: 21, median: 8, low: 4, high: 11 })
})

test('medians and intervals of Miller’s leukaemia data (1981) are those of R survfit (log-log)', () => {
  const maintained = seen([9, 13, 18, 23, 31, 34, 48], [13, 28, 45, 161])
  const stopped = seen([5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45], [16])
  expect(medianTime(maintained)).toMatchObject({ median: 31, low: 13, high: null })
  expect(medianTime(stopped)).toMatchObject({ median: 23, low: 5, high: 33 })
})

test('a median that was not reached is not guessed', () => {
  expect(medianTime([])).toEqual({ n: 0, ended: 0, median: null, low: null, high: null })
  expect(medianTime(seen([5], [6, 7, 8]))).toMatchObject({ median: null, high: null })
  expect(medianTime(seen([5]))).toMatchObject({ median: 5 })
  expect(() => medianTime(seen([-1]))).toThrow(RangeError)
})

test('ends that rule each other out: Marubini and Valsecchi (1995), table 10.1, by R survfit', () => {
  const first = [1, 13, 17, 30, 34, 41, 78, 100, 119, 169]
  const second = [1, 6, 8, 13, 13, 15, 33, 37, 44, 45, 63, 80, 89, 89, 91, 132, 144, 171, 183, 240]
  const open = [34, 60, 63, 149, 207]
  const curve = endedBy([
    ...first.map((time) => ({ time, end: 'first' })),
    ...second.map((time) => ({ time, end: 'second' })),
    ...open.map((time) => ({ time, end: null })),
  ])
  const at = (wanted: number) => {
    const { open: left, by } = curve.find(({ time }) => time === wanted)!
    return to(4, left, by.first!, by.second!)
  }
  const three = ([a, b, c]: number[]) => to(3, a!, b!, c!)
  expect(three(at(1))).toEqual([0.943, 0.029, 0.029])
  expect(at(30).slice(1)).toEqual([0.1143, 0.1714])
  expect(at(63).slice(1)).toEqual([0.1727, 0.3212])
  expect(at(119).slice(1)).toEqual([0.2739, 0.4562])
  expect(at(240)).toEqual([0, 0.3144, 0.6856])
})

test('the first steps of 305 patients are those of Satagopan et al. (2004), British Journal of Cancer 91, 1229-1235, table 2', () => {
  const rest = Array.from({ length: 296 }, () => ({ time: 30, end: null }))
  const curve = endedBy([
    { time: 7, end: null },
    { time: 10, end: 'cancer' },
    { time: 14, end: null },
    { time: 16, end: 'cancer' },
    { time: 18, end: 'other' },
    { time: 23, end: 'cancer' },
    { time: 24, end: null },
    { time: 26, end: 'other' },
    { time: 27, end: 'cancer' },
    ...rest,
  ])
  expect(curve.map(({ time }) => time)).toEqual([10, 16, 18, 23, 26, 27])
  expect(to(1, ...curve.map(({ open }) => open * 100))).toEqual([99.7, 99.3, 99, 98.7, 98.3, 98])
  // The table adds up rounded steps of 0.3 each, to 1.2.
  const steps = curve
    .map(({ by }, i) => by.cancer! - (curve[i - 1]?.by.cancer ?? 0))
    .filter((step) => step > 0)
  expect(to(1, ...steps.map((step) => step * 100))).toEqual([0.3, 0.3, 0.3, 0.3])
})

test('open and ended shares are 1 together at every time', () => {
  const curve = endedBy(
    Array.from({ length: 200 }, (_, i) => ({ time: (i * 37) % 50, end: [null, 'a', 'b', 'c'][i % 4]! })),
  )
  for (const { open, by } of curve)
    expect(open + Object.values(by).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
})
