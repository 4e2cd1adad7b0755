import type { Edition } from '../../db/schema/index.ts'
import { atLocal, localDate } from '../time.ts'
import { nextDay, weekdayOf } from '../zone.ts'

/** Local dates, both included. */
export type Period = { from: string; to: string }
const DAYS: Record<Edition, number> = { daily: 14, weekly: 12, monthly: 12 }
/** A baseline is as many days before the period: a month's are three months. */
export const BASELINE: Record<Edition, number> = { daily: 28, weekly: 28, monthly: 91 }

export const firstOf: Record<Edition, (date: string) => string> = {
  daily: (date) => date,
  weekly: (date) => nextDay(date, 1 - weekdayOf(date)),
  monthly: (date) => `${date.slice(0, 8)}01`,
}
/** The first day of the day, week or month before. */
const before = (edition: Edition, first: string): string => firstOf[edition](nextDay(first, -1))

/**
 * What a digest on `today` is about: whole local days, weeks or months up to the newest that is over. It goes on after
 * the last day of the one before, so that nothing is lost where one was not made. Undefined where there is nothing yet.
 */
export const periodOf = (
  edition: Edition,
  timeZone: string,
  today: string,
  { since, last }: { since: Date; last?: string },
): Period | undefined => {
  const first = firstOf[edition](today)
  const to = nextDay(first, -1)
  const begun = last ? nextDay(last) : localDate(timeZone, since)
  const from = last ? begun : begun > before(edition, first) ? begun : before(edition, first)
  return from <= to ? { from: edition === 'daily' && !last ? begun : from, to } : undefined
}

/** The instants a period begins and ends at. */
export const instantsOf = (timeZone: string, { from, to }: Period): { begins: Date; ends: Date } => ({
  begins: atLocal(timeZone, from, '00:00'),
  ends: atLocal(timeZone, nextDay(to), '00:00'),
})

/** As many days, weeks or months as a chart shows, up to `to`: its first local date. */
export const chartFrom = (edition: Edition, to: string): string => {
  let first = firstOf[edition](to)
  for (let n = 1; n < DAYS[edition]; n++) first = before(edition, first)
  return first
}
