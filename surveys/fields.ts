import type { Fault, Form } from './survey.ts'

/** What was posted for one field, as its answer or its fault. Nothing posted reads as `undefined`. */
export type Field<T> = (posted: string | string[] | undefined) => { value: T } | { fault: Fault['fault'] }

const first = (posted: string | string[] | undefined) => (Array.isArray(posted) ? posted[0] : posted)

/** One of the offered answers. */
export const chosen =
  <const Offered extends string>(offered: readonly Offered[]): Field<Offered | undefined> =>
  (posted) => {
    const one = first(posted)
    if (!one) return { value: undefined }
    const value = offered.find((each) => each === one)
    return value === undefined ? { fault: 'not offered' } : { value }
  }

/** Any of the offered answers, each once. */
export const chosenAll =
  <Offered extends string>(offered: readonly Offered[]): Field<Offered[] | undefined> =>
  (posted) => {
    const all = [posted ?? []].flat()
    if (all.length > offered.length) return { fault: 'too long' }
    if (!all.every((one) => offered.includes(one as Offered))) return { fault: 'not offered' }
    return { value: all.length > 0 ? ([...new Set(all)] as Offered[]) : undefined }
  }

/** Words in the customer's own hand, cleaned; at most `max` UTF-16 units. */
export const text =
  (max: number): Field<string | undefined> =>
  (posted) => {
    const words = clean(first(posted) ?? '')
    return words.length > max ? { fault: 'too long' } : { value: words || undefined }
  }

export const required =
  <T>(field: Field<T | undefined>): Field<T> =>
  (posted) => {
    const read = field(posted)
    if ('fault' in read) return read
    return read.value === undefined ? { fault: 'missing' } : { value: read.value }
  }

type Fields = Record<string, Field<unknown>>
type Values<F extends Fields> = { [Name in keyof F]: F[Name] extends Field<infer T> ? T : never }

/** Reads every field of a form, or names those that are wrong. */
export const readFields = <F extends Fields>(
  fields: F,
  form: Form,
): { values: Values<F> } | { faults: Fault[] } => {
  const read = Object.entries(fields).map(([name, field]) => ({ name, ...field(form[name]) }))
  const faults = read.flatMap((one) => ('fault' in one ? [{ field: one.name, fault: one.fault }] : []))
  if (faults.length > 0) return { faults }
  return {
    values: Object.fromEntries(read.map((one) => [one.name, 'value' in one && one.value])) as Values<F>,
  }
}

/** Postgres refuses NUL, and direction overrides can make staff read something else than was written. */
export function clean(words: string): string {
  return words
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\u2028\u2029]/gu, (mark) => (mark === '\n' || mark === '\t' ? mark : ''))
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .normalize('NFC')
    .trim()
}
