import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** Joins a case with another of the same customer: one goes on, the other ends as merged. */
export const join: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}

export const undoJoin: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
