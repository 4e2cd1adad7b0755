import { DomainError } from '../errors.ts'
import type { OtherVerb } from './verb.ts'

const notYet = async (): Promise<never> => {
  throw new DomainError('conflict', 'Not built yet.')
}

export const approve: OtherVerb = { run: notYet }
export const changeAmount: OtherVerb = { run: notYet }
export const declineRemedy: OtherVerb = { run: notYet }
