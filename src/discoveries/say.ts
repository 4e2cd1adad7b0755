import { aboutOf, number, percent, type Read, sayBurst } from '../incidents/say.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { Among, Discovery, Facts, Period } from './discovery.ts'
import type { Folded } from './fold.ts'

/** What was found as one sentence with its counts, in the reader's language. Pure. */
export const sayDiscovery = (found: Discovery, words: StaffWords, read: Read): string => {
  switch (found.kind) {
    case 'change':
      return sayChange(found.facts, found.brandName, words)
    case 'burst':
      return sayBurst(found.facts, words, read)
    case 'theme': {
      const { phrase, count, before, driver } = found.facts
      return words.discoveries.theme({
        phrase,
        count: number(count, words),
        before: number(before, words),
        about: aboutOf(driver, words),
      })
    }
    case 'pattern':
      return sayPattern(found.facts, found.brandName, words)
  }
}

/** How many changes of the same week or month are folded behind this one; empty where none are. Pure. */
export const sayAlike = ({ one, alike }: Folded, { discoveries: say }: StaffWords): string =>
  alike.length > 0 && one.kind === 'change' ? say.alike(alike.length, one.facts.every === 'month') : ''

const sayPattern = (facts: Facts['pattern'], brand: string | null, words: StaffWords) => {
  const { week, inside, cases, expected, p, comparisons, driver, among } = facts
  return words.discoveries.pattern({
    about: aboutOf(driver, words),
    where: whereOf(among, brand, words),
    inside: number(inside, words),
    cases: number(cases, words),
    expected: number(Math.round(expected * 10) / 10, words),
    from: hour(week.from),
    to: hour((week.from + week.hours) % 24),
    days: words.discoveries.days(week.days, typeof week.days === 'number' ? weekday(week.days, words) : ''),
    p: pOf(p, words),
    comparisons: number(comparisons, words),
  })
}

const sayChange = (
  { every, direction, among, driver, before, after, tested }: Facts['change'],
  brand: string | null,
  words: StaffWords,
) => {
  const common = {
    about: aboutOf(driver, words),
    where: whereOf(among, brand, words),
    worse: direction === 'worse',
    before: shareOf(before, words),
    after: shareOf(after, words),
  }
  if (!tested) return words.discoveries.changed({ ...common, period: period(after, words) })
  // The distance without its sign: the words say whether it rose or fell
  const [low, high] = [tested.low, tested.high].map(Math.abs).sort((a, b) => a - b)
  return words.discoveries.compared({
    ...common,
    month: every === 'month',
    period: period(after, words),
    low: points(low!, words),
    high: points(high!, words),
    level: percent(tested.level, words, 1),
    p: pOf(tested.p, words),
    comparisons: number(tested.comparisons, words),
  })
}

const whereOf = ({ channel, brand }: Among, name: string | null, { labels }: StaffWords) =>
  channel ? labels.channel(channel) : (name ?? brand ?? '')

const points = (share: number, { locale }: StaffWords) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(share * 100)
const pOf = (p: number, { locale }: StaffWords) => {
  const format = new Intl.NumberFormat(locale, { maximumSignificantDigits: 1, useGrouping: false })
  return p < 0.0001
    ? `< ${new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(0.0001)}`
    : format.format(p)
}
const shareOf = ({ hits, n }: Period, words: StaffWords) => ({
  hits: number(hits, words),
  n: number(n, words),
  percent: percent(hits / n, words),
})

const hour = (hour: number) => `${String(hour).padStart(2, '0')}`
const weekday = (day: number, { locale }: StaffWords) =>
  // 5 January 1970 was a Monday
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date((day + 3) * 86_400_000),
  )
const days = ({ locale }: StaffWords) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const period = ({ from, to }: Period, words: StaffWords) =>
  days(words).formatRange(new Date(from), new Date(to))
