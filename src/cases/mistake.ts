import type { Sql } from '../../db/client.ts'

/**
 * The rows of a case that was opened by a mis-tap and is ended within the grace, to stand after `said`: what waits to
 * be told of it is dropped. `mistaken` gives its id; nothing where somebody was quicker, or another answer joined it.
 */
export const mistakeRows = (sql: Sql, caseId: string, now: Date) => sql`
  , mistaken as (
    update cases k set state = 'answered by mistake', ended_at = ${now}, promise = null, promise_due_at = null
    from said where k.id = ${caseId} and k.state = 'open' and k.announce_at > ${now}
      and not exists (
        select from responses r join invitations i on i.id = r.invitation_id join contacts c on c.id = i.contact_id
        where c.matter_id = k.matter_id and r.id <> said.id and r.revised_at >= k.opened_at
      )
    returning k.id
  ), mistake as (
    insert into case_events (case_id, kind, at, data)
    select id, 'ended', ${now}, jsonb_build_object('state', 'answered by mistake', 'mended', true) from mistaken
  ), mistaken_timers as (
    update timers set ended_at = ${now}, next_at = null from mistaken where case_id = mistaken.id and timers.ended_at is null
  ), untold as (
    update outbox o set state = 'dropped', cause = 'answered by mistake', settled_at = ${now}
    from mistaken where o.lane = 'case:' || mistaken.id and o.state = 'waiting'
  )`
