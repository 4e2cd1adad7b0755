import type { Sql } from 'postgres'

/**
 * What is never to be: each line is a promise of recovery.md that a case, or any case, breaks now. Empty if all hold.
 * Exactly one accountable person is a column that is not null; here it is somebody who may be it.
 */
export const violations = async (sql: Sql, caseId?: string): Promise<string[]> => {
  const rows = await sql<{ violation: string; number: number }[]>`
    with k as (
      select c.*, c.state in ('open', 'owned', 'recovering', 'awaiting customer') as is_open
      from cases c where ${caseId ?? null}::uuid is null or c.id = ${caseId ?? null}
    )
    select 'nobody who may be is accountable' as violation, number from k
      join people p on p.id = k.accountable_id where is_open and (not p.active or p.id = k.about_id)
    union all
    select 'owner and accountable are two people', number from k
      where is_open and owner_id is not null and owner_id <> accountable_id
    union all
    select 'taken, and nobody owns it', number from k where state in ('owned', 'recovering', 'awaiting customer') and owner_id is null
    union all
    select 'open without a promise and its date', number from k where is_open and (promise is null or promise_due_at is null)
    union all
    select 'ended with a promise', number from k
      where state not in ('open', 'owned', 'recovering', 'awaiting customer', 'confirmed') and promise is not null
    union all
    select 'documented without a finding', number from k
      where state = 'documented' and not exists (select from findings f where f.case_id = k.id)
    union all
    select 'confirmed without the customer’s yes', number from k
      where state in ('confirmed', 'documented') and (confirmed_by is null or coalesce((
        select e.data ->> 'answer' from case_events e where e.case_id = k.id and e.kind = 'answered' order by e.id desc limit 1
      ), '') <> 'yes')
    union all
    select 'done before the apology, or with a remedy owed', number from k
      where state = 'awaiting customer' and (apologised_at is null or exists (
        select from remedies m where m.case_id = k.id and m.done_at is null and m.withdrawn_at is null))
    union all
    select 'a clock runs on a case that ended', number from k
      where not is_open and state <> 'confirmed' and exists (select from timers t where t.case_id = k.id and t.ended_at is null)
    union all
    select 'open and owing, without a clock', number from k
      where state in ('open', 'owned', 'recovering') and not exists (select from timers t where t.case_id = k.id and t.ended_at is null)
    union all
    select 'something still waits on a case that ended', number from k
      where not is_open and state <> 'confirmed' and (
        exists (select from proposals o where o.case_id = k.id and o.state in ('waiting', 'accepted') and not (o.kind = 'handover' and o.state = 'accepted') and not (o.kind = 'approval' and o.state = 'accepted'))
        or exists (select from call_backs b where b.case_id = k.id and b.state = 'booked'))
    union all
    select 'two open cases on one matter', min(number) from k where is_open group by matter_id having count(*) > 1`
  return rows.map(({ violation, number }) => `case ${number}: ${violation}`)
}
