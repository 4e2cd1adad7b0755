import { expect, test } from 'vitest'
import { type Answer, beginSearch, drawMore } from '../../src/insight/patterns.ts'
import { randomFrom } from '../../src/insight/random.ts'
import { NARROW, plantedMonths, quietMonths, WIDE } from './insightPatternSimulation.ts'

const LONG = { timeout: 3_600_000 }

test('of 1,000 months without a pattern at most 5 % hold any, their weekly runs together', LONG, () => {
  const narrow = quietMonths(1000, 31, NARROW)
  console.log('patterns, quiet months, one slice:', JSON.stringify(narrow))
  const wide = quietMonths(150, 32, WIDE)
  console.log('patterns, quiet months, 10 slices and 7 outcomes:', JSON.stringify(wide))
  expect(narrow.any).toBeLessThanOrEqual(50)
  expect(wide.any).toBeLessThanOrEqual(12)
})

test(
  'of months with a planted pattern, three times the share and 12 cases, at least 90 % are found',
  LONG,
  () => {
    const planted = plantedMonths(400, 33, 0.3, NARROW)
    console.log('patterns, planted:', JSON.stringify(planted))
    // The smaller the share, the less 12 cases say: 4 expected of 40 answers are 12 once in 2,600 windows, and 1,920 are searched.
    for (const [share, cases] of [
      [0.25, 12],
      [0.25, 16],
      [0.2, 18],
      [0.1, 24],
    ] as const)
      console.log('patterns, planted:', JSON.stringify(plantedMonths(200, 34, share, NARROW, cases)))
    for (const cases of [12, 16, 20])
      console.log('patterns, planted, wide:', JSON.stringify(plantedMonths(100, 35, 0.3, WIDE, cases)))
    expect(planted.part).toBeGreaterThanOrEqual(0.9)
  },
)

test('a year of 100,000 answers is searched within 5 s of CPU, in slices of at most 2 s', LONG, () => {
  const random = randomFrom(36)
  const pick = (n: number) => Math.floor(random() * n)
  const rows: Answer[] = Array.from({ length: 100_000 }, (_, at) => ({
    day: 20458 + Math.floor(at / 274),
    hour: 8 + pick(12),
    slices: ['support', `channel ${pick(3)}`, `tag ${pick(5)}`, `brand ${pick(2)}`],
    outcomes: random() < 0.2 ? ['dissatisfied', `driver ${pick(6)}`] : [],
  }))
  const cpu = (work: () => void) => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
  let state = beginSearch(rows, 1)
  // So that it does not stop early: as if something were found.
  state = { ...state, found: state.found.map((found) => ({ ...found, worth: 1000 })) }
  const slices: number[] = []
  while (!state.done) {
    slices.push(
      cpu(() => {
        state = drawMore(rows, state, 250)
      }),
    )
  }
  console.log(
    'patterns, seconds of CPU:',
    JSON.stringify({ comparisons: state.comparisons, draws: state.maxima.length, slices }),
  )
  expect(Math.max(...slices)).toBeLessThan(2)
  expect(slices.reduce((sum, one) => sum + one, 0)).toBeLessThan(5)
})
