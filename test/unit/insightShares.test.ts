import { expect, test } from 'vitest'
import { difference, sameShareP } from '../../src/insight/difference.ts'
import { normalCdf, normalQuantile, tQuantile, zAt } from '../../src/insight/distributions.ts'
import { driverImpact, splitChange, splitImpact } from '../../src/insight/impact.ts'
import { meanOf, npsOf, npsOfCounts } from '../../src/insight/means.ts'
import { silentDissatisfied } from '../../src/insight/silence.ts'
import { effectiveN, weightedShare } from '../../src/insight/weighted.ts'
import { wilson } from '../../src/insight/wilson.ts'

const to = (digits: number, ...values: number[]) => values.map((value) => Number(value.toFixed(digits)))
const near = (value: number, wanted: number, relative = 1e-11) =>
  expect(Math.abs(value / wanted - 1), `${value} for ${wanted}`).toBeLessThan(relative)

test('normal and t quantiles and tails are those of R 4.2 (qnorm, pnorm, qt)', () => {
  near(normalQuantile(0.975), 1.95996398454005)
  near(normalQuantile(0.9999), 3.71901648545571)
  near(normalQuantile(1e-10), -6.36134090240406, 1e-10)
  near(zAt(0.99), 2.5758293035489)
  expect(normalQuantile(0.5)).toBeCloseTo(0, 14)
  near(normalCdf(-1.96), 2.49978951482204e-2)
  near(normalCdf(-5), 2.86651571879194e-7, 1e-9)
  near(normalCdf(-10), 7.61985302416053e-24, 1e-6)
  near(normalCdf(2), 0.977249868051821)
  for (const [df, wanted] of [
    [1, 12.7062047361747],
    [2, 4.30265272974946],
    [3, 3.18244630528371],
    [4, 2.77644510519779],
    [5, 2.57058183563631],
    [10, 2.22813885198627],
    [29, 2.0452296421327],
    [99, 1.98421695158642],
    [500, 1.96471983746737],
    [10_000, 1.96020123989063],
  ] as const)
    near(tQuantile(0.975, df), wanted)
  near(tQuantile(0.005, 2), -9.92484320091831)
  expect(() => normalQuantile(1)).toThrow(RangeError)
})

test('the interval of a difference is Newcombe’s (1998, Statistics in Medicine 17, 873-890, table II, method 10)', () => {
  for (const [a, m, b, n, low, high] of [
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ] as const) {
    const found = difference({ successes: b, n }, { successes: a, n: m }, zAt(0.95))
    expect(to(4, found.low, found.high), `${a}/${m} and ${b}/${n}`).toEqual([low, high])
    expect(found.difference).toBeCloseTo(a / m - b / n, 12)
  }
})

test('a difference from nothing observed may be as large as the other share allows', () => {
  const found = difference({ successes: 0, n: 0 }, { successes: 10, n: 10 })
  expect(found.low).toBeLessThan(0)
  expect(found.high).toBe(1)
})

test('p of no difference is the N - 1 chi-squared test of Miettinen and Nurminen (Campbell 2007’s form, by R’s chisq.test)', () => {
  // R: pchisq(chisq.test(matrix(c(7, 1, 27, 33), 2), correct = FALSE)$statistic * 67 / 68, 1, lower.tail = FALSE)
  near(sameShareP({ successes: 1, n: 34 }, { successes: 7, n: 34 }), 0.024983925617, 1e-8)
  // The interval of Miettinen and Nurminen for 56/70 and 48/80, 0.0528 to 0.3382 (Newcombe 1998), leaves 0 out; 5/56 and
  // 0/29, -0.0326 to 0.1933, holds it.
  expect(sameShareP({ successes: 48, n: 80 }, { successes: 56, n: 70 })).toBeLessThan(0.05)
  expect(sameShareP({ successes: 0, n: 29 }, { successes: 5, n: 56 })).toBeGreaterThan(0.05)
  expect(sameShareP({ successes: 0, n: 10 }, { successes: 0, n: 20 })).toBe(1)
  expect(sameShareP({ successes: 0, n: 0 }, { successes: 3, n: 20 })).toBe(1)
})

test('a mean has Student’s interval (NIST/SEMATECH e-Handbook 1.3.5.2: ZARR13.DAT, 9.258242 to 9.264679)', () => {
  // The handbook prints n 195, mean 9.261460 and standard deviation 0.022789: two scores of that mean and deviation.
  const spread = 0.022789 * Math.sqrt(194 / 195)
  const up = Math.sqrt(98 / 97)
  const found = meanOf(
    [
      { score: 9.26146 + spread / up, count: 98 },
      { score: 9.26146 - spread * up, count: 97 },
    ],
    { low: 0, high: 10 },
  )
  expect(found.mean).toBeCloseTo(9.26146, 8)
  expect(to(5, found.low, found.high)).toEqual([9.25824, 9.26468])
})

test('Student’s own sleep data have the interval that R’s t.test prints: 0.70 to 2.46', () => {
  // Student (1908): extra hours of sleep, difference of two drugs for ten patients.
  const hours = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]
  const found = meanOf(
    hours.map((score) => ({ score, count: 1 })),
    { low: -24, high: 24 },
  )
  expect(to(7, found.mean!, found.low, found.high)).toEqual([1.58, 0.7001142, 2.4598858])
})

test('a mean of nothing or one answer says no more than the scale', () => {
  const scale = { low: 1, high: 7 }
  expect(meanOf([], scale)).toEqual({ n: 0, mean: null, low: 1, high: 7 })
  expect(meanOf([{ score: 6, count: 1 }], scale)).toEqual({ n: 1, mean: 6, low: 1, high: 7 })
  expect(meanOf([{ score: 6, count: 2 }], scale)).toEqual({ n: 2, mean: 6, low: 6, high: 6 })
})

test('the net promoter score has the adjusted Wald interval of Rocks’ R package NPS (recomputed here from its formula)', () => {
  // nps_test_(c(15, 9, 12), test = "adjusted.wald"): pseudo-observations 3/4, 3/2, 3/4, then the variance of -1, 0, 1.
  const [down, mid, up] = [15.75, 10.5, 12.75]
  const n = down + mid + up
  const mean = (up - down) / n
  const variance = (down * (-1 - mean) ** 2 + mid * mean ** 2 + up * (1 - mean) ** 2) / n
  const half = 1.95996398454005 * Math.sqrt(variance / n)
  const found = npsOfCounts({ n: 36, promoters: 12, detractors: 15 })
  expect(found.nps).toBeCloseTo(-3 / 36, 12)
  expect(found.low).toBeCloseTo(mean - half, 10)
  expect(found.high).toBeCloseTo(mean + half, 10)
})

test('promoters give 9 and 10, detractors 0 to 6', () => {
  const rows = Array.from({ length: 11 }, (_, score) => ({ score, count: 1 }))
  expect(npsOf(rows)).toMatchObject({ n: 11, promoters: 2, detractors: 7, nps: -5 / 11 })
  expect(npsOf([])).toEqual({ n: 0, promoters: 0, detractors: 0, nps: null, low: -1, high: 1 })
})

test('Kish’s effective number of answers at two rates (his 1 + cv² form, 1992, recomputed here)', () => {
  // Half at weight 1 and half at 3: relative variance of weights 1/4, so 100 answers say as much as 80.
  const weights = [
    { weight: 1, n: 50 },
    { weight: 3, n: 50 },
  ]
  expect(effectiveN(weights)).toBeCloseTo(100 / (1 + 1 / 4), 10)
  expect(effectiveN([{ weight: 7, n: 31 }])).toBeCloseTo(31, 10)
})

test('a share over departments counts each answer by 1 / rate', () => {
  const found = weightedShare([
    { successes: 40, n: 50, rate: 1 },
    { successes: 25, n: 50, rate: 1 / 3 },
  ])
  // 40 + 75 of 50 + 150
  expect(found.share).toBeCloseTo(115 / 200, 12)
  expect(found).toMatchObject({ n: 100, ...wilson(0.575 * found.effective, found.effective) })
  const plain = weightedShare([{ successes: 81, n: 263, rate: 0.2 }])
  expect(to(4, plain.low, plain.high)).toEqual([0.2553, 0.3662])
  expect(weightedShare([])).toEqual({ n: 0, effective: 0, share: null, low: 0, high: 1 })
  expect(() => weightedShare([{ successes: 1, n: 2, rate: 0 }])).toThrow(RangeError)
})

test('a driver’s impact has the interval that resampling finds (200,000 bootstrap samples in numpy, seed 1)', () => {
  // 60 answers name the driver, 15 satisfied; of 340 others 299.
  const found = driverImpact({ named: { satisfied: 15, n: 60 }, others: { satisfied: 299, n: 340 } })!
  expect(found.impact).toBeCloseTo(314 / 400 - 299 / 340, 12)
  expect(Math.abs(found.low - BOOTSTRAP.low)).toBeLessThan(0.002)
  expect(Math.abs(found.high - BOOTSTRAP.high)).toBeLessThan(0.002)
  expect(driverImpact({ named: { satisfied: 0, n: 0 }, others: { satisfied: 3, n: 4 } })).toBeNull()
})
const BOOTSTRAP = { low: -0.12329, high: -0.06727 }

test('a change is split as in Das Gupta (1993), example 5.1: headship rates 1970 and 1985, composition 1.2269, rate 1.7403', () => {
  const size = [12.9, 10.9, 9.5, 8, 7.8, 8.4, 8.6, 7.8, 7, 5.9, 4.7, 3.6, 4.9]
  const rate = [1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8]
  const sizeThen = [10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6, 6.3, 5.9, 5.1, 4, 5.5]
  const rateThen = [2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2]
  const found = splitChange(
    size.map((n, at) => ({
      before: { n, satisfied: (n * rate[at]!) / 100 },
      after: { n: sizeThen[at]!, satisfied: (sizeThen[at]! * rateThen[at]!) / 100 },
    })),
  )
  expect(to(4, found.volume * 100, found.level * 100, found.change * 100)).toEqual([1.2269, 1.7403, 2.9672])
})

test('the parts of a change add up to it, also where a group is new or gone', () => {
  const groups = [
    { before: { n: 40, satisfied: 30 }, after: { n: 0, satisfied: 0 } },
    { before: { n: 0, satisfied: 0 }, after: { n: 10, satisfied: 4 } },
    { before: { n: 60, satisfied: 50 }, after: { n: 90, satisfied: 70 } },
  ]
  const { change, volume, level } = splitChange(groups)
  expect(change).toBeCloseTo(74 / 100 - 80 / 100, 12)
  expect(volume + level).toBeCloseTo(change, 12)
  expect(splitChange([])).toEqual({ change: 0, volume: 0, level: 0 })
})

test('a driver’s impact changed by its volume and its level, which add up (by hand)', () => {
  const counts = (named: number, others: number, satisfied: number) => ({
    named: { satisfied: 0, n: named },
    others: { satisfied, n: others },
  })
  // From 10 % of the answers to 20 %; the others from 90 % satisfied to 80 %
  const { change, volume, level } = splitImpact(counts(10, 90, 81), counts(20, 80, 64))!
  expect(change).toBeCloseTo(-0.16 + 0.09, 12)
  expect(volume).toBeCloseTo(-0.085, 12)
  expect(level).toBeCloseTo(0.015, 12)
  // Where nobody named it before, all of it is volume
  const fresh = splitImpact(counts(0, 100, 90), counts(20, 80, 72))!
  expect(fresh.level).toBeCloseTo(0, 12)
  expect(fresh.change).toBeCloseTo(driverImpact(counts(20, 80, 72))!.impact, 12)
  expect(splitImpact(counts(10, 0, 0), counts(10, 90, 80))).toBeNull()
})

test('the silent dissatisfied are a range whose assumption is said (arithmetic of the odds, done by hand)', () => {
  // 100 of 500 answered, 20 dissatisfied: Wilson 0.1334 to 0.2888; half the odds and twice the odds of these.
  const found = silentDissatisfied({ invited: 500, answered: 100, dissatisfied: 20 })
  expect(found.silent).toBe(400)
  expect(found.assumption).toEqual({ kind: 'odds', factor: 2 })
  expect(found.low).toBeCloseTo((400 * 0.13337 * 0.5) / (1 - 0.13337 * 0.5), 1)
  expect(found.high).toBeCloseTo((400 * 0.28883 * 2) / (1 + 0.28883), 1)
})

test('asking the silent again narrows the range, and nobody heard leaves it open', () => {
  const seen = { invited: 5000, answered: 1000, dissatisfied: 200 }
  const wide = silentDissatisfied(seen)
  const narrow = silentDissatisfied(seen, { asked: 400, answered: 390, dissatisfied: 80 })
  expect(narrow.assumption).toEqual({ kind: 'asked again', asked: 400, answered: 390, factor: 2 })
  expect(narrow.high - narrow.low).toBeLessThan(wide.high - wide.low)
  // 60 of 100 answered the second time, 15 of them dissatisfied; the other 40 by half and twice the odds.
  const part = silentDissatisfied(seen, { asked: 100, answered: 60, dissatisfied: 15 })
  const { low, high } = wilson(15, 60)
  expect(part.low / part.silent).toBeCloseTo(0.6 * low + (0.4 * low * 0.5) / (1 - low * 0.5), 12)
  expect(part.high / part.silent).toBeCloseTo(0.6 * high + (0.4 * high * 2) / (1 + high), 12)
  expect(silentDissatisfied(seen, { asked: 400, answered: 0, dissatisfied: 0 })).toEqual(wide)
  expect(silentDissatisfied({ invited: 30, answered: 0, dissatisfied: 0 })).toEqual({
    silent: 30,
    low: 0,
    high: 30,
    assumption: { kind: 'anything' },
  })
})
