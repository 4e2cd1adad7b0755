import { type Interval, wilson } from './wilson.ts'

/** Answers that say the same, counted. */
export type Scored = { score: number; count: number }
/** CSAT: the share of scores 4 and 5. `share` is null without answers. */
export type Csat = { n: number; satisfied: number; share: number | null } & Interval

/** Below this many answers an interval is so wide that it is noise; below the other, counts say more than a percentage. */
const FEWEST = 10
const FEW = 20

export function csat(rows: readonly Scored[]): Csat {
  return csatOf({ n: total(rows), satisfied: total(rows.filter(({ score }) => score >= 4)) })
}

const csatOf = ({ n, satisfied }: { n: number; satisfied: number }): Csat => ({
  n,
  satisfied,
  share: n === 0 ? null : satisfied / n,
  ...wilson(satisfied, n),
})

/** What of it may be said, in whole percents: the interval's ends are rounded outwards, so that it never claims more. */
export type CsatSaid = {
  n: number
  satisfied: number
  percent?: number
  interval?: [low: number, high: number]
}

export const csatSaid = ({ n, satisfied, share, low, high }: Csat): CsatSaid => ({
  n,
  satisfied,
  ...(share !== null && n >= FEW && { percent: Math.round(share * 100) }),
  ...(n >= FEWEST && { interval: [Math.floor(low * 100), Math.ceil(high * 100)] as [number, number] }),
})

const total = (rows: readonly Scored[]) => rows.reduce((sum, { count }) => sum + count, 0)
