import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** Folds abusive text behind a warning and moves the case to the manager. */
export const abusive: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
