import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** A manager's final answer with reasons, naming the dispute body. */
export const finalAnswer: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
