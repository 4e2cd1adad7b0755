import { twoSided } from './distributions.ts'
import { type Interval, wilson } from './wilson.ts'

/** `successes` of `n`. */
export type Counted = { successes: number; n: number }
export type Difference = { difference: number } & Interval

/**
 * The share of `after` less that of `before`, with the hybrid score interval; `z` 1.96 covers 95 %. Nothing observed on
 * one side: that share may be anything.
 * R. G. Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
 */
export function difference(before: Counted, after: Counted, z = 1.96): Difference {
  const [was, is] = [shareOf(before), shareOf(after)]
  const [of, to] = [wilson(before.successes, before.n, z), wilson(after.successes, after.n, z)]
  const distance = is - was
  return {
    difference: distance,
    low: distance - Math.hypot(is - to.low, of.high - was),
    high: distance + Math.hypot(to.high - is, was - of.low),
  }
}
const shareOf = ({ successes, n }: Counted) => (n === 0 ? 0.5 : successes / n)

/**
 * The two-sided p of "both shares are the same" by the score test, whose variance has N - 1 instead of N. 1 where
 * nothing can differ.
 * O. Miettinen and M. Nurminen (1985), Statistics in Medicine 4, 213-226.
 */
export function sameShareP(before: Counted, after: Counted): number {
  const n = before.n + after.n
  const share = (before.successes + after.successes) / n
  const variance = ((share * (1 - share)) / (n - 1)) * n * (1 / before.n + 1 / after.n)
  if (!(variance > 0) || before.n === 0 || after.n === 0) return 1
  return twoSided((shareOf(after) - shareOf(before)) / Math.sqrt(variance))
}
