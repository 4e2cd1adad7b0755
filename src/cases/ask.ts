import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** Ask the customer a question: the answer comes on the case page and shows in the thread. */
export const ask: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
