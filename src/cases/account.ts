import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** The agreed account: what happened, as a version the customer can correct. */
export const account: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
