import { type Interval, wilson } from './wilson.ts'

/** Answers that say the same, counted. */
export type Scored = { score: number; count: number }
/** CSAT: the share of scores 4 and 5. `share` is null without answers. */
export type Csat = { n: number; satisfied: number; share: number | null } & Interval

/** Below this many answers a percentage promises more than it knows, so the counts are said instead. */
const FEW = 20

export function csat(rows: readonly Scored[]): Csat {
  return csatOf({ n: total(rows), satisfied: total(rows.filter(({ score }) => score >= 4)) })
}

export const csatOf = ({ n, satisfied }: { n: number; satisfied: number }): Csat => ({
  n,
  satisfied,
  share: n === 0 ? null : satisfied / n,
  ...wilson(satisfied, n),
})

/** "3 of 4 satisfied (95 % interval 30–95 %)"; a percentage first once there are enough answers. */
export function csatWords({ n, satisfied, share, low, high }: Csat): string {
  if (share === null) return 'no answers'
  const said = n < FEW ? `${satisfied} of ${n}` : `${percent(share)} % of ${n}`
  return `${said} satisfied (95 % interval ${percent(low)}–${percent(high)} %)`
}

const total = (rows: readonly Scored[]) => rows.reduce((sum, { count }) => sum + count, 0)
const percent = (share: number) => Math.round(share * 100)
