export type Interval = { low: number; high: number }

/**
 * The score interval for a proportion; `z` 1.96 covers 95 %. No observations: anything is possible, 0 to 1.
 * E. B. Wilson (1927), Journal of the American Statistical Association 22, 209-212; good at small counts and
 * near 0 and 1 (Brown, Cai and DasGupta 2001, Statistical Science 16, 101-133).
 */
export function wilson(successes: number, n: number, z = 1.96): Interval {
  if (!(successes >= 0 && successes <= n)) throw new RangeError(`${successes} of ${n} is no proportion`)
  if (n === 0) return { low: 0, high: 1 }
  const share = successes / n
  const scale = 1 + z ** 2 / n
  const middle = (share + z ** 2 / (2 * n)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))
  // Rounding must not leave an all-or-nothing share outside its own interval.
  return {
    low: successes === 0 ? 0 : Math.max(0, middle - half),
    high: successes === n ? 1 : Math.min(1, middle + half),
  }
}
