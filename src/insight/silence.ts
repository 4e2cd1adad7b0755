import { type Interval, wilson } from './wilson.ts'

/** What the range rests on, for a renderer to say in words. */
type SilentAssumption =
  /** Anybody who stays silent may be dissatisfied: no assumption at all. */
  | { kind: 'anything' }
  /** The odds of being dissatisfied among the silent are at most so many times higher or lower than among who answered. */
  | { kind: 'odds'; factor: number }
  /** So many of the silent were asked again in person and so many answered; for the rest the odds as above. */
  | { kind: 'asked again'; asked: number; answered: number; factor: number }

/** Of how many people; `low` and `high` are numbers of people, not shares. */
export type SilentDissatisfied = { silent: number; assumption: SilentAssumption } & Interval

/** Studies disagree on which way the silent differ, so odds of half and twice are both taken as possible. */
const FACTOR = 2

/**
 * How many dissatisfied customers said nothing, as a range: its two ends, and no middle. Bounds under no assumption:
 * C. F. Manski (1989), Journal of Human Resources 24, 343-360; narrowed by a bound on the odds (R. J. A. Little and
 * D. B. Rubin (2002), Statistical Analysis with Missing Data, chapter 15), and by asking some of the
 * silent again (M. H. Hansen and W. N. Hurwitz (1946), Journal of the American Statistical Association 41, 517-529).
 * Each share is taken at the ends of its Wilson interval, so the counts' own uncertainty is in the range. Without an
 * answer at all: anything.
 */
export function silentDissatisfied(
  seen: { invited: number; answered: number; dissatisfied: number },
  again?: { asked: number; answered: number; dissatisfied: number },
  factor = FACTOR,
): SilentDissatisfied {
  const silent = Math.max(0, seen.invited - seen.answered)
  const first = wilson(seen.dissatisfied, seen.answered)
  if (again && again.answered > 0) {
    // Who answered the second time speaks for as many of the silent as would answer; the rest may differ from them.
    const second = wilson(again.dissatisfied, again.answered)
    const reached = again.answered / again.asked
    return {
      silent,
      low: silent * (reached * second.low + (1 - reached) * atOdds(second.low, 1 / factor)),
      high: silent * (reached * second.high + (1 - reached) * atOdds(second.high, factor)),
      assumption: { kind: 'asked again', asked: again.asked, answered: again.answered, factor },
    }
  }
  if (seen.answered === 0) return { silent, low: 0, high: silent, assumption: { kind: 'anything' } }
  return {
    silent,
    low: silent * atOdds(first.low, 1 / factor),
    high: silent * atOdds(first.high, factor),
    assumption: { kind: 'odds', factor },
  }
}

const atOdds = (share: number, factor: number) => (share * factor) / (1 - share + share * factor)
