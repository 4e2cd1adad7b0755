import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** Changes the severity, with a reason. */
export const severity: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
