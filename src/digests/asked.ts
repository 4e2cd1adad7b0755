import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { Asked, Scope } from './digest.ts'
import { iso, readers, within } from './scope.ts'

/**
 * What was asked of whom in the digest's time: of other departments and partners by the scope's cases, and of this
 * department by others. An answer is in time by its clock; late are answers and deeds whose clock ran out.
 */
export const askedIn = async (tx: Tx, scope: Scope): Promise<{ others: Asked[]; us: Asked[] }> => {
  const rows = await tx.execute<Asked & { us: boolean }>(sql`
    select us, who, count(*) filter (where ${during(scope, 'o.created_at')})::int as asked,
      count(*) filter (where ${during(scope, 'o.answered_at')} and o.state in ('accepted', 'declined', 'done')
        and o.answered_at <= answer.due_at)::int as "inTime",
      coalesce(sum((
        select count(*) from timers t where t.case_id = o.case_id and t.kind = 'request' and t.subject_id = o.id
          and ${during(scope, 't.due_at')} and (t.ended_at is null or t.ended_at > t.due_at)
          and t.due_at is distinct from o.failed_at
      )), 0)::int as late,
      count(*) filter (where ${during(scope, 'o.answered_at')} and o.state = 'declined')::int as declined
    from proposals o join cases k on k.id = o.case_id join departments home on home.key = k.department_key
      left join departments g on g.key = o.to_department left join partners p on p.key = o.to_partner
      left join lateral (
        select t.due_at from timers t where t.case_id = o.case_id and t.kind = 'request' and t.subject_id = o.id
          and t.rule_minutes is not null order by t.id limit 1
      ) answer on true
      cross join lateral (
        select false as us, coalesce(g.name, p.name) as who where ${within(scope, 'k.department_key')}
        union all
        select true, home.name where ${within(scope, 'o.to_department')} and not ${within(scope, 'k.department_key')}
      ) side
    where o.kind = 'request' and not ${readers(scope)} and (o.state in ('waiting', 'accepted') or o.created_at >= ${iso(scope.begins)}
      or o.answered_at >= ${iso(scope.begins)} or o.done_at >= ${iso(scope.begins)})
    group by us, who order by who`)
  const some = rows.filter(({ asked, inTime, late, declined }) => asked + inTime + late + declined > 0)
  const sideOf = (of: boolean) => some.filter(({ us }) => us === of).map(({ us: _, ...one }) => one)
  return { others: sideOf(false), us: sideOf(true) }
}

const during = ({ begins, ends }: Scope, column: string) =>
  sql`(${sql.raw(column)} >= ${iso(begins)} and ${sql.raw(column)} < ${iso(ends)})`
