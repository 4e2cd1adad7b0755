import { isDeepStrictEqual } from 'node:util'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const LONGEST = 100
const LISTED = 6

type Fields = Record<string, unknown>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What changed in a field, a line each: hours by day, a section by its keys, a long list by what came and went. */
export const fieldLines = (name: string, from: unknown, to: unknown): string[] => {
  if (name === 'hours') return hoursLines(from, to)
  if (isFields(from) && isFields(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    return keys
      .filter((key) => !isDeepStrictEqual(from[key], to[key]))
      .flatMap((key) => fieldLines(`${name}.${key}`, from[key], to[key]))
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length + to.length > LISTED)
    return [listLine(name, from, to)]
  return [`${name}: ${shown(from)} -> ${shown(to)}`]
}

/** What a section says, a line each setting, by its name in organisation.yaml. */
export const settingLines = (name: string, value: unknown): string[] =>
  isFields(value)
    ? Object.entries(value).flatMap(([key, inner]) => settingLines(name ? `${name}.${key}` : key, inner))
    : value === null || value === undefined
      ? []
      : [`${name}: ${shown(value)}`]

const hoursLines = (from: unknown, to: unknown): string[] =>
  DAYS.flatMap((day, at) => {
    const [before, after] = [from, to].map((hours) => spans((hours as Fields | undefined)?.[at + 1]))
    return before === after ? [] : [`hours ${day}: ${before} -> ${after}`]
  })

const spans = (day: unknown): string =>
  Array.isArray(day) && day.length > 0 ? day.map((span) => (span as string[]).join('-')).join(', ') : 'closed'

/** Entries by their text: of 60 holidays those that came and those that went, and how many there are now. */
const listLine = (name: string, from: unknown[], to: unknown[]): string => {
  const [before, after] = [from.map(shown), to.map(shown)]
  const gone = before.filter((one) => !after.includes(one))
  const come = after.filter((one) => !before.includes(one))
  const some = (list: string[], sign: string) => [
    ...list.slice(0, LISTED).map((one) => `${sign}${one}`),
    ...(list.length > LISTED ? [`${sign} ${list.length - LISTED} more`] : []),
  ]
  const changed = [...some(gone, '-'), ...some(come, '+')]
  return `${name}: ${changed.length > 0 ? changed.join(', ') : 'in another order'} (now ${to.length})`
}

const shown = (value: unknown): string => {
  if (value === undefined || value === null) return 'none'
  if (typeof value === 'string')
    return value.length > LONGEST ? `a text of ${value.length} characters` : value || '""'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(shown).join(', ')
  if (isFields(value))
    return (
      Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([key, inner]) => `${key} ${shown(inner)}`)
        .join(', ') || 'none'
    )
  return String(value)
}
