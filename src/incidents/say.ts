import { driverLabel } from '../cases/labels.ts'
import type { StaffWords } from '../locales/staff.ts'
import { localDate } from '../zone.ts'

type Counted = {
  driver: string | null
  hits: number
  n: number
  /** The share of the 28 days before. */
  usual: number
  /** Instants; `to` is null while it lasts. */
  from: string
  to: string | null
}

/** The department's zone, and when it is read; without `now` every day is said, since it may be read on any. */
export type Read = { timeZone: string; now?: Date }

/** A burst in one sentence with its counts and its day, unless that is today, in the reader's language. Pure. */
export const sayBurst = (
  { driver, hits, n, usual, from, to }: Counted,
  words: StaffWords,
  { timeZone, now }: Read,
): string => {
  const time = (at: string, known: Date | undefined) => clock(new Date(at), known, words, timeZone)
  return words.discoveries.burst({
    about: aboutOf(driver, words),
    hits: number(hits, words),
    n: number(n, words),
    usual: percent(usual, words),
    from: time(from, now),
    to: to ? time(to, new Date(from)) : '',
  })
}

export const aboutOf = (driver: string | null, words: StaffWords): string =>
  driver ? words.labels.quoted(driverLabel(driver, words)) : ''
export const number = (n: number, { locale }: StaffWords): string => new Intl.NumberFormat(locale).format(n)
export const percent = (share: number, { locale }: StaffWords, digits = 0): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share)

/** The time, with its day unless that is the known one. */
const clock = (at: Date, known: Date | undefined, { locale }: StaffWords, timeZone: string): string => {
  const write = (of: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(of)
  const time = { hour: '2-digit', minute: '2-digit' } as const
  const sameDay = known && localDate(timeZone, at) === localDate(timeZone, known)
  return write(at, sameDay ? time : { day: 'numeric', month: 'short', ...time })
}
