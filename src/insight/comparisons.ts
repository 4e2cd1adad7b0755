import { type Counted, type Difference, difference, sameShareP } from './difference.ts'
import { zAt } from './distributions.ts'

/**
 * The p of each test, adjusted for all of them: at most `q` of those that stay below `q` are false on average.
 * Y. Benjamini and Y. Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.
 */
export function adjusted(ps: readonly number[]): number[] {
  const order = ps.map((_, at) => at).sort((a, b) => ps[b]! - ps[a]!)
  const found = new Array<number>(ps.length)
  let least = 1
  order.forEach((at, place) => {
    least = Math.min(least, (ps[at]! * ps.length) / (ps.length - place))
    found[at] = least
  })
  return found
}

export type Comparison<Key> = { key: Key; before: Counted; after: Counted }
/** `level` is the coverage of the interval that is shown: more than 0.95 where it was picked from several. */
export type Compared<Key> = Comparison<Key> &
  Difference & { p: number; adjusted: number; changed: boolean; level: number }

/**
 * All comparisons that were made at once: which are changes, with `q` the share of false ones among them. p by Miettinen
 * and Nurminen, adjusted by Benjamini and Hochberg, and Newcombe's interval at the level that keeps the share of wrong
 * intervals among the changes at `q`: 1 - R q / m for R of m. Hand in every comparison that was looked at, also the dull.
 * Y. Benjamini and D. Yekutieli (2005), Journal of the American Statistical Association 100, 71-81.
 */
export function compareAll<Key>(comparisons: readonly Comparison<Key>[], q = 0.05): Compared<Key>[] {
  const ps = comparisons.map(({ before, after }) => sameShareP(before, after))
  const all = adjusted(ps)
  const changes = all.filter((p) => p <= q).length
  return comparisons.map((one, at) => {
    const changed = all[at]! <= q
    const level = changed ? 1 - (changes * q) / comparisons.length : 1 - q
    const interval = difference(one.before, one.after, zAt(level))
    return { ...one, ...interval, p: ps[at]!, adjusted: all[at]!, changed, level }
  })
}
