import { pageWords, wordFor } from '../../../../locales/index.ts'
import type { StaffWords } from '../../../../locales/staff.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** A line of `setup/shown.ts` with its field as people call it. What nobody has a word for stays as it is. Pure. */
export const lineInWords = (line: string, words: StaffWords): string => {
  const [, name, day, values] = /^([\w.-]+)(?: (\w{3}))?: (.*)$/s.exec(line) ?? []
  if (!name || values === undefined) return line
  const title = [fieldInWords(name, words), ...(day ? [dayInWords(day, words)] : [])].join(', ')
  return `${title}: ${values
    .split(' -> ')
    .map((value) => valueInWords(value, words))
    .join(' → ')}`
}

/** A field by its path in organisation.yaml: what the longest known path is called, then its parts. */
export const fieldInWords = (path: string, words: StaffWords): string => {
  const { fields, parts } = words.setUpHistory
  const keys = path.split('.')
  for (let length = keys.length; length > 0; length--) {
    const title = wordFor(fields, keys.slice(0, length).join('.'))
    if (title) return [title, ...keys.slice(length).map((key) => partInWords(key, words, parts))].join(', ')
  }
  return path
}

const partInWords = (key: string, words: StaffWords, parts: Record<string, string>): string =>
  wordFor(parts, key) ??
  wordFor<string>(words.labels.remedies, key)?.toLowerCase() ??
  wordFor<string>(pageWords(words.language).drivers, key) ??
  key

const dayInWords = (day: string, { locale }: StaffWords): string => {
  const at = DAYS.indexOf(day)
  if (at < 0) return day
  // 5 January 2026 was a Monday
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2026, 0, 5 + at),
  )
}

const valueInWords = (value: string, { setUpHistory: say }: StaffWords): string => {
  const [, rest = value, now] = /^(.*) \(now (\d+)\)$/s.exec(value) ?? []
  const [, letters] = /^a text of (\d+) characters$/.exec(rest) ?? []
  const told = letters ? say.letters(Number(letters)) : (wordFor(say.values, rest) ?? rest)
  return now ? `${told} (${say.now(Number(now))})` : told
}
