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

export class DomainError extends Error {
  readonly code: Refusal
  readonly field?: string
  constructor(code: Refusal, message: string, field?: string) {
    super(message)
    this.name = 'DomainError'
    this.code = code
    this.field = field
  }
}
