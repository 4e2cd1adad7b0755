import { MOST_COUNTED } from '../../lists/page.ts'
import type { StaffWords } from '../../locales/staff.ts'

// Making a format takes longer than a page of figures.
const formats = new Map<string, Intl.NumberFormat>()
const formatted = (
  value: number,
  { locale }: StaffWords,
  kind: string,
  options: Intl.NumberFormatOptions,
) => {
  const key = `${locale} ${kind}`
  const made = formats.get(key) ?? new Intl.NumberFormat(locale, options)
  formats.set(key, made)
  return made.format(value)
}

/** As "12,345" in the reader's language. */
export const countOf = (value: number, words: StaffWords): string =>
  formatted(value, words, 'count', { maximumFractionDigits: 0 })

/** A figure with one decimal at most, as a mean. */
export const meanOf = (value: number, words: StaffWords): string =>
  formatted(value, words, 'mean', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** Whole percents, as "86 %" in the reader's language; 86.4 is rounded. */
export const percentOf = (value: number, words: StaffWords): string =>
  formatted(value / 100, words, 'percent', { style: 'percent', maximumFractionDigits: 0 })

const times = new Map<string, Intl.DateTimeFormat>()
const madeFor = (key: string, locale: string, options: Intl.DateTimeFormatOptions) => {
  const made = times.get(`${locale} ${key}`) ?? new Intl.DateTimeFormat(locale, options)
  times.set(`${locale} ${key}`, made)
  return made
}

/** A moment in a zone, as "Mon 23 Nov, 10:30"; with its year where it is not this one. */
export const whenOf = (at: Date, timeZone: string, now: Date, { locale }: StaffWords): string => {
  const year = at.getUTCFullYear() !== now.getUTCFullYear()
  return madeFor(`${timeZone} ${year}`, locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    ...(year && { year: 'numeric' }),
  }).format(at)
}

/** A local date (YYYY-MM-DD), as "23 Nov 2026"; without its year where that is plain. */
export const dayOf = (date: string, { locale }: StaffWords, year = true): string =>
  madeFor(`day ${year}`, locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    ...(year && { year: 'numeric' }),
  }).format(new Date(`${date}T00:00:00Z`))

/** The month of a local date, as "Nov 2026". */
export const monthOf = (date: string, { locale }: StaffWords): string =>
  madeFor('month', locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )

/** Percentage points of a difference of shares, as "−3.1". */
export const pointsOf = (share: number, words: StaffWords): string =>
  formatted(share * 100, words, 'points', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  })

/** Minutes as people say them: "45 min", "6.5 hr", in the reader's language. */
export const lastingOf = (minutes: number, words: StaffWords): string => {
  const [unit, value] = minutes < 60 ? (['minute', minutes] as const) : (['hour', minutes / 60] as const)
  return formatted(value, words, unit, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'hour' && value < 100 ? 1 : 0,
  })
}

/** How many there are: beyond what is counted, that there are more. */
export const inAllOf = (n: number, words: StaffWords): string =>
  n > MOST_COUNTED ? words.lists.moreThan(countOf(MOST_COUNTED, words)) : countOf(n, words)

/** "50 of 118", or how many there are where all are shown. */
export const shownOf = (shown: number, inAll: number, words: StaffWords): string =>
  shown < inAll ? words.report.of(countOf(shown, words), inAllOf(inAll, words)) : countOf(shown, words)
