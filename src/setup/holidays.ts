import Holidays from 'date-holidays'

/** How far ahead holidays are expanded; applying again each year moves it on. */
const YEARS = 5
const DAY = 24 * 3600_000

/** Whether "SE", or "DE-BY" for a part of a country, is known. */
export const knowsHolidays = (place: string): boolean => calendarOf(place) !== undefined

const calendarOf = (place: string): Holidays | undefined => {
  const [country = '', state] = place.split('-')
  const known = new Holidays()
  if (!(country in known.getCountries())) return undefined
  if (!state) return new Holidays(country)
  return state in (known.getStates(country) ?? {}) ? new Holidays(country, state) : undefined
}

/** The public and bank holidays of a place, this year and the next five, and the dates given by hand, sorted. */
export const expandHolidays = (
  given: { country?: string; dates: string[] } | undefined,
  year: number,
): string[] => {
  const dates = new Set(given?.dates)
  const calendar = given?.country ? calendarOf(given.country) : undefined
  for (let ahead = 0; calendar && ahead <= YEARS; ahead++) {
    for (const { type, date, start, end } of calendar.getHolidays(year + ahead)) {
      if (type !== 'public' && type !== 'bank') continue
      const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY))
      for (let day = 0; day < days; day++)
        dates.add(new Date(Date.parse(date.slice(0, 10)) + day * DAY).toISOString().slice(0, 10))
    }
  }
  return [...dates].sort()
}
