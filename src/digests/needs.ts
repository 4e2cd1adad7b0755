import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { OPEN_LIST, UNFINISHED_LIST } from '../../db/schema/index.ts'
import { DECISION } from '../cases/deadlines/rules.ts'
import { withoutReceipt } from '../cases/receipt.ts'
import { casesOf } from '../figures/slice.ts'
import { atLocal, localDate } from '../time.ts'
import type { Digest, Need, Scope } from './digest.ts'
import { iso, readers, within } from './scope.ts'

/** A digest is short: the rest is a number. */
const LISTED = 10

/**
 * Open cases that someone must turn to today: not taken, a promise overdue or due before the local day ends.
 * Management hears only of what is overdue. Cases that wait for the customer owe nothing, but a decision where the
 * customer stayed silent. One about somebody who reads
 * this digest is told of where it is handled.
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
      case when k.state = 'open' then 'not taken'
        when k.state = 'awaiting customer' then case when o.due <= ${iso(now)} then 'decision overdue' else 'decision due' end
        when o.due <= ${iso(now)} then 'overdue' else 'due today' end as why
    from (
        select id from cases k where k.state in ${sql.raw(OPEN_LIST)} and ${within(scope, 'k.department_key')}
        union select case_id from remedies where done_at is null and withdrawn_at is null
      ) one join cases k on k.id = one.id join departments d on d.key = k.department_key
      join people p on p.id = k.accountable_id,
      lateral (select case when k.state = 'open' then k.take_due_at when k.promise_due_at is not null then k.promise_due_at else (
        select min(m.due_at) from remedies m where m.case_id = k.id and m.done_at is null and m.withdrawn_at is null) end as due) o
    where (k.announce_at is null or k.announce_at <= ${iso(now)}) and (k.state in ('open', 'owned', 'recovering')
        or k.state = 'awaiting customer' and k.promise = ${DECISION} and k.silent_at is null
        or k.state not in ${sql.raw(OPEN_LIST)} and k.state <> 'merged' and k.id in (
          select case_id from remedies where done_at is null and withdrawn_at is null)) and ${within(scope, 'k.department_key')}
      and (o.due <= ${iso(until)} or k.state = 'open' and ${!above})
      and not ${readers(scope)}
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

/** Where each department's cases stand now. */
export const standingNow = async (tx: Tx, scope: Scope, now: Date): Promise<Standing[]> =>
  tx.execute<Standing>(sql`
    select department_key as department,
      count(*) filter (where state <> 'confirmed')::int as open,
      count(*) filter (where state = 'open' and take_due_at <= ${iso(now)}
        or state in ('owned', 'recovering') and promise_due_at <= ${iso(now)})::int as overdue,
      jsonb_agg(number order by number) filter (where state = 'confirmed') as "toDocument"
    from cases k where state in ${sql.raw(UNFINISHED_LIST)}
      and ${within(scope, 'department_key')} and not ${readers(scope)}
    group by 1`)

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
