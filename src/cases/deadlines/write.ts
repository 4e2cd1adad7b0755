import { sqlOf, type Tx } from '../../../db/client.ts'
import type { Clocked } from './read.ts'
import { type NewRow, type Row, reconcile } from './reconcile.ts'

/** Due dates that the case itself shows, where they moved. */
type Shown = { caseId: string; take?: Date; apology?: Date }
export type Writing = {
  end: number[]
  insert: (NewRow & { caseId: string })[]
  set: Row[]
  shown: Shown[]
}

/** What brings the timers of these cases to what they owe now. */
export const changesOf = (cases: Clocked[], now: Date): Writing => {
  const writing: Writing = { end: [], insert: [], set: [], shown: [] }
  for (const found of cases) {
    const { end, insert, set } = reconcile(found, found.timers, found.calendars, now)
    writing.end.push(...end)
    writing.insert.push(...insert.map((row) => ({ ...row, caseId: found.id })))
    writing.set.push(...set)
    const shown = shownOf(found, [...insert, ...set])
    if (shown) writing.shown.push(shown)
  }
  return writing
}

export const shownOf = (
  found: Pick<Clocked, 'id' | 'takeDueAt' | 'apologyDueAt'>,
  rows: NewRow[],
): Shown | undefined => {
  const moved = (kind: Row['kind'], was: Date) => {
    const row = rows.find((one) => one.kind === kind && !one.pausedAt)
    return row && row.dueAt.getTime() !== was.getTime() ? row.dueAt : undefined
  }
  const [take, apology] = [moved('take', found.takeDueAt), moved('apology', found.apologyDueAt)]
  return take || apology ? { caseId: found.id, take, apology } : undefined
}

/**
 * Writes only what changed, in one statement; nothing where nothing did. The first word is promised by the time of
 * the apology: it comes sooner with it, but never later than the customer was told.
 */
export const writeTimers = async (
  tx: Tx,
  { end, insert, set, shown }: Writing,
  now: Date,
): Promise<boolean> => {
  if (end.length + insert.length + set.length + shown.length === 0) return false
  const given = JSON.stringify([...insert, ...set])
  const list = (ids: (number | string)[]) => `{${ids.join(',')}}`
  // By lists as well as by joins: a join alone may read all open timers and cases for these few
  await sqlOf(tx)`
    with given as (
      select * from jsonb_to_recordset(${given}::jsonb) t("id" bigint, "caseId" uuid, "kind" text, "subjectId" uuid,
        "departmentKey" text, "ruleMinutes" int, "leftMinutes" int, "severity" smallint, "fromAt" timestamptz,
        "dueAt" timestamptz, "level" smallint, "nextAt" timestamptz, "pausedAt" timestamptz)
    ), ended as (
      update timers set ended_at = ${now.toISOString()}::timestamptz, next_at = null
      where id = any(${list(end)}::bigint[]) and ended_at is null returning id
    ), changed as (
      update timers t set department_key = g."departmentKey", left_minutes = g."leftMinutes", severity = g."severity",
        from_at = g."fromAt", due_at = g."dueAt", next_at = g."nextAt", paused_at = g."pausedAt"
      from given g where t.id = any(${list(set.map(({ id }) => id))}::bigint[]) and t.id = g."id" and t.ended_at is null
    ), shown as (
      update cases k set take_due_at = coalesce(s."take", k.take_due_at), apology_due_at = coalesce(s."apology", k.apology_due_at),
        promise_due_at = case when k.promise = 'first word' then least(k.promise_due_at, s."apology") else k.promise_due_at end
      from jsonb_to_recordset(${JSON.stringify(shown)}::jsonb) s("caseId" uuid, "take" timestamptz, "apology" timestamptz)
      where k.id = any(${list(shown.map(({ caseId }) => caseId))}::uuid[]) and k.id = s."caseId"
    )
    insert into timers (case_id, kind, subject_id, department_key, rule_minutes, left_minutes, severity, from_at, due_at,
      level, next_at, paused_at)
    select "caseId", "kind", "subjectId", "departmentKey", "ruleMinutes", "leftMinutes", "severity", "fromAt", "dueAt",
      "level", "nextAt", "pausedAt"
    from given where "id" is null and (select count(*) from ended) >= 0
    on conflict do nothing`
  return true
}
