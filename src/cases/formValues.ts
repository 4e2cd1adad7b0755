import { readDay } from '../dates.ts'
import { DomainError } from '../errors.ts'
import { addBusinessDays, atLocal, localDate, spans } from '../time.ts'
import type { Case } from './case.ts'
import type { Act } from './changeByStaff.ts'

/** Reads one text of a submitted form; throws `invalid` naming the field. */
export const textOf = (
  { values }: Pick<Act, 'values'>,
  name: string,
  { min = 1, max = 3000 } = {},
): string => {
  const value = values[name]
  const text = (Array.isArray(value) ? value.join(', ') : (value ?? '')).replaceAll('\0', '').trim()
  if (text.length < min)
    throw new DomainError('invalid', ({ values: say }) => (min > 1 ? say.short(min) : say.empty), name)
  if (text.length > max) throw new DomainError('invalid', ({ values: say }) => say.long(max), name)
  return text
}

export const listOf = ({ values }: Pick<Act, 'values'>, name: string): string[] =>
  [values[name] ?? []].flat().filter(Boolean)

const FURTHEST_DAYS = 60

/** Reads a promised date: that day's end of business, or 17:00 on a day without. Not past, at most 60 days ahead. */
export const dueOf = (act: Pick<Act, 'values' | 'now'>, name: string, found: Case): Date => {
  const today = localDate(found.timeZone, act.now)
  // A browser or client without a date picker sends what was typed
  const read = readDay(textOf(act, name), today)
  if (!read || 'question' in read)
    throw new DomainError('invalid', read?.question ?? (({ values: say }) => say.noDate), name)
  const { date } = read
  if (date < today) throw new DomainError('invalid', ({ values: say }) => say.past, name)
  const due = atLocal(found.timeZone, date, closing(found, date))
  if (due.getTime() - act.now.getTime() > FURTHEST_DAYS * 24 * 3600_000)
    throw new DomainError('invalid', ({ values: say }) => say.tooFar(FURTHEST_DAYS), name)
  return due > act.now ? due : atLocal(found.timeZone, date, '23:59')
}

const closing = (found: Case, date: string): string => spans(found, date).at(-1)?.[1] ?? '17:00'

/** What a form offers as the next date: the next business day. */
export const nextBusinessDate = (found: Case, now: Date): string =>
  localDate(found.timeZone, addBusinessDays(found, now, 1))

/** The next thing owed: a word by then, unless a remedy is owed before it. One that is late by `now` has given way to the word. */
export const wordBy = (found: Case, due: Date, now: Date): { promise: string; promiseDueAt: Date } => {
  const owed = found.remedies
    .filter(({ doneAt, dueAt }) => !doneAt && dueAt > now)
    .map(({ dueAt }) => dueAt.getTime())
  const first = Math.min(...owed)
  return first < due.getTime()
    ? { promise: 'remedy', promiseDueAt: new Date(first) }
    : { promise: 'next word', promiseDueAt: due }
}
