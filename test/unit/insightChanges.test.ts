import { expect, test } from 'vitest'
import { adjusted, compareAll } from '../../src/insight/comparisons.ts'
import { weigh } from '../../src/insight/cusum.ts'
import { randomFrom } from '../../src/insight/random.ts'
import { type Day, shifts } from '../../src/insight/shifts.ts'
import { nextDay, weekdayOf } from '../../src/zone.ts'
import { delays, falseSpells } from './insightShiftSimulation.ts'

const to = (digits: number, ...values: number[]) => values.map((value) => Number(value.toFixed(digits)))

// Benjamini and Hochberg (1995), section 4.1: the hypotheses of a trial of two treatments after a heart attack.
const FIFTEEN = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
]

test('of the fifteen p-values of Benjamini and Hochberg (1995) the first four hold at 0.05', () => {
  const found = adjusted(FIFTEEN)
  expect(found.map((p) => p <= 0.05)).toEqual(FIFTEEN.map((_, at) => at < 4))
  // R: p.adjust(p, "BH")
  expect(to(4, ...found)).toEqual([
    0.0015, 0.003, 0.0095, 0.0356, 0.0603, 0.0639, 0.0639, 0.0645, 0.0765, 0.486, 0.5812, 0.7149, 0.7532,
    0.8132, 1,
  ])
  const turned = [...FIFTEEN].reverse()
  expect(adjusted(turned)).toEqual([...found].reverse())
  expect(adjusted([])).toEqual([])
})

test('changes are shown at the level of Benjamini and Yekutieli (2005), 1 - R q / m, the others at 0.95', () => {
  const same = { before: { successes: 80, n: 100 }, after: { successes: 81, n: 100 } }
  const fallen = { before: { successes: 80, n: 100 }, after: { successes: 50, n: 100 } }
  const found = compareAll([
    { key: 'a', ...fallen },
    ...Array.from({ length: 8 }, (_, at) => ({ key: `${at}`, ...same })),
    { key: 'b', ...fallen },
  ])
  expect(found.filter(({ changed }) => changed).map(({ key }) => key)).toEqual(['a', 'b'])
  expect(found[0]!.level).toBeCloseTo(0.99, 12)
  expect(found[1]!.level).toBe(0.95)
  const [alone] = compareAll([{ key: 'a', ...fallen }])
  expect(alone!.level).toBe(0.95)
  expect(found[0]!.high - found[0]!.low).toBeGreaterThan(alone!.high - alone!.low)
})

test('of intervals picked as changes at most 5 % miss the truth (simulated: no example of it is published)', () => {
  const random = randomFrom(4)
  const draw = (n: number, share: number) => {
    let hits = 0
    for (let i = 0; i < n; i++) if (random() < share) hits++
    return hits
  }
  let wrong = 0
  const runs = 400
  for (let run = 0; run < runs; run++) {
    const truth = Array.from({ length: 20 }, (_, at) => (at < 5 ? -0.12 : 0))
    const changes = compareAll(
      truth.map((key) => ({
        key,
        before: { successes: draw(150, 0.8), n: 150 },
        after: { successes: draw(150, 0.8 + key), n: 150 },
      })),
    ).filter(({ changed }) => changed)
    const misses = changes.filter(({ key, low, high }) => key < low || key > high).length
    wrong += misses / Math.max(1, changes.length)
  }
  expect(wrong / runs).toBeLessThan(0.05)
})

test('what a CUSUM adds is in Steiner et al. (2000), p. 446, and Steiner (2014), p. 234', () => {
  // logit of death = -3.68 + 0.077 × Parsonnet score
  const share = (score: number) => 1 / (1 + Math.exp(3.68 - 0.077 * score))
  const weights = (odds: number) =>
    [0, 50].flatMap((score) => [0, 1].map((hits) => weigh({ hits, n: 1 }, share(score), odds)))
  expect(to(3, ...weights(2))).toEqual([-0.024, 0.669, -0.433, 0.26])
  expect(to(3, ...weights(0.5))).toEqual([0.012, -0.681, 0.316, -0.377])
})

const days = (count: number, day: (at: number, weekday: number) => Omit<Day, 'date'>): Day[] =>
  Array.from({ length: count }, (_, at) => {
    const date = nextDay('2026-01-05', at)
    return { date, ...day(at, weekdayOf(date)) }
  })

test('a fall is called with its baseline frozen before it, and called once', () => {
  const found = shifts(days(56, (at) => ({ n: 50, dissatisfied: at < 42 ? 10 : 20 })))
  expect(found).toEqual([
    {
      direction: 'worse',
      seen: '2026-02-18',
      before: { from: '2026-01-19', to: '2026-02-15', n: 1400, dissatisfied: 280 },
      after: { from: '2026-02-16', to: '2026-02-18', n: 150, dissatisfied: 60 },
    },
  ])
})

test('a rise is called too', () => {
  const found = shifts(days(70, (at) => ({ n: 60, dissatisfied: at < 42 ? 18 : 8 })))
  expect(found.map(({ direction }) => direction)).toEqual(['better'])
})

test('under 200 baseline answers, or 14 days of them, no claim is made', () => {
  expect(shifts(days(60, (at) => ({ n: 3, dissatisfied: at < 50 ? 0 : 3 })))).toEqual([])
  expect(shifts(days(70, (at) => ({ n: 4, dissatisfied: at < 60 ? 0 : 4 })))).toHaveLength(1)
  expect(shifts(days(14, (at) => ({ n: 500, dissatisfied: at < 10 ? 100 : 400 })))).toEqual([])
  expect(shifts([])).toEqual([])
})

test('Mondays that are always bad are no change, and a bad Tuesday is', () => {
  const usual = (weekday: number) => ({ n: 100, dissatisfied: weekday === 1 ? 40 : 12 })
  expect(shifts(days(100, (_, weekday) => usual(weekday)))).toEqual([])
  const found = shifts(
    days(100, (at, weekday) => (at === 99 - 13 ? { n: 100, dissatisfied: 40 } : usual(weekday))),
  )
  expect(found.map(({ seen, direction }) => [seen, weekdayOf(seen), direction])).toEqual([
    ['2026-04-01', 3, 'worse'],
  ])
})

test('simulated: few spells of 40 departments hold a false signal, and a fall of 10 points is seen', () => {
  const spells = falseSpells(20, 11)
  expect(spells.any).toBeLessThanOrEqual(4)
  const busy = delays(100, 0.1, 20, 12)
  expect(busy.median).toBeLessThanOrEqual(8)
})
