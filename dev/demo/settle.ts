import type { Sql } from '../../db/client.ts'
import { OPEN_LIST } from '../../db/schema/index.ts'
import { DAY } from './plan.ts'

/** Thanks of the last days that are posted. */
const THANKS = 4

/**
 * Nothing is sent for the past: every mail, call and post counts as sent when it was due. What is left is posted when the
 * product starts: the message, thread and waiting questions of each case that still wants something, and some thanks.
 */
export const settleOutbox = async (sql: Sql, now: Date): Promise<void> => {
  await sql`
    with live as (
      select 'case:' || k.id as lane from cases k where k.state in ${sql.unsafe(OPEN_LIST)}
        or exists (select from timers t where t.case_id = k.id and t.ended_at is null)
    )
   , last as (
      select max(id) as id from outbox where kind = 'digest' group by destination, split_part(once_key, ':', 4)
    ), planned as (
      select 'improvement:' || id as lane from improvements where state = 'open'
    ), kept as (
      select o.id from outbox o where o.state = 'waiting' and (
        o.lane in (select lane from live) or o.lane in (select lane from planned) or o.id in (select id from last)
        or o.kind = 'proposal' and exists (
          select from proposals p where p.id::text = o.payload ->> 'proposal' and p.state = 'waiting'))
    ), now_due as (
      update outbox set due_at = ${now} where id in (select id from kept)
    )
    update outbox set state = 'sent', settled_at = greatest(due_at, created_at)
    where state = 'waiting' and id not in (select id from kept)`
  await sql`
    insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
    select 'kudos', concat_ws(':', d.destination ->> 'platform', d.destination ->> 'workspace', d.destination ->> 'channel'),
      'kudos:' || response_id, 'kudos:' || response_id, jsonb_build_object('kudos', response_id), ${now}, ${now}
    from kudos k join departments d on d.key = k.department_key where k.at > ${new Date(now.getTime() - 4 * DAY)}
    order by k.at desc limit ${THANKS}`
}
