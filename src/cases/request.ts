import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** Asks another department for one deed with a date; the case stays with the owner. */
export const request: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
