import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** Takes a case up again that waits for the customer. */
export const carryOn: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
