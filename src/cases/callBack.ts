import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** Books a time at which the customer is called. */
export const callBack: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
