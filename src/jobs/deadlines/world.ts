import { sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { DECISION } from '../../cases/deadlines/rules.ts'
import { placeOfCase } from '../../cases/place.ts'
import { excludedFrom } from '../../directory/excluded.ts'
import { loadMembers, loadPeople, managementChannel } from '../../directory/members.ts'
import type { Due, World } from './hears.ts'

/**
 * Timers with who has to do with them. Their cases are looked up one by one (`limit`): the planner would rather read
 * all cases for each batch while there are a few thousand, and a sweep has many batches.
 */
export const readDue = async (tx: Tx, ids: number[]): Promise<Due[]> =>
  (await tx.execute(sql`
    select t.id::int, t.case_id, t.kind, t.subject_id, t.level, k.department_key, t.department_key as asked_key,
      ${sql.raw(placeOfCase('k', 'd'))} as destination, k.accountable_id, array${sql.raw(excludedFrom('k'))} as excluded, o.by as by_id, o.to_person as to_id, o.answered_by as answered_by_id,
      coalesce(g.name, pa.name) as asked_name, o.state as proposal_state, o.to_partner is not null as partner,
      o.failed_at is not null as failed, t.kind = 'promise' and k.state = 'awaiting customer' and k.promise = ${DECISION} as decision,
      coalesce((o.data -> 'offer' ->> 'statutory')::boolean, false) as right
    from timers t cross join lateral (select * from cases k where k.id = t.case_id limit 1) k join departments d on d.key = k.department_key
    left join proposals o on o.id = t.subject_id and t.kind in ('approval', 'request')
    left join departments g on g.key = o.to_department left join partners pa on pa.key = o.to_partner
    where t.id = any(${`{${ids.join(',')}}`}::bigint[]) order by t.next_at, t.id`)) as unknown as Due[]

/** Those of these departments and of management, and these people. */
export const readWorld = async (tx: Tx, keys: string[], ids: (string | null)[]): Promise<World> => ({
  people: await loadPeople(tx, ids),
  members: await loadMembers(tx, keys),
  management: await managementChannel(tx),
})
