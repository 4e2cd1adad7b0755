import { oddsRatio, weigh } from './cusum.ts'
import type { Counted } from './difference.ts'
import { wilson } from './wilson.ts'

/** An answer; a `hit` is what is watched: dissatisfied, or naming a driver. */
export type Answered = { at: Date; hit: boolean }
/** `to` is null while it lasts. It ends when the rate is back, or when nothing was hit for hours. */
export type Burst = {
  from: Date
  seen: Date
  to: Date | null
  n: number
  hits: number
  ended: 'back' | 'quiet' | null
}

const HOUR = 3_600_000
/** A baseline with fewer answers claims nothing. */
const ENOUGH = 200
/** What took longer to show is a change of days (`shifts`), not a burst. */
const LONGEST = 24 * HOUR
const QUIET = 4 * HOUR
/** One false alarm a slice in so many baselines of 28 days; `test/unit/insightBursts.long.test.ts` counts them. */
const BASELINES = 120
/** How sure the way back must be: 55 to 1. */
const BACK = 4

/**
 * Bursts of one slice (a department, or one driver or product tag in it): a Bernoulli CUSUM answer by answer, for a share
 * that triples, against the share of the 28 days before. Answers in order of time; `baseline` counts the 28 days. The
 * threshold rises with the number of answers, so that busy slices ring no more often than quiet ones, and by `handicap`, the
 * log of how many slices share one chance of a false alarm.
 * M. R. Reynolds and Z. G. Stoumbos (1999), Journal of Quality Technology 31, 87-108; weights by Steiner et al. (2000).
 */
export function bursts(
  answers: readonly Answered[],
  baseline: Counted,
  now: Date,
  { handicap = 0 }: { handicap?: number } = {},
): Burst[] {
  if (baseline.n < ENOUGH) return []
  // The upper end of what the baseline leaves open: a share that it caught too low would ring for ever.
  const share = wilson(baseline.successes, baseline.n, 1).high
  const odds = oddsRatio(share, Math.min(3 * share, 1 - (1 - share) / 3))
  const [ifHit, ifNot] = [1, 0].map((hits) => weigh({ hits, n: 1 }, share, odds)) as [number, number]
  const threshold = Math.log(baseline.n * BASELINES) + handicap - OVERSHOOT
  const found: Burst[] = []
  let run: { sum: number; from: Date; n: number; hits: number } | null = null
  let back = 0
  let last: Date | undefined
  for (const { at, hit } of answers) {
    const weight = hit ? ifHit : ifNot
    const burst = found.at(-1)
    if (burst && !burst.to) {
      if (at.getTime() - last!.getTime() >= QUIET) end(burst, last!, 'quiet')
      else {
        burst.n++
        burst.hits += hit ? 1 : 0
        if (hit) last = at
        back = Math.max(0, back - weight)
        if (back > BACK) end(burst, at, 'back')
        continue
      }
    }
    if (run && at.getTime() - run.from.getTime() > LONGEST) run = null
    run ??= { sum: 0, from: at, n: 0, hits: 0 }
    run.sum += weight
    run.n++
    run.hits += hit ? 1 : 0
    if (run.sum <= 0) run = null
    else if (run.sum > threshold) {
      found.push({ from: run.from, seen: at, to: null, n: run.n, hits: run.hits, ended: null })
      run = null
      back = 0
      last = at
    }
  }
  const open = found.at(-1)
  if (open && !open.to && now.getTime() - last!.getTime() >= QUIET) end(open, last!, 'quiet')
  return found
}
/** A sum that crosses its threshold starts from 0 often and lands beyond: measured, worth so much of the threshold. */
const OVERSHOOT = 2

function end(burst: Burst, last: Date, how: 'back' | 'quiet') {
  burst.to = how === 'quiet' ? new Date(last.getTime() + QUIET) : last
  burst.ended = how
}
