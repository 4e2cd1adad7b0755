import type { Scored } from './csat.ts'
import { tQuantile, zAt } from './distributions.ts'
import type { Interval } from './wilson.ts'

/** `mean` is null without answers. With one answer, or as many that say the same, the interval says what it can. */
export type Mean = { n: number; mean: number | null } & Interval

/**
 * The mean of scores with Student's t interval, cut at the ends of the scale. Under two answers anything on the scale
 * is possible. Counts may be weighted: their sum is then the effective number of answers.
 * Student (1908), Biometrika 6, 1-25.
 */
export function meanOf(rows: readonly Scored[], scale: Interval, level = 0.95): Mean {
  const n = rows.reduce((sum, { count }) => sum + count, 0)
  if (n === 0) return { n, mean: null, ...scale }
  const mean = rows.reduce((sum, { score, count }) => sum + score * count, 0) / n
  if (n < 2) return { n, mean, ...scale }
  const squares = rows.reduce((sum, { score, count }) => sum + count * (score - mean) ** 2, 0)
  const half = tQuantile((1 + level) / 2, Math.floor(n - 1)) * Math.sqrt(squares / (n - 1) / n)
  return { n, mean, low: Math.max(scale.low, mean - half), high: Math.min(scale.high, mean + half) }
}

export type Nps = { n: number; promoters: number; detractors: number; nps: number | null } & Interval

/** Net promoter score of answers from 0 to 10: the share of 9 and 10 less that of 0 to 6, from -1 to 1. */
export const npsOf = (rows: readonly Scored[], level = 0.95): Nps => {
  const count = (wanted: (score: number) => boolean) =>
    rows.reduce((sum, { score, count }) => sum + (wanted(score) ? count : 0), 0)
  return npsOfCounts(
    {
      n: count(() => true),
      promoters: count((score) => score >= 9),
      detractors: count((score) => score <= 6),
    },
    level,
  )
}

/**
 * The same from counts, with the adjusted Wald interval: three answers more, of which 3/4 promoters and 3/4 detractors.
 * B. Rocks (2016), The American Statistician 70, 365-372; recommended by J. Sauro and J. R. Lewis (MeasuringU 2021).
 */
export function npsOfCounts(
  { n, promoters, detractors }: { n: number; promoters: number; detractors: number },
  level = 0.95,
): Nps {
  const [up, down] = [(promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)]
  const half = zAt(level) * Math.sqrt((up + down - (up - down) ** 2) / (n + 3))
  return {
    n,
    promoters,
    detractors,
    nps: n === 0 ? null : (promoters - detractors) / n,
    low: n === 0 ? -1 : Math.max(-1, up - down - half),
    high: n === 0 ? 1 : Math.min(1, up - down + half),
  }
}
