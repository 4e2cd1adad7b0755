import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { AskedHow } from '../../db/schema/index.ts'
import { hiddenFrom, withoutHidden } from './aboutReader.ts'
import { type DayCounts, daysOf } from './days.ts'
import { inSlice, type Slice } from './slice.ts'

export const SCORED = ['1', '2', '3', '4', '5'] as const
type Scored = (typeof SCORED)[number]

export type Counts = { n: number; satisfied: number; neutral: number; dissatisfied: number }
/** `period`: which of those that were asked for, from 0. A department has answers at each of its rates. */
type Of = { period: number; department: string; rate: number }
export type AnswerCounts = Of &
  Counts &
  Record<Scored, number> & { asked: AskedHow; invited: number; sent: number; replied: number }
/** Routine answers that name a driver. */
export type NamedCounts = Of & { driver: string; n: number; dissatisfied: number }
/** `days`: those of the period that was asked for with `days`; none where it was not. */
export type Counted = { answers: AnswerCounts[]; named: NamedCounts[]; days: DayCounts[] }

/** Local dates of each department, both included. */
export type Period = Pick<Slice, 'from' | 'to'>

type Row = Omit<AnswerCounts, 'asked'> & { what: keyof Counted; of: string }

/**
 * What the roll-ups hold of a slice in each period, by department: one statement, however many periods and departments,
 * since each takes longer to send than a department's rows to read. Answers about the slice's reader are in none of it;
 * the roll-ups are the same for everybody, so those few are taken off.
 */
export const countAnswers = async (
  tx: Tx,
  slice: Omit<Slice, 'from' | 'to'>,
  periods: readonly Period[],
  { days }: { days?: Period } = {},
): Promise<Counted> => {
  const { reader, driver } = slice
  if (reader !== undefined) {
    const looked = days ? [...periods, days] : periods
    const [counted, hidden] = await Promise.all([
      countAnswers(tx, { ...slice, reader: undefined }, periods, { ...(days && { days }) }),
      hiddenFrom(tx, slice, reader, looked),
    ])
    return withoutHidden(counted, hidden, periods, driver)
  }
  const parts = periods.flatMap((period, at) =>
    [answersOf, namedOf].map((part) => part({ ...slice, ...period }, sql.raw(String(at)))),
  )
  const rows = await tx.execute<Row>(
    sql`${sql.join(days ? [...parts, daysPart({ ...slice, ...days })] : parts, sql` union all `)} order by what, period, department, "of", rate`,
  )
  const { answers = [], named = [], days: counted = [] } = Object.groupBy(rows, ({ what }) => what)
  return {
    answers: answers.map(({ what: _, of, ...row }) => ({ ...row, asked: of as AskedHow })),
    named: named.map(({ period, department, of: driver, rate, n, dissatisfied }) => ({
      ...{ period, department, driver, rate, n, dissatisfied },
    })),
    days: counted.map(({ of: day, n, satisfied, neutral, dissatisfied }) => ({
      ...{ day, n, satisfied, neutral, dissatisfied },
    })),
  }
}

const answersOf = (slice: Slice, period: SQL): SQL => {
  const scores = SCORED.map((score) => `sum(score${score})::int as "${score}"`).join(', ')
  return sql`
    select 'answers' as what, ${period} as period, department_key as department, asked as "of", rate, sum(answered)::int as n,
      sum(satisfied)::int as satisfied, sum(neutral)::int as neutral, sum(dissatisfied)::int as dissatisfied,
      sum(invited)::int as invited, sum(sent)::int as sent, sum(replied)::int as replied, ${sql.raw(scores)}
    from rollups r where ${inSlice(slice, 'r')} group by department_key, asked, rate`
}

const NONE = sql.raw(`null::int, null::int, null::int, ${SCORED.map(() => 'null::int').join(', ')}`)

const namedOf = (slice: Slice, period: SQL): SQL => sql`
    select 'named', ${period}, department, driver, rate, sum(n::int)::int, null::int, null::int,
      coalesce(sum((r.drivers ->> driver)::int), 0)::int, ${NONE}
    from (
      select department_key as department, rate, named, drivers from rollups r
      where ${inSlice(slice, 'r')} and asked = 'routine' and named <> '{}' offset 0
    ) r, jsonb_each_text(r.named) each(driver, n) group by department, driver, rate`

const daysPart = (slice: Slice): SQL => sql`
    select 'days', 0, '', day::text, 0, n, satisfied, neutral, dissatisfied, ${NONE} from (${daysOf(slice)}) of_days`
