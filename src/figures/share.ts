import { type Sampled, weightedShare } from '../insight/weighted.ts'

/** Below this many, counts say more than a percentage, and an interval is noise. */
export const FEWEST = 10

/**
 * `count` of `n`. `share` and its interval (95 %) are null below `FEWEST`. Where departments sample at different rates
 * each answer weighs 1/rate, and `effective` is how many answers of a plain sample would say as much.
 */
export type Share = {
  count: number
  n: number
  effective: number
  share: number | null
  low: number | null
  high: number | null
}

export const shareOf = (rows: readonly Sampled[]): Share => {
  const count = rows.reduce((sum, { successes }) => sum + successes, 0)
  const { n, effective, share, low, high } = weightedShare(rows)
  return n < FEWEST
    ? { count, n, effective, share: null, low: null, high: null }
    : { count, n, effective, share, low, high }
}

/** Where nothing was sampled. */
export const plainShare = (count: number, n: number): Share => shareOf([{ successes: count, n, rate: 1 }])
