import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** Sets how the customer wants it handled, with a reason. */
export const handling: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
