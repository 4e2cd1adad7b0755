import type { ImprovementLook, ImprovementMeasure } from '../../db/schema/index.ts'
import { driverLabel } from '../cases/labels.ts'
import { sayDiscovery } from '../discoveries/say.ts'
import type { Counted } from '../insight/difference.ts'
import { wilson } from '../insight/wilson.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { Improvement } from './improvement.ts'

/** Below this, counts alone. */
const FEWEST = 10

/** A local date as staff read it: "2 Dec 2026". */
export const dateOf = (date: string, { locale }: StaffWords): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00Z`))

const percentOf = (share: number, { locale }: StaffWords): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share)

/** "18 of 240 answers: 7.5% (95% interval 4.8% to 11.5%)". */
export const countOf = ({ successes, n }: Counted, words: StaffWords): string => {
  const say = words.improvements
  if (n === 0) return say.noAnswers
  const count = say.count(successes, n)
  if (n < FEWEST) return count
  const { low, high } = wilson(successes, n)
  return say.share(count, percentOf(successes / n, words), percentOf(low, words), percentOf(high, words))
}

/** Rounded up, as what is said with "about". */
const about = (n: number): number => {
  const step = n < 20 ? 1 : n < 100 ? 5 : 10
  return Math.ceil(n / step) * step
}

/** What a halving takes, at its start. */
export const startsOf = (
  { needed, weekly }: Pick<ImprovementLook, 'needed' | 'weekly'>,
  words: StaffWords,
): string => {
  const say = words.improvements
  if (needed === null) return say.startsNever
  return say.starts(about(needed), weekly > 0 ? Math.ceil(needed / weekly) : null)
}

export const verdictOf = ({ verdict, needed, after }: ImprovementLook, words: StaffWords): string => {
  const say = words.improvements.verdict
  if (verdict === 'better' || verdict === 'worse') return say[verdict]
  if (verdict === 'no halving') return say.noHalving
  return needed === null ? say.cannot : say.tooEarly(about(Math.max(1, needed - after.n)))
}

export const measureOf = (
  { driver, channel }: ImprovementMeasure,
  brand: string | null,
  words: StaffWords,
): string => {
  const of = [channel && words.labels.channel(channel), brand].filter(Boolean).join(', ')
  return driver
    ? words.improvements.names(driverLabel(driver, words), of)
    : words.improvements.dissatisfied(of)
}

/** Why, by what it came from; empty where nothing but words say it. */
export const reasonOf = (
  { reason, discovery, timeZone }: Pick<Improvement, 'reason' | 'discovery' | 'timeZone'>,
  words: StaffWords,
): string => {
  const say = words.improvements.because
  switch (reason.kind) {
    case 'hand':
      return ''
    case 'driver':
      return say.driver(driverLabel(reason.driver, words))
    case 'finding':
      return reason.number === null ? say.aFinding : say.finding(reason.number)
    case 'discovery':
      return discovery ? sayDiscovery(discovery, words, { timeZone }) : ''
  }
}
