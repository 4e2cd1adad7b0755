import type { Chart } from '../../integrations/charts.ts'
import type { CardPart, Cell } from '../../integrations/chat.ts'
import { driverLabel } from '../cases/labels.ts'
import { wilson } from '../insight/wilson.ts'
import type { StaffWords } from '../locales/staff.ts'
import { nextDay, weekdayOf } from '../zone.ts'
import type { Counts, Digest, Share } from './digest.ts'

/** Below this many answers an interval says nothing; below the other, counts say more than a percentage. */
const FEWEST = 10
const FEW = 20
/** With fewer answers in the baseline, nothing is said about a change. */
const ENOUGH_BEFORE = 200

const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()
const kept = <T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T => {
  const made = (formats.get(key) as T | undefined) ?? make()
  formats.set(key, made)
  return made
}

/** Lines of one part. */
export const text = (...lines: string[]): CardPart => ({ kind: 'text', text: lines.join('\n') })

/** "86 %", as the reader's language writes it. */
const percentOf = (share: number, { locale }: StaffWords): string =>
  kept(
    `${locale} %`,
    () => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }),
  ).format(share)

/** A local date as the reader reads it. */
const dayOf = (date: string, { locale }: StaffWords, options: Intl.DateTimeFormatOptions): string =>
  kept(
    `${locale} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }),
  ).format(new Date(`${date}T00:00:00Z`))
const SHORT: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' }
const WEEKDAY: Intl.DateTimeFormatOptions = { weekday: 'short', ...SHORT }

/** ISO 8601: the week of the year's first Thursday is the first. */
const weekOf = (date: string): number => {
  const thursday = nextDay(date, 4 - weekdayOf(date))
  return Math.ceil(
    (Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`) + 1) / (7 * 24 * 3600_000),
  )
}

const daysOf = (from: string, to: string, words: StaffWords): string =>
  words.digest.span(dayOf(from, words, WEEKDAY), dayOf(to, words, WEEKDAY))

/** What a digest is called: the days it is about. */
export const whenOf = ({ edition, from, to }: Digest, words: StaffWords): string => {
  if (edition === 'daily')
    return from === to
      ? dayOf(to, words, { weekday: 'long', day: 'numeric', month: 'long' })
      : daysOf(from, to, words)
  if (edition === 'monthly' && from.slice(0, 7) === to.slice(0, 7))
    return dayOf(to, words, { month: 'long', year: 'numeric' })
  return edition === 'weekly' && nextDay(from, 6) === to
    ? words.digest.week(weekOf(to), dayOf(from, words, SHORT), dayOf(to, words, SHORT))
    : words.digest.span(dayOf(from, words, SHORT), dayOf(to, words, SHORT))
}

/** A sentence begins with it: Swedish and Norwegian weekdays are small. */
const capital = (text: string, { locale }: StaffWords): string =>
  text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1)

const periodName = ({ edition, from, to }: Digest, localDate: string, words: StaffWords): string => {
  const say = words.digest
  if (edition === 'daily')
    return from === to
      ? to === nextDay(localDate, -1)
        ? say.yesterday
        : dayOf(to, words, WEEKDAY)
      : daysOf(from, to, words)
  return edition === 'weekly' ? say.theWeek : say.theMonth
}

/** The period in one sentence against the days before it. */
export const sentence = (digest: Digest, localDate: string, words: StaffWords): string => {
  const { answers, share, baseline, change } = digest
  const say = words.digest
  const when = capital(periodName(digest, localDate, words), words)
  if (answers.n === 0) return say.none(when)
  const told = baseline && baseline.n >= FEWEST
  const compared = told && baseline.n >= ENOUGH_BEFORE && answers.n >= FEWEST && !digest.departments
  return say.answers(
    when,
    answers.n,
    standing(answers, share, words),
    told ? say.baseline(baseline.days, ...interval(baseline, words)) : '',
    change
      ? say.change[change]
      : compared && share
        ? say.change[isAsBefore(share, baseline) ? 'none' : 'chance']
        : '',
  )
}

/** As both are shown. Outside of it and yet no change: a reader would see one, so it is said why it is called none. */
const isAsBefore = ({ share }: Share, { low, high }: Share): boolean =>
  share >= Math.floor(low * 100) / 100 && share <= Math.ceil(high * 100) / 100

export const standing = (
  { n, satisfied, dissatisfied }: Counts,
  share: Share | null,
  words: StaffWords,
): string =>
  share && n >= FEW
    ? words.digest.satisfied(percentOf(share.share, words))
    : words.digest.few(satisfied, dissatisfied)

/** The same in a column, sorted by the share. */
export const satisfiedCell = ({ n, satisfied }: Counts, share: Share | null, words: StaffWords): Cell => {
  if (n === 0) return '–'
  const value = Math.round((satisfied / n) * 1000) / 10
  return {
    value,
    text: share && n >= FEW ? percentOf(share.share, words) : words.digest.compared.of(satisfied, n),
  }
}

/** Rounded outwards, so that it never claims more. */
const interval = ({ low, high }: Share, words: StaffWords): [string, string] => [
  percentOf(Math.floor(low * 100) / 100, words),
  percentOf(Math.ceil(high * 100) / 100, words),
]

export const mostNamed = ({ drivers }: Digest, words: StaffWords): string[] =>
  drivers.map(({ driver, count }) => `${driverLabel(driver, words)} (${count})`)

/** The points up to the period's end: shares where most have enough answers for one, else counts; none without answers. */
export const chartOf = ({ edition, points, answers }: Digest, words: StaffWords): Chart[] => {
  const say = words.digest.chart
  const some = points.filter(({ n }) => n > 0)
  if (some.length < 2 || answers.n === 0) return []
  const label = (from: string) =>
    dayOf(from, words, edition === 'monthly' ? { month: 'short', year: '2-digit' } : SHORT)
  const series = (name: string, value: (of: Counts) => number | null) => ({
    name,
    points: points.map(({ from, ...counts }) => ({ label: label(from), value: value(counts) })),
  })
  if (some.filter(({ n }) => n >= FEWEST).length * 2 < some.length)
    return [
      {
        title: say.count[edition],
        unit: 'count',
        series: [series(say.answers, ({ n }) => n), series(say.dissatisfied, (of) => of.dissatisfied)],
      },
    ]
  const percent = (pick: 'low' | 'share' | 'high') => (of: Counts) => {
    if (of.n < FEWEST) return null
    const { low, high } = wilson(of.satisfied, of.n)
    return Math.round({ low, share: of.satisfied / of.n, high }[pick] * 1000) / 10
  }
  return [
    {
      title: say.share[edition],
      unit: 'percent',
      series: [
        series(say.low, percent('low')),
        series(say.satisfied, percent('share')),
        series(say.high, percent('high')),
      ],
    },
  ]
}
