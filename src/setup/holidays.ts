import Holidays from 'date-holidays'

/** How far ahead holidays are expanded; applying again each year moves it on. */
const YEARS = 5
const HOUR = 3600_000
const DAY = 24 * HOUR

/** What is wrong with "SE", "DE-BY" for a part of a country, or "DE-BY-A" for a part of that; undefined if it is known. */
export const holidaysProblem = (place: string): string | undefined => {
  const found = calendarOf(place)
  return typeof found === 'string' ? found : undefined
}

const calendarOf = (place: string): Holidays | string => {
  const [country = '', state, region, ...more] = place.split('-')
  const known = new Holidays()
  if (!Object.hasOwn(known.getCountries(), country))
    return 'must be a country such as SE, or a part of one such as DE-BY'
  if (!state) return place === country ? new Holidays(country) : noPart(country, state, {})
  const states = known.getStates(country) ?? {}
  if (!Object.hasOwn(states, state)) return noPart(country, state, states)
  if (region === undefined) return new Holidays(country, state)
  const regions = known.getRegions(country, state) ?? {}
  if (!Object.hasOwn(regions, region) || more.length > 0)
    return noPart(`${country}-${state}`, [region, ...more].join('-'), regions)
  return new Holidays(country, state, region)
}

const noPart = (whole: string, part: string | undefined, parts: Record<string, string>) => {
  const names = Object.keys(parts)
  const those =
    names.length > 0 ? `known are ${names.map((one) => `${whole}-${one}`).join(', ')}` : `write ${whole}`
  return `has no part ${part || '""'} with holidays of its own in ${whole}: ${those}`
}

/**
 * The public and bank holidays of a place, this year and the next five, and the dates given by hand, sorted: a local
 * date, or "2026-12-31 14:00-24:00" where a part of the day is closed.
 */
export const expandHolidays = (
  given: { country?: string; dates: string[] } | undefined,
  year: number,
): string[] => {
  const closed = new Set(given?.dates)
  const calendar = given?.country ? calendarOf(given.country) : undefined
  if (typeof calendar === 'string') throw new Error(calendar)
  for (let ahead = 0; calendar && ahead <= YEARS; ahead++)
    for (const holiday of calendar.getHolidays(year + ahead))
      if (holiday.type === 'public' || holiday.type === 'bank')
        for (const part of partsOf(holiday)) closed.add(part)
  return [...closed].filter((one) => one.length === 10 || !closed.has(one.slice(0, 10))).sort()
}

/**
 * The days of a holiday, the first and last perhaps in part: "12-31 14:00" of date-holidays begins at 14:00 and lasts
 * till the day ends. Whole days that begin on the evening before (calendars that count so) are their civil days.
 */
const partsOf = ({ date, start, end }: { date: string; start: Date; end: Date }): string[] => {
  // An hour more or less is summer time
  const hours = Math.round((end.getTime() - start.getTime()) / HOUR)
  const wall = Date.parse(`${date.slice(0, 10)}T${date.slice(11, 16) || '00:00'}Z`)
  const eve = / -(\d\d)00$/.exec(date)
  const days = Math.max(1, Math.round(hours / 24))
  const whole = Math.abs(hours - days * 24) <= 1 && date.slice(11, 16) === '00:00'
  const from = whole || !eve ? wall : wall - Number(eve[1]) * HOUR
  const to = whole ? wall + days * DAY : endOfPart(from, hours)
  const parts: string[] = []
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY) {
    const [opens, closes] = [Math.max(from, day), Math.min(to, day + DAY)]
    const name = new Date(day).toISOString().slice(0, 10)
    parts.push(closes - opens === DAY ? name : `${name} ${clock(opens - day)}-${clock(closes - day)}`)
  }
  return parts
}

/** A part that lasts to within an hour of midnight lasts till then. */
const endOfPart = (from: number, hours: number): number => {
  const end = from + hours * HOUR
  const midnight = Math.round(end / DAY) * DAY
  return Math.abs(end - midnight) <= HOUR ? midnight : end
}

const clock = (ms: number): string => {
  const minutes = ms / 60_000
  return [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':')
}
