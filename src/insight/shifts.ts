import { weekdayOf } from '../zone.ts'
import { oddsRatio, weigh } from './cusum.ts'

/** One local day of one department. Days without answers may be left out. */
export type Day = { date: string; n: number; dissatisfied: number }
type Dated = Day & { day: number; weekday: number }
type Period = { from: string; to: string; n: number; dissatisfied: number }
/** A change that the data support: since when it is likely, and on which day it was certain enough. */
export type Shift = { direction: 'worse' | 'better'; seen: string; before: Period; after: Period }

/**
 * The baseline: 28 days; where these hold few answers as many more as make 1,000, since a small baseline is what delays
 * a claim, but no more than half a year. Under 200 answers, or within 14 days of the last change, no claim is made.
 */
const DAYS = { usual: 28, most: 182, least: 14 }
const ANSWERS = { many: 1000, least: 200 }
/** What is looked for: 10 points more dissatisfied, or as much less on the scale of odds. */
const STEP = 0.1
/**
 * From `test/unit/insightShifts.long.test.ts`: of 1,000 spells of 28 days of 40 departments at most 5 % hold any false
 * signal, the baseline being as uncertain as it is.
 */
const THRESHOLD = 9.6

/**
 * One side of the chart while it is above 0: since when, and the frozen baseline. The log-likelihoods of "as before" and
 * "shifted" stand at each share that the baseline leaves open, `OPEN` standard errors away.
 */
type Side = {
  /** The place of the first day. */
  since: number
  before: Baseline
  as: number[]
  shifted: number[]
}
const OPEN = Array.from({ length: 17 }, (_, at) => (at - 8) / 2)
type Baseline = Period & { shares: number[]; share: number }

/**
 * The changes of one department, day by day: a two-sided binomial CUSUM against its baseline, weekday by weekday. Days in
 * order of their dates. The baseline of a side ends where its sum leaves 0 and is frozen until it is back there. How
 * little a baseline knows is in the likelihoods: they are averaged over the shares that it leaves open. The change began on
 * the day from which on it is likeliest. After a signal both sides start again, with a baseline that starts there; `last`
 * is the one that was found before, so that the chart goes on after it.
 * E. S. Page (1954), Biometrika 41, 100-115; weights by Steiner et al. (2000).
 */
export function shifts(
  days: readonly Day[],
  { threshold = THRESHOLD, last }: { threshold?: number; last?: { from: string; seen: string } } = {},
): Shift[] {
  const found: Shift[] = []
  const sides: Record<Shift['direction'], Side | null> = { worse: null, better: null }
  const dated = days
    .filter(({ n }) => n > 0)
    .map((day) => ({ ...day, day: numberOf(day.date), weekday: weekdayOf(day.date) }))
  let from = last ? numberOf(last.from) : Number.NEGATIVE_INFINITY
  dated.forEach((day, at) => {
    if (last && day.date <= last.seen) return
    let fresh: Baseline | null | undefined
    for (const direction of ['worse', 'better'] as const) {
      let side = sides[direction]
      if (!side) {
        fresh = fresh === undefined ? baseline(dated, at, from) : fresh
        if (!fresh) continue
        const none = OPEN.map(() => 0)
        side = { since: at, before: fresh, as: none, shifted: none }
      }
      const sum = add(side, day, direction)
      sides[direction] = sum > 0 ? side : null
      if (sum <= threshold) continue
      const start = likeliest(dated, side, at, direction)
      const before = dated.findIndex(({ date }) => date >= side.before.from)
      found.push({
        direction,
        seen: day.date,
        before: periodOf(dated.slice(before, start)),
        after: periodOf(dated.slice(start, at + 1)),
      })
      sides.worse = sides.better = null
      from = dated[start]!.day
      break
    }
  })
  return found
}

/** The day of a side from which on a shift is likeliest, given that there is one by `to`. */
function likeliest(days: readonly Dated[], side: Side, to: number, direction: Shift['direction']): number {
  const { shares, share } = side.before
  const odds = oddsOf(share, direction)
  let [sum, most, start] = [0, Number.NEGATIVE_INFINITY, to]
  for (let at = to; at >= side.since; at--) {
    const { n, dissatisfied, weekday } = days[at]!
    sum += weigh({ hits: dissatisfied, n }, shares[weekday]!, odds)
    if (sum > most) [most, start] = [sum, at]
  }
  return start
}

const periodOf = (days: readonly Dated[]): Period => ({
  from: days[0]!.date,
  to: days.at(-1)!.date,
  n: days.reduce((sum, { n }) => sum + n, 0),
  dissatisfied: days.reduce((sum, { dissatisfied }) => sum + dissatisfied, 0),
})
const numberOf = (date: string) => Date.parse(date) / 86_400_000

/** Adds a day to a side, and says how much more likely a shift is than none: the log of the ratio, 0 or less for none. */
function add(side: Side, { weekday, ...day }: Dated, direction: Shift['direction']): number {
  const { shares, share, n } = side.before
  const odds = oddsOf(share, direction)
  const error = 1 / Math.sqrt(n * share * (1 - share))
  const counted = { hits: day.dissatisfied, n: day.n }
  const at = (times: number) => (sum: number, open: number) =>
    sum + weigh(counted, shares[weekday]!, times * Math.exp(OPEN[open]! * error))
  side.as = side.as.map(at(1))
  side.shifted = side.shifted.map(at(odds))
  return averaged(side.shifted) - averaged(side.as)
}
/** The log of likelihoods averaged over what the baseline leaves open. */
function averaged(logs: readonly number[]): number {
  const weighted = logs.map((log, at) => log - OPEN[at]! ** 2 / 2)
  const most = Math.max(...weighted)
  return most + Math.log(weighted.reduce((sum, log) => sum + Math.exp(log - most), 0))
}

const oddsOf = (share: number, direction: Shift['direction']) => {
  const odds = oddsRatio(share, Math.min(share + STEP, (1 + share) / 2))
  return direction === 'worse' ? odds : 1 / odds
}

/** The days before `days[at]`, none before `from`; null where they hold too few answers. */
function baseline(days: readonly Dated[], at: number, from: number): Baseline | null {
  const today = days[at]!.day
  const n = new Array<number>(8).fill(0)
  const hits = new Array<number>(8).fill(0)
  let [all, dissatisfied, first] = [0, 0, at]
  for (let i = at - 1; i >= 0; i--) {
    const day = days[i]!
    if (day.day < from || day.day < today - (all < ANSWERS.many ? DAYS.most : DAYS.usual)) break
    n[day.weekday]! += day.n
    hits[day.weekday]! += day.dissatisfied
    all += day.n
    dissatisfied += day.dissatisfied
    first = i
  }
  if (all < ANSWERS.least || today - (days[first]?.day ?? today) < DAYS.least) return null
  // Never quite 0 or 1: the next answer may be the first of its kind.
  const share = (dissatisfied + 0.5) / (all + 1)
  return {
    from: days[first]!.date,
    to: days[at - 1]!.date,
    n: all,
    dissatisfied,
    share,
    shares: byWeekday(n, hits, all, share),
  }
}

/**
 * The share of each weekday, drawn towards that of all as far as the weekdays differ no more than chance: the variance
 * between them by the method of moments (J. C. Kleinman (1973), Journal of the American Statistical Association 68, 46-54).
 */
function byWeekday(n: number[], hits: number[], all: number, share: number): number[] {
  const used = n.filter((count) => count > 0).length
  const variance = share * (1 - share)
  let [spread, squares] = [0, 0]
  n.forEach((count, weekday) => {
    if (count > 0) spread += count * (hits[weekday]! / count - share) ** 2
    squares += count ** 2
  })
  const between = Math.max(0, spread - (used - 1) * variance) / (all - squares / all || 1)
  const strength = variance / between
  return n.map((count, weekday) =>
    between === 0 ? share : (hits[weekday]! + strength * share) / (count + strength),
  )
}
