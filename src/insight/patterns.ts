import { type Random, randomFrom } from './random.ts'
import { HOURS, holds } from './scan.ts'
import { type Hit, scanner } from './scanner.ts'

/**
 * An answer, oldest first: `day` counts local days from 1 January 1970 on, `hour` is the local one. `slices` are what it
 * belongs to (its department, channel, product tag, brand), `outcomes` what it counts as: dissatisfied, the drivers it names.
 */
export type Answer = { day: number; hour: number; slices: readonly string[]; outcomes: readonly string[] }
/** `inside` of `cases` came in the window, where `expected` would be no wonder; the window had `n` of `all` answers. */
export type Pattern = Hit & { expected: number }
/** Where a search stands: plain data, to be stored between slices of work. `maxima` holds the largest worth of each draw. */
export type Search = { seed: number; found: Pattern[]; comparisons: number; maxima: number[]; done: boolean }

const DRAWS = 999
/**
 * A run's share of chance findings. A month has up to five weekly runs, and 5 % of months without a pattern may hold any:
 * `test/unit/insightPatterns.long.test.ts` counts them together.
 */
const LEVEL = 0.01
/** So many draws that do as well as what was found, and it can't be below that any more. */
const HOPELESS = Math.floor(LEVEL * (DRAWS + 1))
const KEPT = 20

/**
 * Looks at every window of the week in every slice, outcome and trailing period, and keeps the most striking ones.
 * What they are worth is known after `drawMore` and said by `patternsIn`. Pure: the same rows and seed, the same result.
 */
export function beginSearch(rows: readonly Answer[], seed: number): Search {
  const { scan, comparisons, outcomesOf } = scanner(rows)
  const hits: Hit[] = []
  scan(
    Int32Array.from(outcomesOf, (of, row) => (of.length > 0 ? row : -1)),
    (hit) => hits.push(hit),
  )
  const found = hits
    .sort((a, b) => b.worth - a.worth)
    .slice(0, KEPT)
    .map((hit) => ({ ...hit, expected: (hit.n * hit.cases) / hit.all }))
  return { seed, found, comparisons, maxima: [], done: found.length === 0 }
}

/**
 * Up to `draws` more draws: the outcomes of all answers are dealt out again, jointly, and everything is searched as before.
 * Stops early where chance alone has done as well too often. The result does not depend on how the draws are cut.
 * M. Dwass (1957), Annals of Mathematical Statistics 28, 181-187; J. Besag and P. Clifford (1991), Biometrika 78, 301-304.
 */
export function drawMore(rows: readonly Answer[], search: Search, draws: number): Search {
  const { scan, rows: length, outcomesOf } = scanner(rows)
  const cases = outcomesOf.flatMap((of, row) => (of.length > 0 ? [row] : []))
  const maxima = [...search.maxima]
  const best = search.found[0]?.worth ?? 0
  let better = atLeast(best, maxima)
  let done = search.done
  for (let draw = 0; draw < draws && !done; draw++) {
    maxima.push(scan(dealt(length, cases, randomFrom(search.seed * DRAWS + maxima.length))))
    if (maxima.at(-1)! >= best - NOISE) better++
    done = maxima.length >= DRAWS || better >= HOPELESS
  }
  return { ...search, maxima, done }
}

/** How many draws take about so many seconds of CPU: counted on what they visit, since a Worker's clock stands still. */
export function drawsWithin(rows: readonly Answer[], seconds: number): number {
  const { rows: visited, cells } = scanner(rows)
  return Math.max(1, Math.floor(seconds / (A_DRAW + visited * A_ROW + cells * A_CELL)))
}
/** Measured on a busy machine. */
const [A_DRAW, A_ROW, A_CELL] = [1.2e-3, 2.5e-7, 1e-5]

/** Which case's outcomes each row has when they are dealt out again; -1 for none. R. Durstenfeld (1964), Communications of the ACM 7, 420. */
function dealt(length: number, cases: readonly number[], random: Random): Int32Array {
  const order = Int32Array.from({ length }, (_, at) => at)
  const from = new Int32Array(length).fill(-1)
  cases.forEach((row, at) => {
    const other = at + Math.floor(random() * (length - at))
    const held = order[other]!
    order[other] = order[at]!
    from[held] = row
  })
  return from
}

/**
 * The patterns that chance does not explain, each with the p of finding any as striking in all that was searched; of those
 * that tell the same story the most striking. None before the search is done.
 */
export function patternsIn({ found, maxima }: Search): (Pattern & { p: number })[] {
  if (maxima.length < DRAWS) return []
  const held: (Pattern & { p: number })[] = []
  for (const pattern of found) {
    if (pOf(pattern.worth, maxima) > LEVEL) break
    if (held.some((other) => sameStory(other, pattern))) continue
    held.push({ ...pattern, p: tail(pattern.worth, maxima) })
  }
  return held
}

const atLeast = (worth: number, maxima: readonly number[]) =>
  maxima.filter((maximum) => maximum >= worth - NOISE).length
const pOf = (worth: number, maxima: readonly number[]) => (1 + atLeast(worth, maxima)) / (maxima.length + 1)
/** Sums of the same logarithms in another order. */
const NOISE = 1e-9

/**
 * A p that the draws are too few for is read from the Gumbel distribution of their maxima, fitted by moments.
 * A. M. Abrams, K. Kleinman and M. Kulldorff (2010), International Journal of Health Geographics 9, 61.
 */
function tail(worth: number, maxima: readonly number[]): number {
  const p = pOf(worth, maxima)
  if (p > 1.5 / (maxima.length + 1)) return p
  const mean = maxima.reduce((sum, maximum) => sum + maximum, 0) / maxima.length
  const variance = maxima.reduce((sum, maximum) => sum + (maximum - mean) ** 2, 0) / (maxima.length - 1)
  const scale = Math.sqrt(6 * variance) / Math.PI
  return Math.min(p, -Math.expm1(-Math.exp(-(worth - mean + EULER * scale) / scale)))
}
const EULER = 0.5772156649015329

/** The same hours of the same weekdays, at least in part. */
export const sameStory = (a: Pick<Pattern, 'week'>, b: Pick<Pattern, 'week'>): boolean => {
  for (let hour = 0; hour < HOURS; hour++) if (holds(a.week, hour) && holds(b.week, hour)) return true
  return false
}
