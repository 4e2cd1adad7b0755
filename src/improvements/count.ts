import type { Tx } from '../../db/client.ts'
import type { ImprovementLook, ImprovementMeasure } from '../../db/schema/index.ts'
import { readDays } from '../figures/days.ts'
import type { Slice } from '../figures/slice.ts'
import type { Counted } from '../insight/difference.ts'
import { judgeChange } from '../insight/halving.ts'
import { nextDay } from '../zone.ts'

/** So many days before it say how it was. */
export const BEFORE_DAYS = 90
/** Its pace is that of the last four weeks. */
const PACE_DAYS = 28

type Measured = { departmentKey: string; measure: ImprovementMeasure }

/** All routine answers of the slice from one local day to another, both included, and those that count. */
export const countFrom = async (
  tx: Tx,
  { departmentKey, measure: { driver, ...measure } }: Measured,
  from: string,
  to: string,
): Promise<Counted> => {
  if (to < from) return { successes: 0, n: 0 }
  const slice: Slice = { departments: [departmentKey], ...measure, from, to }
  const all = await readDays(tx, slice)
  const named = driver ? await readDays(tx, { ...slice, driver }) : all
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
  return { n: sum(all.map(({ n }) => n)), successes: sum(named.map(({ dissatisfied }) => dissatisfied)) }
}

/** What a change that is in place on `inPlaceOn` is worth as of `today`; without it, what it starts from. */
export const look = async (
  tx: Tx,
  improvement: Measured & { inPlaceOn: string | null },
  today: string,
): Promise<ImprovementLook> => {
  const start = improvement.inPlaceOn ?? nextDay(today)
  const last = nextDay(start, -1)
  const before = await countFrom(tx, improvement, nextDay(start, -BEFORE_DAYS), last)
  const after = await countFrom(tx, improvement, start, today)
  const pace = await countFrom(tx, improvement, nextDay(start, -PACE_DAYS), last)
  const { verdict, needed } = judgeChange(before, after)
  return { before, after, needed, verdict, weekly: (pace.n / PACE_DAYS) * 7 }
}
