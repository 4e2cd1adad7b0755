import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { OPEN_LIST } from '../../db/schema/index.ts'
import { DECISION } from '../cases/deadlines/rules.ts'
import { withoutReceipt } from '../cases/receipt.ts'
import { casesOf } from '../figures/slice.ts'
import { atLocal, localDate } from '../time.ts'
import type { Digest, Need, Scope } from './digest.ts'
import { iso, readers, within } from './scope.ts'

/** A digest is short: the rest is a number. */
const LISTED = 10

/**
 * What someone owes on the cases of a scope, for `from`: `k` the case and `o` what is owed first, `due` and `why`. The
 * one definition of a digest: its heading, its lines and its departments count these rows. Owed are the taking, an
 * apology, a promise, a remedy that outlives the end, and a manager's decision where the customer stayed silent; a case
 * that waits for the customer owes nothing else. One about somebody who reads this digest is told of where it is handled.
 */
const owedIn = (scope: Scope, now: Date): SQL => sql`(
    select id from cases k where k.state in ${sql.raw(OPEN_LIST)} and ${within(scope, 'k.department_key')}
    union select case_id from remedies where done_at is null and withdrawn_at is null
  ) one join cases k on k.id = one.id and k.state <> 'merged' and ${within(scope, 'k.department_key')}
    and (k.announce_at is null or k.announce_at <= ${iso(now)}) and not ${readers(scope)}
  cross join lateral (
    select due, why from (
      select k.take_due_at as due, 'not taken' as why where k.state = 'open'
      union all select k.promise_due_at, 'promise' where k.state in ('owned', 'recovering')
      union all select k.promise_due_at, 'decision'
        where k.state = 'awaiting customer' and k.promise = ${DECISION} and k.silent_at is null
      union all select t.due_at, 'apology' from timers t
        where k.state in ('owned', 'recovering') and t.case_id = k.id and t.kind = 'apology' and t.ended_at is null and t.paused_at is null
      union all select m.due_at, 'promise' from remedies m
        where (k.state not in ${sql.raw(OPEN_LIST)} or k.state in ('owned', 'recovering') and k.promise_due_at is null)
          and m.case_id = k.id and m.done_at is null and m.withdrawn_at is null
    ) each order by due, why desc limit 1
  ) o`

/**
 * What someone must turn to today: not taken, overdue, or due before the local day ends. Management hears only of what
 * is overdue.
 */
export const needsNow = async (
  tx: Tx,
  scope: Scope,
  now: Date,
): Promise<Pick<Digest, 'needs' | 'needed'>> => {
  const { timeZone, kind } = scope.home
  const above = kind === 'management'
  const until = above ? now : atLocal(timeZone, localDate(timeZone, now), '24:00')
  const rows = await tx.execute<Omit<Need, 'due'> & { due: Date; needed: number }>(sql`
    select k.id as case, k.number, d.name as department, k.severity, p.name as accountable, o.due, (
      select json_build_object('until', max(t.snoozed_until), 'by', min(b.name)) from timers t join people b on b.id = t.snoozed_by
      where t.case_id = k.id and t.ended_at is null and t.level = 0 having count(*) > 0
    ) as snoozed, count(*) over ()::int as needed,
      case when o.why = 'not taken' then o.why
        when o.why = 'promise' then case when o.due <= ${iso(now)} then 'overdue' else 'due today' end
        else o.why || case when o.due <= ${iso(now)} then ' overdue' else ' due' end end as why
    from ${owedIn(scope, now)} join departments d on d.key = k.department_key join people p on p.id = k.accountable_id
    where o.due <= ${iso(until)} or k.state = 'open' and ${!above}
    order by o.due <= ${iso(now)} desc, k.severity, o.due, k.number limit ${LISTED}`)
  return {
    needs: rows.map(({ needed: _, due, snoozed, ...need }) => ({
      ...need,
      due: due.toISOString(),
      ...(snoozed ? { snoozed } : {}),
    })),
    needed: rows[0]?.needed ?? 0,
  }
}

export type Standing = {
  department: string
  open: number
  overdue: number
  toDocument: number[] | null
}

/** Where each department's cases stand now. To document are those that ended with a finding owed, however they did. */
export const standingNow = async (tx: Tx, scope: Scope, now: Date): Promise<Standing[]> =>
  tx.execute<Standing>(sql`
    select stands.department, coalesce(sum(open), 0)::int as open, coalesce(sum(overdue), 0)::int as overdue,
      jsonb_agg(number order by number) filter (where number is not null) as "toDocument"
    from (
      select department_key as department, 1 as open, 0 as overdue, null::int as number
      from cases k where state in ${sql.raw(OPEN_LIST)} and ${within(scope, 'department_key')} and not ${readers(scope)}
      union all
      select k.department_key, 0, 1, null from ${owedIn(scope, now)} where o.due <= ${iso(now)}
      union all
      select k.department_key, 0, 0, k.number from (
        select id from cases where state = 'confirmed' and ${within(scope, 'department_key')}
        union select case_id from timers where kind = 'finding' and ended_at is null
      ) one join cases k on k.id = one.id and ${within(scope, 'k.department_key')} and not ${readers(scope)}
    ) stands group by 1`)

export type Ended = {
  id: string
  number: number
  department: string
  recovered: boolean
  how: 'clicked' | 'spoken' | 'without receipt' | null
  /** The customer said something with it. */
  words: boolean
}

/** Cases the customer confirmed in the digest's days, and those that ended in silence: as the figures count them. */
export const endedIn = async (tx: Tx, scope: Scope): Promise<Ended[]> => {
  const { departments, from, to } = scope
  return tx.execute<Ended>(sql`
    select k.id, k.number, k.department_key as department, k.state <> 'unconfirmed' as recovered,
      case when ${sql.raw(withoutReceipt('k'))} then 'without receipt' else k.confirmed_by end as how,
      exists (select from case_events e where e.case_id = k.id and e.kind = 'answered'
        and e.data ->> 'answer' = 'yes' and e.text <> '') as words
    from ${casesOf({ departments, from, to }, sql`k.closed_at`)}
    where k.state in ('confirmed', 'documented', 'unconfirmed') and not ${readers(scope)}
    order by k.number`)
}
