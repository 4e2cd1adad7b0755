import type { StaffWords } from './locales/staff.ts'

/** Refusals that are expected: each has one mapping to HTTP (api, pages) and one to a chat notice. */
export type Refusal =
  | 'invalid' // a field is wrong: `field` names it
  | 'unauthorised'
  | 'forbidden'
  | 'unknown'
  | 'expired'
  | 'conflict' // another got there first, or the move is not legal now
  | 'mismatch' // same idempotency key, other parameters
  | 'too large'
  | 'too many' // done so often that nobody means it: `field` is `hour` or `all`
  | 'busy' // too much of this is under way: again in a moment
  | 'not json' // another content type

/** What is wrong with one field, in words that follow its name. */
export type Fault = { field: string; message: string }

/** What staff read, in the language of who answers them. */
export type Says = (words: StaffWords) => string

/** A refusal. What is told to staff is words by key; its message is plain English for logs and other systems. */
export class DomainError extends Error {
  readonly code: Refusal
  readonly field?: string
  readonly says: Says
  constructor(code: Refusal, says: Says | string, field?: string) {
    super(typeof says === 'string' ? says : code)
    this.name = 'DomainError'
    this.code = code
    this.field = field
    this.says = typeof says === 'string' ? () => says : says
  }
}

/** What went wrong, for a log: a failed query's own message carries its parameters, what the database said does not. */
export const causeOf = (error: unknown): string => {
  const { name, message, cause } = (error ?? {}) as Error
  return cause instanceof Error ? causeOf(cause) : `${name}: ${message}`.slice(0, 300)
}

/** The database's code of a failed query, for example 23505: a unique key that is taken. */
export const codeOf = (error: unknown): string | undefined => {
  const { code, cause } = (error ?? {}) as { code?: string; cause?: unknown }
  return code ?? (cause ? codeOf(cause) : undefined)
}
