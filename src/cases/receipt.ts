/**
 * In a select over cases as `k`: a yes that was spoken, and whose receipt can't reach the customer. Nothing but a click
 * or a receipt lets them say otherwise, so it is counted apart.
 */
export const withoutReceipt = (k: string) => `coalesce(${k}.confirmed_by = 'spoken' and (
  not exists (select from customers u where u.id = ${k}.customer_id and coalesce(u.had_email, u.email is not null))
  or exists (
    select from case_events e join outbox o on o.kind = 'case mail' and o.once_key = 'case mail:' || e.id
    where e.case_id = ${k}.id and e.kind = 'answered' and e.data ->> 'spoken' = 'true' and e.at >= ${k}.confirmed_at
      and o.state in ('failed', 'dropped'))), false)`
