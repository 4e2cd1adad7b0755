import { addBusinessMinutes, atLocal, type Calendar, localDate } from '../../time.ts'
import type { Row } from './reconcile.ts'
import type { Owing } from './rules.ts'

type Late = Pick<Row, 'kind' | 'subjectId' | 'departmentKey' | 'ruleMinutes' | 'snoozedUntil'>
type Found = Pick<Owing, 'severity' | 'promiseDueAt' | 'proposals'> & { calendars: Record<string, Calendar> }

/**
 * Until when the reminder of a deadline may be put off: the next business morning, and never past a date that the
 * customer was promised or a deed is wanted by. Once; nothing at severity 1, and never a promised date itself. Pure.
 */
export const snoozeUntil = (
  { kind, subjectId, departmentKey, ruleMinutes, snoozedUntil }: Late,
  { severity, promiseDueAt, proposals, calendars }: Found,
  now: Date,
): Date | undefined => {
  if (ruleMinutes === null || snoozedUntil || severity === 1 || kind === 'approval') return undefined
  const calendar = calendars[departmentKey]!
  const midnight = atLocal(calendar.timeZone, localDate(calendar.timeZone, now), '24:00')
  const deed = proposals.find(({ id }) => id === subjectId)?.deedDueAt
  const dates = [addBusinessMinutes(calendar, midnight, 0), promiseDueAt, deed].flatMap(
    (at) => at?.getTime() ?? [],
  )
  const until = new Date(Math.min(...dates))
  return until > now ? until : undefined
}
