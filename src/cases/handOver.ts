import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** Offers the case to a colleague or another department; the giver stays accountable until it is accepted. */
export const handOver: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
