import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** Ends a case as withdrawn, answered by mistake or contact declined, with a reason. */
export const end: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
