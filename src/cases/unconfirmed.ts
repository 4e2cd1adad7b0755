import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** A manager ends a case whose customer stayed silent, where the clock may not. */
export const unconfirmed: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
