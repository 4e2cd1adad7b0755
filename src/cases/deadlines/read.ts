import { sqlOf, type Tx } from '../../../db/client.ts'
import type { cases } from '../../../db/schema/index.ts'
import type { Calendar } from '../../time.ts'
import type { EventKind } from '../events.ts'
import type { Row } from './reconcile.ts'
import type { Owing } from './rules.ts'

/** Events with which a case comes back: its rules are counted from then on. */
const BACK = ['answered', 'carried on', 'opened again', 'join undone'] as const satisfies EventKind[]

/** A case with what its clocks follow from, those it has, and the opening hours they are counted in. */
export type Timed = Owing & {
  takeDueAt: Date
  apologyDueAt: Date
  confirmedAt: Date | null
  endedAt: Date | null
  timers: Row[]
  calendars: Record<string, Calendar>
}

/** In a select over cases as `k`. */
const TIMED = `k.id, k.state, k.severity, k.department_key as "departmentKey", k.opened_at as "openedAt", k.announce_at as "announceAt",
  k.apologised_at as "apologisedAt", k.promise, k.promise_due_at as "promiseDueAt", k.waiting_since as "waitingSince",
  k.silent_at as "silentAt", k.confirmed_at as "confirmedAt", k.ended_at as "endedAt",
  (select f.at from findings f where f.case_id = k.id) as "findingAt", k.take_due_at as "takeDueAt", k.apology_due_at as "apologyDueAt",
  (select max(e.at) from case_events e
    where e.case_id = k.id and e.kind in (${BACK.map((kind) => `'${kind}'`).join(', ')})) as "backAt",
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
    where b.case_id = k.id and b.state = 'booked') as "callBack",
  (select coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'subjectId', t.subject_id, 'departmentKey',
      t.department_key, 'ruleMinutes', t.rule_minutes, 'leftMinutes', t.left_minutes, 'severity', t.severity,
      'fromAt', t.from_at, 'dueAt', t.due_at, 'level', t.level, 'nextAt', t.next_at, 'pausedAt', t.paused_at,
      'snoozedUntil', t.snoozed_until)), '[]')
    from timers t where t.case_id = k.id and t.ended_at is null) as timers,
  (select json_object_agg(g.key, json_build_object('timeZone', g.time_zone, 'hours', g.hours, 'holidays', g.holidays))
    from departments g where g.key = k.department_key or g.kind = 'management'
      or g.key in (select t.department_key from timers t where t.case_id = k.id and t.ended_at is null)
      or g.key in (select o.to_department from proposals o where o.case_id = k.id and o.state in ('waiting', 'accepted'))
  ) as calendars`

/** The same as JSON, for `timedOf`. */
export const TIMED_JSON = `(select row_to_json(t) from (select ${TIMED}) t)`

/** In one statement, as it is at this moment; the caller holds the cases' rows. */
export const readTimed = async (tx: Tx, caseIds: string[]): Promise<Timed[]> => {
  const sql = sqlOf(tx)
  // As an array that a select makes: Postgres keeps one plan for any, and planning takes longer than reading
  const rows = await sql<Timed[]>`
    select ${sql.unsafe(TIMED)} from cases k
    where k.id = any(array(select one::uuid from jsonb_array_elements_text(${JSON.stringify(caseIds)}::jsonb) one))`
  return rows.map(timedOf)
}

/** What came in JSON is text. */
export const timedOf = (row: Timed): Timed => ({
  ...row,
  openedAt: new Date(row.openedAt),
  announceAt: dateOf(row.announceAt),
  apologisedAt: dateOf(row.apologisedAt),
  promiseDueAt: dateOf(row.promiseDueAt),
  waitingSince: dateOf(row.waitingSince),
  silentAt: dateOf(row.silentAt),
  confirmedAt: dateOf(row.confirmedAt),
  endedAt: dateOf(row.endedAt),
  closedAt: dateOf(row.endedAt ?? row.confirmedAt),
  findingAt: dateOf(row.findingAt),
  takeDueAt: new Date(row.takeDueAt),
  apologyDueAt: new Date(row.apologyDueAt),
  backAt: dateOf(row.backAt),
  remedies: {
    lastDoneAt: dateOf(row.remedies.lastDoneAt),
    owed: row.remedies.owed.map((owed) => ({ ...owed, dueAt: new Date(owed.dueAt) })),
  },
  proposals: row.proposals.map((proposal) => ({
    ...proposal,
    createdAt: new Date(proposal.createdAt),
    deedDueAt: dateOf(proposal.deedDueAt),
    failedAt: dateOf(proposal.failedAt),
  })),
  callBack: row.callBack && { ...row.callBack, at: new Date(row.callBack.at) },
  timers: row.timers.map((timer) => ({
    ...timer,
    fromAt: new Date(timer.fromAt),
    dueAt: new Date(timer.dueAt),
    nextAt: dateOf(timer.nextAt),
    pausedAt: dateOf(timer.pausedAt),
    snoozedUntil: dateOf(timer.snoozedUntil ?? null),
  })),
})

const dateOf = (text: Date | string | null): Date | null => (text === null ? null : new Date(text))

/**
 * The same after a change of the case's row and one event: as reading it again would say, where nothing else moves. Pure.
 */
export const timedAfter = (
  timed: Timed,
  set: Partial<typeof cases.$inferInsert>,
  event: EventKind,
  now: Date,
): Timed => {
  const after: Timed = { ...timed }
  for (const [column, value] of Object.entries(set))
    if (column in timed && value !== undefined) Object.assign(after, { [column]: value })
  after.closedAt = after.endedAt ?? after.confirmedAt
  if ((BACK as readonly string[]).includes(event)) after.backAt = now
  return after
}
