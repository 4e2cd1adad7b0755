import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** Calls management to a case. */
export const callManagement: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
