import { type Interval, wilson } from './wilson.ts'

/** Answers that were asked for at one rate: `rate` is the share of contacts that was invited, above 0 and at most 1. */
export type Sampled = { successes: number; n: number; rate: number }
/** `effective` is how many answers of a plain sample would say as much. */
export type WeightedShare = { n: number; effective: number; share: number | null } & Interval

/** Kish's effective number of answers: (sum of weights)² / sum of squares. L. Kish (1965), Survey Sampling, 11.7. */
export function effectiveN(weights: readonly { weight: number; n: number }[]): number {
  const sum = weights.reduce((all, { weight, n }) => all + weight * n, 0)
  const squares = weights.reduce((all, { weight, n }) => all + weight ** 2 * n, 0)
  return squares === 0 ? 0 : sum ** 2 / squares
}

/**
 * A share over departments that sample at different rates: each answer stands for 1 / rate contacts, and Wilson's
 * interval is taken at Kish's effective n. At one rate this is Wilson's interval itself. `z` 1.96 covers 95 %.
 */
export function weightedShare(rows: readonly Sampled[], z = 1.96): WeightedShare {
  for (const { rate } of rows)
    if (!(rate > 0 && rate <= 1)) throw new RangeError(`${rate} is no sampling rate`)
  const n = rows.reduce((sum, row) => sum + row.n, 0)
  if (n === 0) return { n, effective: 0, share: null, low: 0, high: 1 }
  const all = rows.reduce((sum, row) => sum + row.n / row.rate, 0)
  const share = Math.min(1, rows.reduce((sum, row) => sum + row.successes / row.rate, 0) / all)
  const effective = effectiveN(rows.map((row) => ({ weight: 1 / row.rate, n: row.n })))
  return { n, effective, share, ...wilson(share * effective, effective, z) }
}
