import { type Locale, wordFor } from '../locales/index.ts'
import type { Export } from './export.ts'

/** Numbers and marks by which the product finds its own rows: they say nothing to a person, and are in the JSON. */
const UNTOLD =
  /^(id|(?!external).*_id|once_key|hash|fence|lane|seat|shingles|merged_into|joined_into|key|payload|judged|form_id|purge|purged_at|changed|rate|erasure_told_at|attempts|lease_until|maybe_sent|announce_at|called_at|version|revision|had_email|destination|received_at|link|proposal|callBack|remedy|remedies|replaces|cover|matters?|contacts)$/

/** Whether the page tells a column, or a key of what it holds. */
export const isShown = (column: string): boolean => !UNTOLD.test(column)

/** The word for a column, or a key of what it holds; undefined where nobody gave it one. */
export const labelFor = ({ dataCopy }: Locale, table: string, column: string): string | undefined =>
  wordFor<string>(dataCopy.columns, `${table}.${column}`) ?? wordFor<string>(dataCopy.columns, column)

type Told = { table: string; row: Record<string, unknown>; names: Export['names'] }

/** A row in words. A key that an older version wrote, and that has no word, stands as it is. */
export const linesOf = ({ table, row, names }: Told, words: Locale): [string, string][] =>
  Object.entries(row).flatMap(([column, value]) => {
    if (!isShown(column) || value === null || isOurId(value)) return []
    if (typeof value === 'object' && !Array.isArray(value)) {
      const inner = table === 'case_events' ? 'facts' : table
      return linesOf({ table: inner, row: value as Told['row'], names }, words)
    }
    const say = valueIn(table, column, { words, names })
    const shown = Array.isArray(value) ? value.map(say).join(', ') : say(value)
    return [[labelFor(words, table, column) ?? column, shown]]
  })

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
/** An id, or a list of nothing else. */
const isOurId = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isOurId) : ID.test(String(value))

export const moment = (text: string) => `${text.slice(0, 16).replace('T', ' ')} UTC`

const languageIn = (tag: string, { pages: { locale } }: Locale): string =>
  new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag

const valueIn =
  (table: string, column: string, { words, names }: { words: Locale; names: Export['names'] }) =>
  (value: unknown): string => {
    const text = String(value)
    const found = wordFor<string>(meanings(table, column, words, names), text)
    if (found !== undefined) return found
    if (column === 'language') return languageIn(text, words)
    if (typeof value === 'boolean') return words.dataValues[value ? 'yes' : 'no']
    return /^\d{4}-\d\d-\d\dT[\d:.]+(\+00:00|Z)$/.test(text) ? moment(text) : text
  }

/** What the values of a column mean, by the value: none for what people wrote. */
const meanings = (
  table: string,
  column: string,
  { dataValues, pages, casePage }: Locale,
  names: Export['names'],
): Record<string, string> => {
  const { yes: _yes, no: _no, kind, event, ...coded } = dataValues
  switch (column) {
    case 'kind':
      return table === 'case_events' ? event : { ...kind, ...casePage.remedy }
    case 'brand_key':
      return names.brands
    case 'department_key':
    case 'departments':
    case 'department':
      return names.departments
    case 'drivers':
    case 'cause':
      return pages.drivers
    case 'channel':
    case 'handling':
    case 'about':
      return pages[column]
    case 'answer':
      return casePage.answers
    case 'timers':
      return dataValues.timer
    default:
      return wordFor(coded as Record<string, Record<string, string>>, column) ?? {}
  }
}
