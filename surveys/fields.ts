import * as z from 'zod/mini'

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value)

/** One of the offered answers; nothing chosen is `undefined`. */
export function chosen<const Offered extends readonly string[]>(offered: Offered) {
  return z.pipe(
    z.transform((value: unknown) => first(value) || undefined),
    z.optional(z.enum(offered)),
  )
}

/** Any of the offered answers, each once; none chosen is `undefined`. */
export function chosenAll<Key extends string>(offered: readonly Key[]) {
  const list = z.array(z.enum(offered as [Key, ...Key[]])).check(z.maxLength(offered.length))
  return z.pipe(
    z.pipe(
      z.transform((value: unknown) => [value ?? []].flat()),
      list,
    ),
    z.transform((keys) => (keys.length ? [...new Set(keys)] : undefined)),
  )
}

/** Words in the customer's own hand, cleaned; empty is `undefined`. */
export function text(max: number) {
  return z.pipe(
    z.pipe(
      z.transform((value: unknown) => clean(String(first(value) ?? ''))),
      z.string().check(z.maxLength(max)),
    ),
    z.transform((words) => words || undefined),
  )
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
