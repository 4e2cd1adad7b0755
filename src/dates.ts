import type { Says } from './errors.ts'
import { allLists } from './locales/index.ts'
import { nextDay, weekdayOf } from './zone.ts'

const all = allLists().map(({ dates }) => dates)
const split = (words: string) => words.split(' ')
const every = (pick: (dates: (typeof all)[number]) => string[]) => [...new Set(all.flatMap(pick))]
/** The names of each month or weekday, in every language. */
const eachOf = (pick: (dates: (typeof all)[number]) => string): string[][] =>
  split(pick(all[0]!)).map((_, at) => all.map((dates) => split(pick(dates))[at]!))
const MONTHS = eachOf(({ months }) => months)
const DAYS = eachOf(({ days }) => days)
const NUMBERS = new Map(
  all.flatMap(({ one, numbers }) => [
    ...one.map((form) => [form, 1] as const),
    ...split(numbers).map((word, at) => [word, at + 2] as const),
  ]),
)
const SOON = [
  every(({ today }) => today),
  every(({ tomorrow }) => tomorrow),
  every(({ dayAfterTomorrow }) => dayAfterTomorrow),
]
const either = (words: string[]) => words.join('|')
const BESIDE = new RegExp(`^(?:(?:${either(every(({ before }) => split(before)))}) )+(?=\\S)`)
/** "next week" is its Monday; "this week" is no day. */
const NEXT = new RegExp(`^(?:${either(every(({ next }) => split(next)))})\\b`)
const WEEKS = every(({ week }) => split(week))
const WEEK_NUMBER = new RegExp(
  `^(?:([a-z]{3,9})\\.? )?(?:i )?(?:${either(every(({ weekNumber }) => split(weekNumber)))})\\.? ?(\\d{1,2})(?:[ /]+(\\d{4}))?$`,
)
const LATER = new RegExp(
  `^(?:${either(every((dates) => [dates.in]))}) (\\d{1,3}|[a-z]+) (${either([...every(({ day }) => split(day)), ...WEEKS])})(?: time)?$`,
)

const NUMERIC = /^(\d{1,2})([-/. ])(\d{1,2})(?:\.|[-/. ](\d{4}|\d{2}))?$/

export type ReadDay = { date: string } | { question: Says } | undefined

/**
 * A day as people write it in any language spoken here: 2026-12-01, 1.12.2026, 1 december, Dec 1, måndag,
 * neste mandag, tomorrow, i morgon, v. 20, om två veckor. Without a year it is the next such day after `today`. What
 * can be two days (1/5) is asked about. Undefined: no day. Dates are YYYY-MM-DD. Pure.
 */
export const readDay = (text: string, today: string): ReadDay => {
  const whole = folded(text)
  const said = whole.replace(BESIDE, '')
  const iso = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$|^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(said)
  if (iso) return day(real(Number(iso[1] ?? iso[4]), Number(iso[2] ?? iso[5]), Number(iso[3] ?? iso[6])))
  const numeric = NUMERIC.exec(said)
  if (numeric) return byNumbers(numeric, today)
  const soon = SOON.findIndex((words) => words.includes(said))
  if (soon >= 0) return day(nextDay(today, soon))
  if (WEEKS.includes(said)) return NEXT.test(whole) ? day(nextDay(today, 8 - weekdayOf(today))) : undefined
  return inWeek(said, today) ?? later(said, today) ?? named(said, today)
}

const folded = (text: string): string =>
  text
    .slice(0, 100)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'a')
    .replace(/[,!?“”"«»()]/g, ' ')
    .replace(/\p{Pd}/gu, '-')
    .replace(/(\d)(?:st|nd|rd|th|ste|:a|:e)\b/g, '$1')
    .replace(/\bof\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const day = (date: string | undefined): ReadDay => (date ? { date } : undefined)

/**
 * With points the day comes first, everywhere; with a slash or a dash that depends on the country. A weekday beside it
 * may decide.
 */
const byNumbers = ([text, one, mark, two, year]: RegExpExecArray, today: string, weekday = 0): ReadDay => {
  const [a, b] = [Number(one), Number(two)]
  const dayFirst = dated(a, b, year, today)
  if (weekday > 0) {
    const read = [dayFirst, mark === '.' ? undefined : dated(b, a, year, today)]
    const right = read.find((date) => date && weekdayOf(date) === weekday)
    return right || !dayFirst ? day(right) : otherDay(dayFirst)
  }
  // 27-01-30 is the 30th of January to those who write the year first
  const yearFirst = mark === '-' && year?.length === 2 ? real(2000 + a, b, Number(year)) : undefined
  if (yearFirst && yearFirst >= today)
    return dayFirst && dayFirst >= today ? asked(text, dayFirst, yearFirst) : day(yearFirst)
  const monthFirst = mark === '.' ? undefined : dated(b, a, year, today)
  if (dayFirst && monthFirst && a !== b) return asked(text, dayFirst, monthFirst)
  return year ? day(dayFirst ?? monthFirst) : ahead(text, dayFirst ?? monthFirst, today)
}

const JUST = 30
/** A day without its year that has just passed: a whole year later is hardly meant, so it is asked about. */
const ahead = (text: string, date: string | undefined, today: string): ReadDay => {
  const before = date && `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`
  return before && before < today && before >= nextDay(today, -JUST) ? asked(text, before, date) : day(date)
}

const asked = (text: string, one: string, other: string): ReadDay => {
  const year = one.slice(0, 4) === other.slice(0, 4) ? undefined : 'numeric'
  return {
    question: ({ locale, values }) =>
      values.day.twoWays(text, spoken(one, locale, year), spoken(other, locale, year), one, other),
  }
}

const spoken = (date: string, locale: string, year?: 'numeric'): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year, timeZone: 'UTC' }).format(
    new Date(date),
  )

const otherDay = (date: string): ReadDay => {
  const real = (locale: string) =>
    new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(date))
  return {
    question: ({ locale, values }) => values.day.weekday(spoken(date, locale), real(locale), date),
  }
}

/** "v. 20", "uke 20", "week 20 2027", "2027-W20", "onsdag v. 20": its Monday, or that day of it. */
const inWeek = (said: string, today: string): ReadDay => {
  const found = WEEK_NUMBER.exec(said) ?? swapped(/^(\d{4})-?w(\d{1,2})$/.exec(said))
  if (!found) return undefined
  const weekday = found[1] ? begun(DAYS, found[1]) + 1 : 1
  if (weekday < 1) return undefined
  const week = Number(found[2])
  if (found[3]) return day(ofWeek(Number(found[3]), week, weekday))
  // The week's own year; of the week that runs the day itself, which may be past, rather than a year later
  const thisYear = Number(nextDay(today, 4 - weekdayOf(today)).slice(0, 4))
  const soon = ofWeek(thisYear, week, weekday)
  const ended = soon !== undefined && nextDay(soon, 8 - weekday) <= today
  return day(soon && !ended ? soon : ofWeek(thisYear + 1, week, weekday))
}

const swapped = (found: RegExpExecArray | null) => found && [found[0], undefined, found[2], found[1]]

/** A day of an ISO week; undefined where the year has no such week. 4 January is always in week 1. */
const ofWeek = (year: number, week: number, weekday: number): string | undefined => {
  const fourth = `${year}-01-04`
  const date = nextDay(fourth, 1 - weekdayOf(fourth) + (week - 1) * 7)
  const itsYear = nextDay(date, 3).slice(0, 4)
  return week >= 1 && itsYear === String(year) ? nextDay(date, weekday - 1) : undefined
}

/** "in 3 days", "om två veckor", "om 2 uker". */
const later = (said: string, today: string): ReadDay => {
  const found = LATER.exec(said)
  const count = found && (NUMBERS.get(found[1]!) ?? Number(found[1]))
  if (!found || !count) return undefined
  return day(nextDay(today, count * (WEEKS.includes(found[2]!) ? 7 : 1)))
}

/** A weekday, a day of a month, or both, which then have to agree. */
const named = (said: string, today: string): ReadDay => {
  const first = /^([a-z]{3,10})\.?(?: (?:the |den )?(.+))?$/.exec(said)
  const weekday = first ? begun(DAYS, first[1]!) + 1 : 0
  if (weekday > 0 && !first![2]) return day(nextDay(today, (weekday - weekdayOf(today) + 7) % 7 || 7))
  const rest = weekday > 0 ? first![2]! : said
  const numeric = weekday > 0 && NUMERIC.exec(rest)
  if (numeric) return byNumbers(numeric, today, weekday)
  const found =
    /^(\d{1,2})[. ]*([a-z]{3,9})\.?(?:[. ]['’-]?(\d{4}|\d\d))?$/.exec(rest) ??
    monthFirst(/^([a-z]{3,9})\.? (\d{1,2})\.?(?: ['’-]?(\d{4}|\d\d))?$/.exec(rest))
  if (!found) return undefined
  const date = dated(Number(found[1]), begun(MONTHS, found[2]!) + 1, found[3], today)
  if (date && weekday > 0) return weekdayOf(date) === weekday ? day(date) : otherDay(date)
  return found[3] ? day(date) : ahead(said, date, today)
}

const monthFirst = (found: RegExpExecArray | null) => found && [found[0], found[2], found[1], found[3]]

/** The place of the one that these letters, at least three, begin; -1 if none. */
const begun = (all: string[][], letters: string): number =>
  letters.length < 3 ? -1 : all.findIndex((names) => names.some((name) => name.startsWith(letters)))

const dated = (day: number, month: number, year: string | undefined, today: string): string | undefined => {
  if (year) return real(Number(year.length === 2 ? `20${year}` : year), month, day)
  const thisYear = Number(today.slice(0, 4))
  // The 29th of February may be years away
  for (let ahead = 0; ahead <= 8; ahead++) {
    const date = real(thisYear + ahead, month, day)
    if (date && date >= today) return date
    if (!date && !(month === 2 && day === 29)) return undefined
  }
}

/** Undefined for a day that is not in the calendar, such as 31 November. */
const real = (year: number, month: number, day: number): string | undefined => {
  const at = new Date(Date.UTC(year, month - 1, day))
  const date = Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 10)
  const two = (n: number) => String(n).padStart(2, '0')
  return date === `${year}-${two(month)}-${two(day)}` ? date : undefined
}
