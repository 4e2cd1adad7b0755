import type { Case } from '../cases/case.ts'
import type { StaffWords } from '../locales/staff.ts'

const HOUR = 3600_000

/** How long, in plain words: minutes under an hour, hours under two days, else days. */
const lasting = (ms: number, { card: { durations: say } }: StaffWords): string => {
  const round = (n: number) => Math.max(1, Math.round(n))
  if (ms < HOUR) return say.minutes(round(ms / 60_000))
  if (ms < 48 * HOUR) return say.hours(round(ms / HOUR))
  return say.days(round(ms / (24 * HOUR)))
}

/** The finding's durations fill themselves in from the case's own moments. */
export const durations = (found: Case, words: StaffWords): { label: string; value: string }[] => {
  const say = words.card.durations
  const rows: [string, Date | null][] = [
    [say.taken, found.takenAt],
    [say.apology, found.apologisedAt],
    [say.done, found.doneAt],
    [say.confirmed, found.confirmedAt],
    [say.open, found.endedAt],
  ]
  return rows.flatMap(([label, at]) =>
    at ? [{ label, value: lasting(at.getTime() - found.openedAt.getTime(), words) }] : [],
  )
}
