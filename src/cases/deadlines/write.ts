import { type Fragment, type Sql, sqlOf, type Tx } from '../../../db/client.ts'
import type { Timed } from './read.ts'
import { type NewRow, type Row, reconcile } from './reconcile.ts'

/** Due dates that the case itself shows, where they moved. */
type Shown = { caseId: string; take?: Date; apology?: Date }
type Rows = { end: number[]; insert: (NewRow & { caseId: string })[]; set: Row[] }
/** `shown`: one of each case, whether or not its dates moved. */
export type Writing = Rows & { shown: Shown[] }

/** What brings the timers of these cases to what they owe now. */
export const changesOf = (cases: Timed[], now: Date): Writing => {
  const writing: Writing = { end: [], insert: [], set: [], shown: [] }
  for (const found of cases) {
    const { end, insert, set } = reconcile(found, found.timers, found.calendars, now)
    writing.end.push(...end)
    writing.insert.push(...insert.map((row) => ({ ...row, caseId: found.id })))
    writing.set.push(...set)
    writing.shown.push(shownOf(found, [...insert, ...set]))
  }
  return writing
}

export const shownOf = (found: Pick<Timed, 'id' | 'takeDueAt' | 'apologyDueAt'>, rows: NewRow[]): Shown => {
  const moved = (kind: Row['kind'], was: Date) => {
    const row = rows.find((one) => one.kind === kind && !one.pausedAt)
    return row && row.dueAt.getTime() !== was.getTime() ? row.dueAt : undefined
  }
  return {
    caseId: found.id,
    take: moved('take', found.takeDueAt),
    apology: moved('apology', found.apologyDueAt),
  }
}

/** The cases whose shown dates moved. */
export const movedIn = ({ shown }: Writing): string[] =>
  shown.filter(({ take, apology }) => take || apology).map(({ caseId }) => caseId)

/**
 * The dates that a case shows after it, to be set with the rest of its row. The first word is promised by the time of the
 * apology: it comes sooner with it, but never later than the customer was told.
 */
export const datesOf = ({ promise, promiseDueAt }: Timed, { shown: [one] }: Writing) => ({
  takeDueAt: one?.take,
  apologyDueAt: one?.apology,
  ...(promise === 'first word' &&
    one?.apology && {
      promiseDueAt: promiseDueAt && promiseDueAt < one.apology ? promiseDueAt : one.apology,
    }),
})

/** The timers' rows as CTEs, to stand after others. `where`: a further condition of each. */
export const timerRows = (sql: Sql, { end, insert, set }: Rows, now: Date, where: Fragment): Fragment => sql`
  given as (
    select * from jsonb_to_recordset(${JSON.stringify([...insert, ...set])}::jsonb) t("id" bigint, "caseId" uuid, "kind" text,
      "subjectId" uuid, "departmentKey" text, "ruleMinutes" int, "leftMinutes" int, "severity" smallint, "fromAt" timestamptz,
      "dueAt" timestamptz, "level" smallint, "nextAt" timestamptz, "pausedAt" timestamptz)
  ), ended as (
    update timers set ended_at = ${now}, next_at = null
    where id = any(array(select one::bigint from jsonb_array_elements_text(${JSON.stringify(end)}::jsonb) one))
      and ended_at is null ${where} returning id
  ), changed as (
    update timers t set department_key = g."departmentKey", left_minutes = g."leftMinutes", severity = g."severity",
      from_at = g."fromAt", due_at = g."dueAt", next_at = g."nextAt", paused_at = g."pausedAt"
    -- By a list as well as by the join: a join alone may read all open timers for these few
    from given g where t.id = any(array(select "id" from given)) and t.id = g."id" and t.ended_at is null ${where}
  ), added as (
    insert into timers (case_id, kind, subject_id, department_key, rule_minutes, left_minutes, severity, from_at, due_at,
      level, next_at, paused_at)
    select "caseId", "kind", "subjectId", "departmentKey", "ruleMinutes", "leftMinutes", "severity", "fromAt", "dueAt",
      "level", "nextAt", "pausedAt"
    from given where "id" is null and (select count(*) from ended) >= 0 ${where}
    on conflict do nothing
  )`

/**
 * Writes what changed, in one statement. The row of every case is written as well: a change that read it before sees
 * that it is another now (`changedAtOnce`). Dates as `datesOf` gives them.
 */
export const writeDeadlines = async (tx: Tx, { shown, ...rows }: Writing, now: Date): Promise<void> => {
  if (shown.length === 0) return
  const sql = sqlOf(tx)
  await sql`
    with ${timerRows(sql, rows, now, sql``)}, dates as (
      select * from jsonb_to_recordset(${JSON.stringify(shown)}::jsonb) s("caseId" uuid, "take" timestamptz, "apology" timestamptz)
    )
    update cases k set take_due_at = coalesce(s."take", k.take_due_at), apology_due_at = coalesce(s."apology", k.apology_due_at),
      promise_due_at = case when k.promise = 'first word' then least(k.promise_due_at, s."apology") else k.promise_due_at end
    from dates s where k.id = any(array(select "caseId" from dates)) and k.id = s."caseId"`
}
