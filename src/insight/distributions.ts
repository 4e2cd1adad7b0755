/**
 * The normal distribution's lower tail, within 1e-15, and to 6 digits where it is smaller than that.
 * J. F. Hart (1968), Computer Approximations, algorithm 5666, as in G. West (2005), Wilmott, May, 70-76.
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z)
  if (x > 37) return z > 0 ? 1 : 0
  const tail =
    Math.exp((-x * x) / 2) * (x < SPLIT ? polynomial(ABOVE, x) / polynomial(BELOW, x) : fraction(x))
  return z > 0 ? 1 - tail : tail
}
const SPLIT = 7.07106781186547
const ABOVE = [
  3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
]
const BELOW = [
  8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
]
const fraction = (x: number) =>
  1 / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / Math.sqrt(2 * Math.PI)
const polynomial = (coefficients: readonly number[], x: number) =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)

/** Both tails beyond ±z. */
export const twoSided = (z: number): number => 2 * normalCdf(-Math.abs(z))

/** The z below which the normal distribution has `p`: inverts `normalCdf` by Newton's steps. RangeError outside 0 to 1. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`no normal quantile at ${p}`)
  if (p > 0.5) return -normalQuantile(1 - p)
  // Abramowitz and Stegun (1964), 26.2.23: within 0.00045.
  const t = Math.sqrt(-2 * Math.log(p))
  let z =
    (2.515517 + 0.802853 * t + 0.010328 * t ** 2) /
      (1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3) -
    t
  for (let step = 0; step < 3; step++) {
    const miss = (normalCdf(z) - p) / normalPdf(z)
    z -= miss / (1 + (z * miss) / 2)
  }
  return z
}
const normalPdf = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)

/** The z that cuts off both tails at this level of confidence: 1.96 at 0.95. */
export const zAt = (level: number): number => -normalQuantile((1 - level) / 2)

/**
 * The t below which Student's distribution has `p`; `df` is a whole number of at least 1. The tail is the closed form
 * for whole degrees of freedom, Abramowitz and Stegun (1964), 26.7.3 and 26.7.4, inverted by Newton's steps; from
 * 200 degrees on it is their expansion 26.7.5, right to 10 digits there.
 */
export function tQuantile(p: number, df: number): number {
  if (p < 0.5) return -tQuantile(1 - p, df)
  if (p === 0.5) return 0
  const expanded = tExpanded(normalQuantile(p), df)
  if (df >= 200) return expanded
  // Bisection between bounds is sure at few degrees, where Newton's steps from the expansion overshoot.
  let [low, high] = [0, Math.max(1, expanded)]
  while (tCdf(high, df) < p) [low, high] = [high, high * 2]
  for (let step = 0; step < 200 && high - low > 1e-14 * high; step++) {
    const middle = (low + high) / 2
    if (tCdf(middle, df) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

const tExpanded = (z: number, df: number) =>
  z +
  (z ** 3 + z) / (4 * df) +
  (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df ** 2) +
  (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * df ** 3) +
  (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / (92160 * df ** 4)

function tCdf(t: number, df: number): number {
  const angle = Math.atan(t / Math.sqrt(df))
  const cosine2 = Math.cos(angle) ** 2
  const odd = df % 2 === 1
  let sum = 0
  for (let k = odd ? 1 : 0, term = odd ? Math.cos(angle) : 1; k <= df - 2; k += 2) {
    sum += term
    term *= (cosine2 * (k + 1)) / (k + 2)
  }
  const between = Math.sin(angle) * sum
  return 0.5 + (odd ? (angle + between) / Math.PI : between / 2)
}
