import { sqlOf, type Tx } from '../../../db/client.ts'
import type { Calendar } from '../../time.ts'
import type { Row } from './reconcile.ts'
import type { Owing } from './rules.ts'

/** A case with what its clocks follow from, those it has, and the opening hours they are counted in. */
export type Clocked = Owing & {
  takeDueAt: Date
  apologyDueAt: Date
  timers: Row[]
  calendars: Record<string, Calendar>
}

/** In one statement, as it is at this moment; the caller holds the cases' rows. */
export const readClocked = async (tx: Tx, caseIds: string[]): Promise<Clocked[]> => {
  const rows = await sqlOf(tx)<Clocked[]>`
    select k.id, k.state, k.severity, k.department_key, k.opened_at, k.announce_at, k.apologised_at, k.promise, k.promise_due_at,
      k.waiting_since, k.silent_at, coalesce(k.ended_at, k.confirmed_at) as closed_at,
      (select f.at from findings f where f.case_id = k.id) as finding_at, k.take_due_at, k.apology_due_at,
      (select max(e.at) from case_events e
        where e.case_id = k.id and e.kind in ('answered', 'carried on', 'opened again', 'join undone')) as back_at,
      (select json_build_object('lastDoneAt', max(r.done_at), 'owed', coalesce(
          json_agg(json_build_object('id', r.id, 'dueAt', r.due_at) order by r.due_at, r.id) filter (where r.done_at is null), '[]'))
        from remedies r where r.case_id = k.id and r.withdrawn_at is null) as remedies,
      (select coalesce(json_agg(json_build_object('id', o.id, 'kind', o.kind, 'state', o.state, 'createdAt', o.created_at,
          'right', coalesce((o.data -> 'offer' ->> 'statutory')::boolean, false),
          'deedDueAt', o.deed_due_at, 'failedAt', o.failed_at, 'departmentKey', coalesce(o.to_department, (
            select m.department_key from department_people m join departments g on g.key = m.department_key
            where m.person_id = o.to_person and (m.department_key = k.department_key or g.kind = 'management')
            order by g.kind = 'management' limit 1), k.department_key))), '[]')
        from proposals o where o.case_id = k.id and (o.state = 'waiting' or o.kind = 'request' and o.state = 'accepted')
      ) as proposals,
      (select json_build_object('id', b.id, 'at', b.at) from call_backs b
        where b.case_id = k.id and b.state = 'booked') as call_back,
      (select coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'subjectId', t.subject_id, 'departmentKey',
          t.department_key, 'ruleMinutes', t.rule_minutes, 'leftMinutes', t.left_minutes, 'severity', t.severity,
          'fromAt', t.from_at, 'dueAt', t.due_at, 'level', t.level, 'nextAt', t.next_at, 'pausedAt', t.paused_at,
          'snoozedUntil', t.snoozed_until)), '[]')
        from timers t where t.case_id = k.id and t.ended_at is null) as timers,
      (select json_object_agg(g.key, json_build_object('timeZone', g.time_zone, 'hours', g.hours, 'holidays', g.holidays))
        from departments g where g.key = k.department_key or g.kind = 'management'
          or g.key in (select t.department_key from timers t where t.case_id = k.id and t.ended_at is null)
          or g.key in (select o.to_department from proposals o where o.case_id = k.id and o.state in ('waiting', 'accepted'))
      ) as calendars
    from cases k where k.id = any(${`{${caseIds.join(',')}}`}::uuid[])`
  for (const row of rows) {
    row.remedies.lastDoneAt = dateOf(row.remedies.lastDoneAt)
    for (const owed of row.remedies.owed) owed.dueAt = new Date(owed.dueAt)
    for (const proposal of row.proposals) {
      proposal.createdAt = new Date(proposal.createdAt)
      proposal.deedDueAt = dateOf(proposal.deedDueAt)
      proposal.failedAt = dateOf(proposal.failedAt)
    }
    if (row.callBack) row.callBack.at = new Date(row.callBack.at)
    for (const timer of row.timers) {
      timer.fromAt = new Date(timer.fromAt)
      timer.dueAt = new Date(timer.dueAt)
      timer.nextAt = dateOf(timer.nextAt)
      timer.pausedAt = dateOf(timer.pausedAt)
      timer.snoozedUntil = dateOf(timer.snoozedUntil ?? null)
    }
  }
  return rows
}

/** What came in JSON is text. */
const dateOf = (text: Date | string | null): Date | null => (text === null ? null : new Date(text))
