import type { Hours } from '../db/schema/organisation.ts'
import { atLocal, localDate, localTime, nextDay, weekdayOf } from './zone.ts'

export { atLocal, localDate, localTime } from './zone.ts'

/** When a department works. `holidays` are local dates, YYYY-MM-DD, or parts of one: "2026-12-31 14:00-24:00". */
export type Calendar = { timeZone: string; hours: Hours; holidays: string[] }
/** Local wall-clock times "HH:MM" of one day, `from` before `to`; "24:00" ends the day. */
export type Window = { from: string; to: string }

/** So many closed days in a row count as never open: plain time is taken instead. */
const CLOSED_DAYS = 400
const MINUTE = 60_000

/** The opening hours of one local date, in order: none on a holiday, what is left of them on half a one. */
export const spans = ({ hours, holidays }: Calendar, date: string): [from: string, to: string][] => {
  const weekday = weekdayOf(date) as keyof Hours
  let open = [...(hours[weekday] ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const closed of holidays) {
    if (!closed.startsWith(date)) continue
    if (closed === date) return []
    const [from = '', to = ''] = closed.slice(date.length + 1).split('-')
    open = open.flatMap(([opens, closes]) => [
      ...(opens < from ? [[opens, closes < from ? closes : from] as [string, string]] : []),
      ...(closes > to ? [[opens > to ? opens : to, closes] as [string, string]] : []),
    ])
  }
  return open
}

/** Whether the department has opening hours on this local date. */
export const isBusinessDay = (calendar: Calendar, date: string): boolean => spans(calendar, date).length > 0

/** The first business day after `date`; undefined where there is none within sight. */
const nextBusinessDay = (calendar: Calendar, date: string): string | undefined => {
  for (let day = 1; day <= CLOSED_DAYS; day++) {
    const next = nextDay(date, day)
    if (isBusinessDay(calendar, next)) return next
  }
  return undefined
}

/** So many minutes of opening hours after `from`; 0 = `from`, or the next opening. Never open: plain minutes. */
export const addBusinessMinutes = (calendar: Calendar, from: Date, minutes: number): Date => {
  const { timeZone } = calendar
  let left = Math.max(0, minutes) * MINUTE
  let at = from.getTime()
  for (
    let date: string | undefined = localDate(timeZone, from);
    date;
    date = nextBusinessDay(calendar, date)
  ) {
    for (const [opens, closes] of spans(calendar, date)) {
      const start = Math.max(at, atLocal(timeZone, date, opens).getTime())
      const end = atLocal(timeZone, date, closes).getTime()
      if (start >= end) continue
      if (left <= end - start) return new Date(start + left)
      left -= end - start
      at = end
    }
  }
  return new Date(at + left)
}

/**
 * Minutes of opening hours from one instant to a later one, fractions included: what `addBusinessMinutes` takes to
 * get there. Never open: plain minutes. 0 if `to` is not later.
 */
export const businessMinutesBetween = (calendar: Calendar, from: Date, to: Date): number => {
  const { timeZone } = calendar
  const until = to.getTime()
  let spent = 0
  let at = from.getTime()
  let date = localDate(timeZone, from)
  for (;;) {
    for (const [opens, closes] of spans(calendar, date)) {
      const start = Math.max(at, atLocal(timeZone, date, opens).getTime())
      const end = atLocal(timeZone, date, closes).getTime()
      if (start >= until) return spent / MINUTE
      if (start >= end) continue
      spent += Math.min(end, until) - start
      at = end
    }
    const next = nextBusinessDay(calendar, date)
    if (!next) return (spent + Math.max(0, until - at)) / MINUTE
    if (atLocal(timeZone, next, '00:00').getTime() >= until) return spent / MINUTE
    date = next
  }
}

const sameTime = (timeZone: string, from: Date, days: number): Date => {
  const date = nextDay(localDate(timeZone, from), days)
  return new Date(atLocal(timeZone, date, localTime(timeZone, from)).getTime() + (from.getTime() % MINUTE))
}

/**
 * The same local time so many business days later, moved into the opening hours: up to the next opening,
 * after the last one back to its end. From a closed day on: the end, for who writes on a Sunday shall not be promised
 * Monday's opening. Never open: plain days.
 */
export const addBusinessDays = (calendar: Calendar, from: Date, days: number): Date => {
  const { timeZone } = calendar
  if (days < 1) return addBusinessMinutes(calendar, from, 0)
  let date = localDate(timeZone, from)
  for (let done = 0; done < days; done++) {
    const next = nextBusinessDay(calendar, date)
    if (!next) return sameTime(timeZone, from, days)
    date = next
  }
  const time = isBusinessDay(calendar, localDate(timeZone, from)) ? localTime(timeZone, from) : '24:00'
  const open = spans(calendar, date)
  const span = open.find(([, closes]) => time <= closes)
  if (!span) return atLocal(timeZone, date, open.at(-1)![1])
  return atLocal(timeZone, date, time < span[0] ? span[0] : time)
}

/** The first instant from `at` on whose local time is in the window. Throws RangeError for one over midnight. */
export const intoWindow = (timeZone: string, window: Window, at: Date): Date => {
  if (window.from >= window.to) throw new RangeError(`not a window: ${window.from} to ${window.to}`)
  const inside = (when: Date) => {
    const time = localTime(timeZone, when)
    return window.from <= time && time < window.to
  }
  if (inside(at)) return at
  const today = localDate(timeZone, at)
  for (let day = 0; day < 4; day++) {
    const date = nextDay(today, day)
    const opens = [atLocal(timeZone, date, window.from), atLocal(timeZone, date, window.from, 'second')].find(
      (when) => when >= at && inside(when),
    )
    if (opens) return opens
  }
  return at
}
