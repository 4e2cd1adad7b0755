import { atLocal, type Calendar, isBusinessDay, localDate } from '../time.ts'

export type DigestPlan = {
  calendar: Calendar
  /** Local hour, 0 to 23. */
  digestHour: number
  /** A department owes no digest for the time before this. */
  since: Date
  /** Local date of the last digest made. */
  lastDate: string | null
}

/**
 * Whether a department's digest is due: from its hour on to the end of that local working day, unless it was
 * made. A day that passed without one gets none of its own; the next digest covers it.
 */
export function digestDue(plan: DigestPlan, now: Date): { localDate: string; at: Date } | undefined {
  const { calendar, digestHour, since, lastDate } = plan
  const today = localDate(calendar.timeZone, now)
  if (lastDate !== null && today <= lastDate) return undefined
  if (!isBusinessDay(calendar, today)) return undefined
  let at = hourOf(calendar.timeZone, today, digestHour)
  // Where a gap ends the day (Nuuk skips 23:00) the last hour there is counts, else the day would have none.
  for (let hour = digestHour; at > now && hour > 0 && localDate(calendar.timeZone, at) !== today; )
    at = hourOf(calendar.timeZone, today, --hour)
  return at <= now && at > since ? { localDate: today, at } : undefined
}

/** The first of an hour that comes twice; the end of the gap for one that is skipped. */
const hourOf = (timeZone: string, date: string, hour: number): Date =>
  atLocal(timeZone, date, `${String(hour).padStart(2, '0')}:00`)
