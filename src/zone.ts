import { tzOffset } from '@date-fns/tz/tzOffset'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/**
 * By zone and minute: no zone of the tz database has changed within a minute since 1972 (some did a minute past midnight).
 * A deadline asks for a dozen, and asking `Intl` costs more than the rest of it.
 */
const offsets = new Map<string, number>()
const OFFSETS = 10_000

/** Milliseconds that clocks there are ahead of UTC. Throws RangeError for an unknown zone. */
const offsetOf = (timeZone: string, at: number): number => {
  const key = `${timeZone} ${Math.floor(at / MINUTE)}`
  let offset = offsets.get(key)
  if (offset === undefined) {
    offset = tzOffset(timeZone, new Date(at)) * MINUTE
    if (offsets.size >= OFFSETS) offsets.clear()
    offsets.set(key, offset)
  }
  return offset
}

/** What clocks show there, as a date whose UTC fields are the local ones. Throws RangeError for an unknown zone. */
const shown = (timeZone: string, at: Date): string =>
  new Date(at.getTime() + offsetOf(timeZone, at.getTime())).toISOString()

/** The local date, YYYY-MM-DD. */
export const localDate = (timeZone: string, at: Date): string => shown(timeZone, at).slice(0, 10)
/** The local time, "HH:MM"; compares as text. */
export const localTime = (timeZone: string, at: Date): string => shown(timeZone, at).slice(11, 16)

/** The instant of a local wall-clock time. A time in a gap is moved behind it; a time that comes twice is its first one. */
export const atLocal = (timeZone: string, date: string, time: string, twice?: 'second'): Date => {
  const wall = Date.parse(`${date}T00:00Z`) + minutesOf(time) * MINUTE
  const offset = (at: number) => offsetOf(timeZone, at)
  // The offsets around it are the only ones it can have: no zone changes twice within two days
  const instants = [wall - offset(wall - DAY), wall - offset(wall + DAY)]
  const real = instants.filter((at) => at + offset(at) === wall)
  const found = real.length === 0 ? Math.max(...instants) : twice ? Math.max(...real) : Math.min(...real)
  return new Date(found)
}

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

export const nextDay = (date: string, days = 1): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10)

/** 1 is Monday. */
export const weekdayOf = (date: string): number => new Date(date).getUTCDay() || 7

/** "Central European Time", in the reader's language. */
export const zoneNameOf = (locale: string, timeZone: string, at: Date): string =>
  /^(Etc\/)?UTC$/.test(timeZone)
    ? 'UTC'
    : (new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' })
        .formatToParts(at)
        .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone)
