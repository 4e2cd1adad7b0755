import type { Sql } from '../db/client.ts'

/** An approval of a customer's right, which outlives every end. */
const RIGHT = (sql: Sql) => sql`coalesce((o.data -> 'offer' ->> 'statutory')::boolean, false)`

/**
 * What must hold after every step, of one case or of all; gives each violation as a sentence, none where all is well.
 * Timers may be open only on a case that is open, but for the one of its finding.
 */
export const holds = async (sql: Sql, caseId?: string): Promise<string[]> => {
  const of = caseId ? sql`where matter_id = (select matter_id from cases where id = ${caseId})` : sql``
  const rows = await sql<{ violation: string }[]>`
    with known as (select * from cases ${of}),
      owed as (select r.* from remedies r join known k on k.id = r.case_id where r.done_at is null and r.withdrawn_at is null),
      open as (select * from known where state in ('open', 'owned', 'recovering', 'awaiting customer'))
    select 'case ' || number || ' has nobody who is accountable and can be' as violation from open
      where not exists (select from people p where p.id = open.accountable_id and p.active)
    union all
    select 'case ' || number || ': its owner is not the accountable person' from open
      where owner_id is not null and owner_id <> accountable_id
    union all
    select 'case ' || number || ' is ' || state || ' without an owner' from open where state <> 'open' and owner_id is null
    union all
    select 'case ' || number || ' is with whom it is about' from open
      where exists (select from case_exclusions x where x.case_id = open.id and x.person_id = open.accountable_id)
    union all
    select 'case ' || number || ': who is excluded is not whom it is about' from known k where (
        select array_agg(x.person_id order by x.person_id) from case_exclusions x where x.case_id = k.id and not x.by_name
      ) is distinct from (
        select array_agg(p.id order by p.id) from people p where p.id = k.about_id
          or p.email = (select lower(c.staff_member ->> 'email') from contacts c where c.id = k.contact_id)
          or p.id::text in (select e.data ->> 'person' from case_events e where e.case_id = k.id and e.kind = 'somebody else asked')
      )
    union all
    select 'case ' || number || ' is open without a promise and a date' from open
      where promise is null or promise_due_at is null
    union all
    select 'case ' || number || ' ended and still promises ' || promise from known
      where state not in ('open', 'owned', 'recovering', 'awaiting customer', 'confirmed') and promise is not null
    union all
    select 'case ' || number || ' is documented without a finding' from known k
      where state = 'documented' and not exists (select from findings f where f.case_id = k.id)
    union all
    select 'case ' || number || ' is confirmed without a yes, clicked or spoken' from known k
      where state in ('confirmed', 'documented') and (confirmed_by is null or confirmed_at is null or coalesce((
        select e.data ->> 'answer' from case_events e where e.case_id = k.id and e.kind = 'answered' order by e.id desc limit 1
      ), '') <> 'yes')
    union all
    select 'case ' || number || ' asks the customer before the apology, or with a remedy owed' from known k
      where state = 'awaiting customer' and (apologised_at is null or exists (
        select from remedies m where m.case_id = k.id and m.done_at is null and m.withdrawn_at is null))
    union all
    select 'case ' || number || ' ended without a date, or is open with one' from known
      where (ended_at is not null) <> (state not in ('open', 'owned', 'recovering', 'awaiting customer', 'confirmed'))
    union all
    select 'case ' || number || ' is owed without a clock' from open k
      where state in ('open', 'owned', 'recovering') and not exists (select from timers t where t.case_id = k.id and t.ended_at is null)
    union all
    select 'a timer (' || t.kind || ') runs on case ' || k.number || ', which ended' from timers t join known k on k.id = t.case_id
      where t.ended_at is null and k.ended_at is not null and t.kind <> 'finding' and not (t.kind in ('remedy', 'approval', 'handover', 'request') and exists (
        select from owed r where r.case_id = k.id))
        and not (t.kind = 'approval' and exists (select from proposals o where o.id = t.subject_id and ${RIGHT(sql)}))
    union all
    select 'case ' || k.number || ' owes a remedy that no clock knows' from known k join owed r on r.case_id = k.id
      where k.state not in ('open', 'owned', 'recovering', 'awaiting customer')
        and not exists (select from timers t where t.subject_id = r.id and t.kind = 'remedy' and t.ended_at is null)
    union all
    select 'case ' || k.number || ' owes a right that no clock knows' from known k join owed r on r.case_id = k.id
      where r.statutory and not exists (select from timers t where t.case_id = k.id and t.ended_at is null)
    union all
    select 'case ' || k.number || ' was ended by staff with goodwill owed' from known k join owed r on r.case_id = k.id
      where not r.statutory and k.ended_at is not null and (
        select e.kind in ('ended', 'final answer', 'unconfirmed') from case_events e where e.case_id = k.id
          and e.kind in ('ended', 'final answer', 'unconfirmed', 'stopped') order by e.id desc limit 1)
    union all
    select 'case ' || k.number || ' withdrew a right' from known k join remedies r on r.case_id = k.id
      where r.statutory and r.withdrawn_reason is not null and r.dispute_body is null
    union all
    select 'case ' || k.number || ' took back a remedy without a word' from known k join remedies r on r.case_id = k.id
      where r.withdrawn_at is not null and r.withdrawn_reason is null and not exists (
        select from case_events e where e.kind = 'remedy promised' and e.data ->> 'replaces' = r.id::text)
    union all
    select 'case ' || number || ' is ' || state || ' without a finding and without a clock for it' from known k
      where state in ('confirmed', 'unconfirmed', 'not agreed')
        and not exists (select from findings f where f.case_id = k.id and f.at >= coalesce(k.ended_at, k.confirmed_at))
        and not exists (select from timers t where t.case_id = k.id and t.kind = 'finding' and t.ended_at is null)
    union all
    select 'a ' || o.kind || ' waits on case ' || k.number || ', which ended' from proposals o join known k on k.id = o.case_id
      where o.state = 'waiting' and k.ended_at is not null and not (o.kind = 'approval' and ${RIGHT(sql)})
        and not exists (select from owed r where r.case_id = k.id)
    union all
    select 'a partner’s link is good on case ' || k.number || ', whose request was taken back' from links l
      join proposals o on o.id = l.subject_id join known k on k.id = o.case_id
      where l.purpose = 'partner' and o.state = 'withdrawn' and l.expires_at > o.answered_at
    union all
    select 'a call-back is booked on case ' || k.number || ', which ended' from call_backs b join known k on k.id = b.case_id
      where b.state = 'booked' and k.ended_at is not null
    union all
    select 'matter ' || matter_id || ' has ' || count(*) || ' open cases' from open group by matter_id having count(*) > 1`
  return rows.map(({ violation }) => violation)
}
