import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { CaseState } from '../../db/schema/index.ts'
import {
  cameBack,
  countsAsPromise,
  foundSince,
  keptPromise,
  NOT_COUNTED,
  OWES_FINDING,
  YES_LIST,
} from '../cases/counted.ts'
import { withoutReceipt } from '../cases/receipt.ts'
import type { Median } from '../insight/durations.ts'
import { plainShare, type Share } from './share.ts'
import { casesOf, inDepartments, type Slice, zonesOf } from './slice.ts'
import { type Opened, timesOf, type Written } from './times.ts'

/** Ends other than the customer's yes. */
type OtherEnd = Exclude<
  CaseState,
  'open' | 'owned' | 'recovering' | 'awaiting customer' | 'confirmed' | 'documented'
>
type Confirmed = Record<'clicked' | 'spoken' | 'without receipt', number>

/**
 * What became of the cases. `opened` and the times are of cases opened in the period, seen until now; ends, reopenings,
 * promises and remedies are those of the period, whenever the case was opened.
 */
export type RecoveryFigures = {
  opened: number
  /** The customer's own yes, counted apart by how it was said. */
  confirmed: Confirmed
  otherEnds: Partial<Record<OtherEnd, number>>
  /** Confirmed of all that ended; merged cases and scores given by mistake are none. */
  rate: Share
  /** Cases that were opened again, of those that ended or were opened again. */
  reopened: Share
  /** Dates told to a customer that came due, and were kept; and the departments' cases with such a date. */
  promises: Share & { cases: Record<'kept' | 'missed', number> }
  /** Business minutes from the opening; to the finding from the end. Half of the cases got there within the median. */
  times: Record<'taken' | 'apology' | 'confirmed' | 'documented', Median>
  /** After so many days since its opening: the share of cases still open, and ended each way. Empty with few cases. */
  outcomes: { days: number; open: number; by: Partial<Record<CaseState, number>> }[]
  remedies: RemedyFigures[]
}

/** `amount` is what was done, with the currency's decimals; null where it is not money. */
export type RemedyFigures = {
  kind: string
  right: boolean
  currency: string | null
  promised: number
  done: number
  /** In how many cases. */
  cases: Record<'promised' | 'done', number>
  amount: string | null
}

export type RecoveryShares = Pick<RecoveryFigures, 'rate' | 'reopened' | 'promises'>

/** The shares alone, of the same slice. */
export const readRecoveryShares = async (tx: Tx, slice: Slice, now: Date): Promise<RecoveryShares> =>
  sharesOf(...(await Promise.all([endedIn(tx, slice), reopenedIn(tx, slice), promisesIn(tx, slice, now)])))

const sum = (of: readonly { n: number }[]) => of.reduce((all, { n }) => all + n, 0)

const sharesOf = (ended: Ended[], again: Reopened, due: Due): RecoveryShares => {
  const yes = sum(ended.filter(({ how }) => how !== null))
  const counted = ended.filter(
    ({ how, state }) => how === null && state !== 'merged' && state !== 'answered by mistake',
  )
  return {
    rate: plainShare(yes, yes + sum(counted)),
    reopened: plainShare(again.reopened, again.n),
    promises: { ...plainShare(due.kept, due.n), cases: { kept: due.keptCases, missed: due.missedCases } },
  }
}

/** What became of the slice's cases, as it is known `now`. */
export const readRecovery = async (tx: Tx, slice: Slice, now: Date): Promise<RecoveryFigures> => {
  const [calendars, opened, ended, again, due, written, remedies] = await Promise.all([
    zonesOf(tx, slice),
    openedIn(tx, slice),
    endedIn(tx, slice),
    reopenedIn(tx, slice),
    promisesIn(tx, slice, now),
    findingsIn(tx, slice),
    remediesIn(tx, slice),
  ])
  const yes = ended.filter(({ how }) => how !== null)
  const how = (wanted: keyof Confirmed) => sum(yes.filter((one) => one.how === wanted))
  const others = ended.filter(({ how }) => how === null)
  return {
    opened: opened.length,
    confirmed: {
      clicked: how('clicked'),
      spoken: how('spoken'),
      'without receipt': how('without receipt'),
    },
    otherEnds: Object.fromEntries(others.map(({ state, n }) => [state, n])),
    ...sharesOf(ended, again, due),
    ...timesOf(opened, written, calendars, now),
    remedies,
  }
}

/** Cases opened in the slice, but those that were none. */
const openedIn = (tx: Tx, slice: Slice): Promise<Opened[]> =>
  tx.execute<Opened>(sql`
    select k.department_key as department, k.opened_at as "openedAt", k.taken_at as "takenAt", k.apologised_at as "apologisedAt",
      k.confirmed_at as "confirmedAt", k.closed_at as "closedAt", k.state
    from ${casesOf(slice, sql`k.opened_at`)} where k.state not in ${sql.raw(NOT_COUNTED)}`)

type Ended = { state: CaseState; how: keyof Confirmed | null; n: number }
const endedIn = (tx: Tx, slice: Slice): Promise<Ended[]> =>
  tx.execute<Ended>(sql`
    select case when how is null then state end as state, how, count(*)::int as n from (
      select k.state, case when k.state not in ${sql.raw(YES_LIST)} then null
        when ${sql.raw(withoutReceipt('k'))} then 'without receipt' else k.confirmed_by end as how
      from ${casesOf(slice, sql`k.closed_at`)} offset 0
    ) ended group by 1, 2`)

/** What hangs on cases, each with its own: `offset 0` has it looked up, where the planner would read all there are. */
const withCase = (rows: SQL, of: string): SQL =>
  sql`${rows} cross join lateral (select * from cases one where one.id = ${sql.raw(of)}.case_id offset 0) k`

type Reopened = { reopened: number; n: number }
/** An answer that brings a case back counts where the case had ended by then. */
const reopenedIn = async (tx: Tx, slice: Slice): Promise<Reopened> => {
  const [row] = await tx.execute<Reopened>(sql`
    with again as (
      select distinct k.id from ${casesOf(slice, sql`e.at`, withCase(sql`case_events e`, 'e'))}
      where ${sql.raw(cameBack('e'))}
    )
    select (select count(*) from again)::int as reopened, count(*)::int as n from (
      select id from again union
      select k.id from ${casesOf(slice, sql`k.closed_at`)} where k.state not in ${sql.raw(NOT_COUNTED)}
    ) both_kinds`)
  return row!
}

type Due = Record<'n' | 'kept' | 'keptCases' | 'missedCases', number>
const promisesIn = async (tx: Tx, slice: Slice, now: Date): Promise<Due> => {
  const kept = sql.raw(keptPromise('t'))
  // The promise stays with the department that made it; its case may have gone to another
  const here = inDepartments(slice, 'k.department_key')
  const cases = (which: SQL) => sql`(count(distinct k.id) filter (where ${which} and ${here}))::int`
  const [row] = await tx.execute<Due>(sql`
    select count(*)::int as n, (count(*) filter (where ${kept}))::int as kept, ${cases(kept)} as "keptCases", ${cases(sql`not ${kept}`)} as "missedCases"
    from ${casesOf(slice, sql`t.due_at`, withCase(sql`timers t`, 't'), sql`t`)}
    where ${sql.raw(countsAsPromise('t', 'k'))} and t.due_at <= ${now.toISOString()}::timestamptz`)
  return row!
}

/** Cases that ended in the slice and owe a finding, with their first finding since. */
const findingsIn = (tx: Tx, slice: Slice): Promise<Written[]> =>
  tx.execute<Written>(sql`
    select k.department_key as department, k.closed_at as "closedAt", ${sql.raw(foundSince('k'))} as at
    from ${casesOf(slice, sql`k.closed_at`)} where k.state in ${sql.raw(OWES_FINDING)}`)

/** Up to so many departments the cases of these are known sooner than the case of each remedy of all departments. */
const FEW = 8
const remediesIn = (tx: Tx, slice: Slice): Promise<RemedyFigures[]> => {
  const own = sql`remedies m join (select id from cases k where ${inDepartments(slice, 'k.department_key')} offset 0) own on own.id = m.case_id`
  const remedies = withCase(slice.departments.length > FEW ? sql`remedies m` : own, 'm')
  const of = (at: string) => casesOf(slice, sql.raw(at), remedies)
  return tx.execute<RemedyFigures>(sql`
    select kind, "right", currency, sum(promised)::int as promised, sum(done)::int as done, sum(amount)::text as amount,
      json_build_object('promised', count(distinct id) filter (where promised = 1), 'done', count(distinct id) filter (where done = 1)) as cases
    from (
      select k.id, m.kind, m.statutory as "right", m.currency, 1 as promised, 0 as done, case when m.currency is not null then 0 end as amount
      from ${of('m.promised_at')} where m.withdrawn_at is null
      union all
      select k.id, m.kind, m.statutory, m.currency, 0, 1, m.amount from ${of('m.done_at')} where m.withdrawn_at is null
    ) each group by 1, 2, 3 order by 1, 2, 3`)
}
