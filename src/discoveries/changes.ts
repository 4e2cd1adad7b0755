import { sqlOf, type Tx } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { readDays } from '../figures/days.ts'
import { type Shift, shifts } from '../insight/shifts.ts'
import { nextDay } from '../zone.ts'
import type { Period } from './discovery.ts'
import { type Due, type Found, sweepRuns } from './runs.ts'

/** The longest baseline, and as many days again in which a change may grow. */
const DAYS = 400

/** Each day after local midnight: whether a department's share of dissatisfied answers has changed. */
export const findChanges = (deps: Pick<Deps, 'db' | 'log'>, { now }: { now: Date }): Promise<void> =>
  sweepRuns(deps, { kind: 'change', every: 'day', now, most: Number.POSITIVE_INFINITY }, async (tx, due) => {
    const last = await lastChange(tx, due)
    const days = await readDays(tx, {
      departments: [due.key],
      from: last?.from ?? nextDay(due.to, -DAYS),
      to: due.to,
    })
    const found = shifts(
      days.map(({ day, ...counts }) => ({ date: day, ...counts })),
      { last },
    )
    return { found: found.map(changeOf) }
  })

/** The chart goes on after the last change, so that what was found stays found and is found once. */
const lastChange = async (tx: Tx, { key, to }: Due) => {
  const [last] = await sqlOf(tx)<{ from: string; seen: string }[]>`
    select from_day::text as from, to_day::text as seen from discoveries
    where department_key = ${key} and kind = 'change' and facts ->> 'every' = 'day' and from_day > ${nextDay(to, -DAYS)}
    order by to_day desc limit 1`
  return last
}

const changeOf = ({ direction, before, after, seen }: Shift): Found => ({
  kind: 'change',
  key: `day:${direction}:${after.from}`,
  from: after.from,
  to: seen,
  facts: {
    every: 'day',
    direction,
    among: {},
    driver: null,
    before: periodOf(before),
    after: periodOf(after),
  },
})
const periodOf = ({ dissatisfied, ...period }: Shift['before']): Period => ({ ...period, hits: dissatisfied })
