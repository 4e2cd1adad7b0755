import type { Counted } from './difference.ts'

/**
 * How likely chance alone puts at least so many of all hits into `one`: Fisher's exact test, one-sided.
 * R. A. Fisher (1935), The Design of Experiments, chapter 2.
 */
export function moreCommonP(one: Counted, other: Counted): number {
  const hits = one.successes + other.successes
  const all = one.n + other.n
  // It does not exceed the share of both together: no evidence, and the sum would be long
  if (one.successes * all <= hits * one.n) return 1
  const most = Math.min(hits, one.n)
  let term = Math.exp(choose(one.n, one.successes) + choose(other.n, other.successes) - choose(all, hits))
  let sum = 0
  for (let at = one.successes; at <= most && term > sum * 1e-12; at++) {
    sum += term
    term *= ((hits - at) * (one.n - at)) / ((at + 1) * (other.n - hits + at + 1))
  }
  return Math.min(1, sum)
}

const choose = (n: number, of: number) => logFactorial(n) - logFactorial(of) - logFactorial(n - of)

const known: number[] = [0]
const TABLE = 256
/** Sums up to 255, then Stirling's series: the error is below 1e-12. NIST Handbook of Mathematical Functions, 5.11.1. */
function logFactorial(n: number): number {
  if (n >= TABLE) {
    const x = n + 1
    return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + 1 / (12 * x) - 1 / (360 * x ** 3)
  }
  while (known.length <= n) known.push(known.at(-1)! + Math.log(known.length))
  return known[n]!
}
