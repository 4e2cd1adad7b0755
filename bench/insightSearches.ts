import { type Answer, beginSearch, drawMore, drawsWithin } from '../src/insight/patterns.ts'
import { randomFrom } from '../src/insight/random.ts'
import { themesIn } from '../src/insight/themes.ts'
import { madeComments } from './comments.ts'
import { round } from './figures.ts'
import { type Bench, cpuOf } from './stopwatch.ts'

/** What is searched without a database. */
export async function benchSearches({ note }: Pick<Bench, 'note'>): Promise<void> {
  const comments = madeComments(100_000)
  const themes = cpuOf(() => themesIn(comments))
  note({
    what: '100,000 comments themed',
    measured: `${round(themes, 2)} s of CPU`,
    target: 'at most 2 s',
    kept: themes <= 2,
  })
  const slices = searchYear()
  const whole = slices.reduce((sum, one) => sum + one, 0)
  const longest = Math.max(...slices)
  note({
    what: 'patterns in a year of 100,000 answers',
    measured: `${round(whole, 2)} s of CPU, the longest slice ${round(longest, 2)} s`,
    target: 'at most 5 s, 2 s a slice',
    kept: whole <= 5 && longest <= 2,
  })
}

/** Seconds of CPU of each slice. All draws are made, as if something had been found. */
function searchYear(): number[] {
  const random = randomFrom(36)
  const pick = (n: number) => Math.floor(random() * n)
  const rows: Answer[] = Array.from({ length: 100_000 }, (_, at) => ({
    day: 20458 + Math.floor(at / 274),
    hour: 8 + pick(12),
    slices: ['support', `channel ${pick(3)}`, `tag ${pick(5)}`, `brand ${pick(2)}`],
    outcomes: random() < 0.2 ? ['dissatisfied', `driver ${pick(6)}`] : [],
  }))
  let state = beginSearch(rows, 1)
  state = { ...state, found: state.found.map((found) => ({ ...found, worth: 1000 })) }
  const slices: number[] = []
  while (!state.done)
    slices.push(
      cpuOf(() => {
        state = drawMore(rows, state, drawsWithin(rows, 1))
      }),
    )
  return slices
}
