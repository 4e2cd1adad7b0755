import { atLocal, type Calendar, localDate, spans } from '../time.ts'

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
 * made. Where half a holiday closes the department by then, it comes while somebody is there. A day that passed without one gets none of its own; the next digest covers it.
 */
export function digestDue(plan: DigestPlan, now: Date): { localDate: string; at: Date } | undefined {
  const { calendar, digestHour, since, lastDate } = plan
  const today = localDate(calendar.timeZone, now)
  if (lastDate !== null && today <= lastDate) return undefined
  const open = spans(calendar, today)
  if (open.length === 0) return undefined
  const shortened = shortenedTo(calendar, today, open, hourName(digestHour))
  if (shortened) {
    const at = atLocal(calendar.timeZone, today, shortened)
    return at <= now && at > since ? { localDate: today, at } : undefined
  }
  let at = hourOf(calendar.timeZone, today, digestHour)
  // Where a gap ends the day (Nuuk skips 23:00) the last hour there is counts, else the day would have none.
  for (let hour = digestHour; at > now && hour > 0 && localDate(calendar.timeZone, at) !== today; )
    at = hourOf(calendar.timeZone, today, --hour)
  return at <= now && at > since ? { localDate: today, at } : undefined
}

/** The first of an hour that comes twice; the end of the gap for one that is skipped. */
const hourOf = (timeZone: string, date: string, hour: number): Date => atLocal(timeZone, date, hourName(hour))

const hourName = (hour: number) => `${String(hour).padStart(2, '0')}:00`

type Spans = ReturnType<typeof spans>
const within = (open: Spans, time: string) => open.some(([from, to]) => from <= time && time <= to)

/** On half a holiday that closes at the digest's hour: the last closing before it, else the first opening. */
const shortenedTo = (calendar: Calendar, date: string, open: Spans, time: string): string | undefined => {
  if (within(open, time) || !within(spans({ ...calendar, holidays: [] }, date), time)) return undefined
  return open.map(([, to]) => to).findLast((to) => to <= time) ?? open[0]![0]
}
