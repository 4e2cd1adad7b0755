import { DomainError } from '../errors.ts'
import type { CaseVerb } from './verb.ts'

/** Conversation held: apology, account, remedy and spoken yes in one form, in any order. */
export const held: CaseVerb = {
  run: async () => {
    throw new DomainError('conflict', 'Not built yet.')
  },
}
