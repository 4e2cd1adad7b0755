import { type Counted, type Difference, difference } from './difference.ts'
import { normalCdf, zAt } from './distributions.ts'

const POWER = 0.8
const LEVEL = zAt(0.95)
/** Looks before the planned end take this level, so that looking every day finds no change by chance. */
const EARLY = zAt(0.999)
/** More answers than this nobody waits for. */
const MOST = 1_000_000

/**
 * The power of the two-sided test that two shares are the same, at `n1` and `n2` answers: the normal approximation with
 * the pooled share under "the same", without continuity correction. At equal numbers it is that of R's power.prop.test.
 * J. L. Fleiss, A. Tytun and H. K. Ury (1980), Biometrics 36, 343-346; Fleiss, Levin and Paik (2003), Statistical
 * Methods for Rates and Proportions, 4.2 and 4.3.
 */
export function powerOfShares(
  p1: number,
  p2: number,
  { n1, n2, z = LEVEL }: { n1: number; n2: number; z?: number },
): number {
  const pooled = (n1 * p1 + n2 * p2) / (n1 + n2)
  const same = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
  const apart = Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2)
  return normalCdf((Math.abs(p1 - p2) - z * same) / apart)
}

/**
 * How many answers after a change show, with a power of 80 %, that a share has halved, given what was counted before.
 * Null where so few were counted before, or so few name it, that no number of answers would.
 */
export function neededForHalving({ successes, n }: Counted): number | null {
  if (successes === 0 || n === 0) return null
  const share = successes / n
  const shows = (n2: number) => powerOfShares(share, share / 2, { n1: n, n2 }) >= POWER
  if (!shows(MOST)) return null
  let [low, high] = [0, MOST]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (shows(middle)) high = middle
    else low = middle
  }
  return high
}

type Verdict = 'better' | 'worse' | 'no halving' | 'too early'
export type Judged = Difference & {
  verdict: Verdict
  /** Answers that show a halving, and how many of them are to come; null where no number would show it. */
  needed: number | null
  more: number | null
}

/**
 * Whether a share is lower after a change: by Newcombe's interval of the difference. It may be asked every day: before
 * the planned number of answers only an interval of 99.9 % counts, at it one of 95 %, and then the verdict is to stand.
 * J. L. Haybittle (1971), British Journal of Radiology 44, 793-797; R. Peto and others (1976), British Journal of Cancer
 * 34, 585-612. Where no number is planned, the early level is the only one.
 */
export function judgeChange(before: Counted, after: Counted): Judged {
  const needed = neededForHalving(before)
  const more = needed === null ? null : Math.max(0, needed - after.n)
  const shown = difference(before, after, LEVEL)
  const decides = more === 0 ? shown : difference(before, after, EARLY)
  const verdict: Verdict =
    after.n === 0
      ? 'too early'
      : decides.high < 0
        ? 'better'
        : decides.low > 0
          ? 'worse'
          : more === 0
            ? 'no halving'
            : 'too early'
  return { ...shown, verdict, needed, more }
}

/** Whether a share that was put right is back: worse than it was after the change, at the early level, as it is asked often. */
export const isBack = (after: Counted, since: Counted): boolean =>
  after.n > 0 && since.n > 0 && difference(after, since, EARLY).low > 0
