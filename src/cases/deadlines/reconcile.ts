import type { TimerKind } from '../../../db/schema/index.ts'
import { addBusinessMinutes, businessMinutesBetween, type Calendar } from '../../time.ts'
import {
  firstHeardAt,
  minutesOf,
  type Owing,
  shortened,
  stepOf,
  type Wanted,
  wantedDeadlines,
} from './rules.ts'

/** An open timer as it stands. */
export type Row = {
  id: number
  kind: TimerKind
  subjectId: string
  departmentKey: string
  ruleMinutes: number | null
  leftMinutes: number | null
  severity: number | null
  fromAt: Date
  dueAt: Date
  level: number
  nextAt: Date | null
  pausedAt: Date | null
  /** Somebody put its reminder off until then. */
  snoozedUntil?: Date | null
}
export type NewRow = Omit<Row, 'id'>
export type Changes = { end: number[]; insert: NewRow[]; set: Row[] }

type Calendars = Record<string, Calendar>
type Ruled = Extract<Wanted, { rule: unknown }>

/** What brings a case's open timers to what it owes now. Twice gives nothing the second time. Pure. */
export const reconcile = (owing: Owing, rows: Row[], calendars: Calendars, now: Date): Changes => {
  const changes: Changes = { end: [], insert: [], set: [] }
  const kept = new Set<number>()
  for (const wanted of wantedDeadlines(owing)) {
    const row = rows.find(({ kind, subjectId }) => kind === wanted.kind && subjectId === wanted.subjectId)
    const dated = 'due' in wanted
    // Another date is another promise, with reminders of its own.
    const same =
      row && (dated ? row.ruleMinutes === null && sameTime(row.dueAt, wanted.due) : row.ruleMinutes !== null)
    if (!same) {
      changes.insert.push(dated ? datedRow(wanted, now) : ruledRow(wanted, owing.severity, calendars, now))
      continue
    }
    kept.add(row.id)
    const set = dated
      ? row.departmentKey === wanted.departmentKey
        ? undefined
        : { ...row, departmentKey: wanted.departmentKey }
      : adjusted(wanted, row, owing.severity, calendars, now)
    if (set) changes.set.push(set)
  }
  changes.end = rows.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
  return changes
}

const sameTime = (a: Date, b: Date) => a.getTime() === b.getTime()

const datedRow = (
  { kind, subjectId, departmentKey, due }: Extract<Wanted, { due: Date }>,
  now: Date,
): NewRow => ({
  kind,
  subjectId,
  departmentKey,
  ruleMinutes: null,
  leftMinutes: null,
  severity: null,
  fromAt: now,
  dueAt: due,
  level: 0,
  nextAt: firstHeardAt(kind, due),
  pausedAt: null,
})

const ruledRow = (wanted: Ruled, severity: number, calendars: Calendars, now: Date): NewRow => {
  const { kind, subjectId, departmentKey, rule, from, paused } = wanted
  const calendar = calendars[departmentKey]!
  const ruleMinutes = minutesOf(rule, calendar, from)
  const whole = shortened(ruleMinutes, severity)
  const leftMinutes = paused ? Math.max(0, whole - spent(calendar, from, now)) : whole
  const fromAt = paused ? now : from
  const dueAt = addBusinessMinutes(calendar, fromAt, leftMinutes)
  return {
    kind,
    subjectId,
    departmentKey,
    ruleMinutes,
    leftMinutes,
    severity,
    fromAt,
    dueAt,
    level: 0,
    nextAt: paused ? null : dueAt,
    pausedAt: paused ? now : null,
  }
}

/** Whole minutes: what is left is rounded up, so a clock that was paused is never early. */
const spent = (calendar: Calendar, from: Date, to: Date) =>
  Math.floor(businessMinutesBetween(calendar, from, to))

/** A rule's timer as it is after a pause, a resumption, another severity or department; undefined: as it was. */
const adjusted = (
  { paused, departmentKey }: Ruled,
  row: Row,
  severity: number,
  calendars: Calendars,
  now: Date,
): Row | undefined => {
  const pauses = paused !== (row.pausedAt !== null)
  const moves = departmentKey !== row.departmentKey
  const before = row.severity ?? severity
  const ratio = shortened(1000, severity) / shortened(1000, before)
  if (!pauses && !moves && before === severity) return undefined
  const calendar = calendars[departmentKey]!
  const set: Row = { ...row, departmentKey, severity }
  // What is late stays late: its date does not move.
  const overdue = row.pausedAt ? row.leftMinutes === 0 : row.dueAt <= now
  if (!overdue && (pauses || moves || ratio !== 1)) {
    const old = calendars[row.departmentKey] ?? calendar
    const left = row.pausedAt ? row.leftMinutes! : row.leftMinutes! - spent(old, row.fromAt, now)
    set.leftMinutes = Math.max(1, Math.round(left * ratio))
    set.fromAt = now
    set.dueAt = addBusinessMinutes(calendar, now, set.leftMinutes)
  } else if (overdue && paused) set.leftMinutes = 0
  set.pausedAt = paused ? (row.pausedAt ?? now) : null
  set.nextAt = nextOf(set, row, pauses, calendar, now)
  return set
}

const nextOf = (set: Row, row: Row, pauses: boolean, calendar: Calendar, now: Date): Date | null => {
  if (set.pausedAt || set.level >= 3) return null
  const { snoozedUntil } = row
  if (set.level === 0 && snoozedUntil && snoozedUntil > now) return snoozedUntil
  if (set.level === 0) return firstHeardAt(set.kind, set.dueAt)
  return pauses
    ? addBusinessMinutes(calendar, now, stepOf(set.kind, set.severity ?? 2))
    : (row.nextAt ?? set.dueAt)
}
