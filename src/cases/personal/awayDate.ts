const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)
const DAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')
const DAY = 86_400_000

/**
 * A day as people write it, as YYYY-MM-DD: 2026-12-01, 1.12.2026, 1/12, 1 December, Dec 1, Monday, tomorrow. The day
 * stands before the month; without a year it is the next such day after `today`. Undefined: not understood. Pure.
 */
export const readDate = (text: string, today: string): string | undefined => {
  const said = text
    .toLowerCase()
    .replace(/[,!?]/g, ' ')
    .replace(/(\d)(st|nd|rd|th)\b/g, '$1')
    .replace(/\b(the|of|on|next)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(said)
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const european = /^(\d{1,2})[-/. ](\d{1,2})[-/.]?(?:[ ]?(\d{4}|\d{2}))?$/.exec(said)
  if (european) return dated(european[1]!, Number(european[2]), european[3], today)
  const named =
    /^(\d{1,2})[. ]*([a-z]{3,9})\.?(?: (\d{4}))?$/.exec(said) ??
    swapped(/^([a-z]{3,9})\.? (\d{1,2})(?: (\d{4}))?$/.exec(said))
  if (named) return dated(named[1]!, begun(MONTHS, named[2]!) + 1, named[3], today)
  if (said === 'tomorrow') return plus(today, 1)
  const weekday = begun(DAYS, said)
  if (weekday < 0) return undefined
  const ahead = (weekday - new Date(`${today}T12:00:00Z`).getUTCDay() + 7) % 7
  return plus(today, ahead || 7)
}

/** The name that these letters, at least three, begin. */
const begun = (names: string[], letters: string): number =>
  letters.length < 3 ? -1 : names.findIndex((name) => name.startsWith(letters))

const swapped = (found: RegExpExecArray | null) => found && [found[0], found[2], found[1], found[3]]

const dated = (day: string, month: number, year: string | undefined, today: string): string | undefined => {
  if (year) return real(Number(year.length === 2 ? `20${year}` : year), month, Number(day))
  const thisYear = Number(today.slice(0, 4))
  const soon = real(thisYear, month, Number(day))
  return soon && soon <= today ? real(thisYear + 1, month, Number(day)) : soon
}

/** Undefined for a day that is not in the calendar, such as 31 November. */
const real = (year: number, month: number, day: number): string | undefined => {
  const at = new Date(Date.UTC(year, month - 1, day))
  const date = Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 10)
  const two = (n: number) => String(n).padStart(2, '0')
  return date === `${year}-${two(month)}-${two(day)}` ? date : undefined
}

const plus = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10)
