import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { inSlice, type Slice } from './slice.ts'

export type DayCounts = { day: string; n: number; satisfied: number; neutral: number; dissatisfied: number }

/** Routine answers by day, oldest first; a day without answers is there with zeros. With a driver: those that name it. */
export const readDays = async (tx: Tx, slice: Omit<Slice, 'reader'>): Promise<DayCounts[]> =>
  tx.execute<DayCounts>(sql`${daysOf(slice)} order by 1`)

/** For a statement: the same, in no order. */
export const daysOf = (slice: Slice): SQL => {
  const { from, to, driver } = slice
  const named = sql`(r.named ->> ${driver ?? ''})::int`
  const bad = sql`(r.drivers ->> ${driver ?? ''})::int`
  const sums = driver
    ? sql`sum(${named}) as n, 0 as satisfied, sum(${named}) - coalesce(sum(${bad}), 0) as neutral, sum(${bad}) as dissatisfied`
    : sql`sum(r.answered) as n, sum(r.satisfied) as satisfied, sum(r.neutral) as neutral, sum(r.dissatisfied) as dissatisfied`
  return sql`
    select g.day::date::text as day, coalesce(n, 0)::int as n, coalesce(satisfied, 0)::int as satisfied,
      coalesce(neutral, 0)::int as neutral, coalesce(dissatisfied, 0)::int as dissatisfied
    from generate_series(${from}::date, ${to}::date, interval '1 day') g(day)
    left join (
      select r.day, ${sums} from rollups r where ${inSlice(slice, 'r')} and r.asked = 'routine' group by r.day
    ) counted on counted.day = g.day::date`
}
