import { type Difference, difference } from '../insight/difference.ts'
import { splitImpact } from '../insight/impact.ts'
import { nextDay } from '../zone.ts'
import { type AnswerFigures, splitsIn } from './answers.ts'
import type { Counted, Period } from './counts.ts'
import type { RecoveryShares } from './recovery.ts'
import { FEWEST, type Share } from './share.ts'

export const COMPARED = ['csat', 'named', 'response', 'rate', 'promises', 'reopened'] as const
type Compared = (typeof COMPARED)[number]

/** The share before, and the share of the period less that one, with Newcombe's interval (95 %). */
type ShareChange = { before: Share } & Difference
/** In shares: what the driver's impact was, what it changed by, and the two parts of that change (`splitImpact`). */
type DriverChange = { driver: string; change: number; volume: number; level: number }

/**
 * A period beside as many days before it. A share is null where either has too few for one, or there is none; a driver is
 * left out where either period has too few answers.
 */
export type Comparison = Period & {
  shares: Record<Compared, ShareChange | null>
  /** What changed most first. */
  drivers: DriverChange[]
}

const DAY = 24 * 3600_000

/** As many days that end before the period begins. */
export const periodBefore = ({ from, to }: Period): Period => {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1
  return { from: nextDay(from, -days), to: nextDay(from, -1) }
}

type Side = { answers: AnswerFigures; recovery: RecoveryShares }

/** Pure. `counted`: the period at 0, the one before it at 1. */
export const comparisonOf = (period: Period, counted: Counted, now: Side, before: Side): Comparison => {
  const of = ({ answers, recovery }: Side): Record<Compared, Share | null> => ({
    csat: answers.csat,
    named: answers.named,
    response: answers.response,
    rate: recovery.rate,
    promises: recovery.promises,
    reopened: recovery.reopened,
  })
  const [is, was] = [of(now), of(before)]
  const shares = COMPARED.map((name) => [name, changeOf(was[name], is[name])])
  return {
    ...periodBefore(period),
    shares: Object.fromEntries(shares) as Comparison['shares'],
    drivers: driversOf(counted, now.answers, before.answers),
  }
}

/** At the effective numbers, where departments sample at different rates. */
const changeOf = (before: Share | null, now: Share | null): ShareChange | null => {
  if (!before || !now || before.share === null || now.share === null) return null
  const counted = (share: number, n: number) => ({ successes: share * n, n })
  return {
    before,
    ...difference(counted(before.share, before.effective), counted(now.share, now.effective)),
  }
}

const driversOf = (counted: Counted, now: AnswerFigures, before: AnswerFigures): DriverChange[] => {
  if (now.n < FEWEST || before.n < FEWEST) return []
  const [is, was] = [splitsIn(counted, 0), splitsIn(counted, 1)]
  return [...new Set([...now.drivers, ...before.drivers].map(({ driver }) => driver))]
    .flatMap((driver) => {
      const split = splitImpact(was(driver), is(driver))
      return split ? [{ driver, ...split }] : []
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
}
