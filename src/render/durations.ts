import type { Case } from '../cases/caseFile.ts'

const HOUR = 3600_000

/** How long, in plain words: minutes under an hour, hours under two days, else days. */
const lasting = (ms: number): string => {
  const round = (n: number) => Math.max(1, Math.round(n))
  if (ms < HOUR) return `${round(ms / 60_000)} min`
  if (ms < 48 * HOUR) return `${round(ms / HOUR)} h`
  return `${round(ms / (24 * HOUR))} days`
}

/** The finding's durations fill themselves in from the case's own moments. */
export const durations = (found: Case): { label: string; value: string }[] => {
  const since = (at: Date | null) => (at ? lasting(at.getTime() - found.openedAt.getTime()) : undefined)
  const rows: [string, string | undefined][] = [
    ['Taken after', since(found.takenAt)],
    ['Apology after', since(found.apologisedAt)],
    ['Done after', since(found.doneAt)],
    ['Confirmed after', since(found.confirmedAt)],
    ['Open in all', since(found.endedAt)],
  ]
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}
