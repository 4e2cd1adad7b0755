import type { Sql } from 'postgres'
import type { Answer } from '../../integrations/chat.ts'
import { confirmCase } from '../../src/cases/confirm.ts'
import type { EdgeDeps } from '../../src/deps.ts'
import { DomainError } from '../../src/errors.ts'
import type { Chooser } from './steps.ts'

export type At = { deps: EdgeDeps; sql: Sql; id: string; token: string; choose: Chooser; now: Date }
type Say = (at: At) => Promise<Answer[]>

/** A refusal is an answer like any other. */
const told = async (work: Promise<unknown>): Promise<Answer[]> => {
  try {
    await work
    return [{ kind: 'done' }]
  } catch (error) {
    if (error instanceof DomainError) return [{ kind: 'notice', text: error.message }]
    throw error
  }
}

/** What the customer can do on the case page. */
export const CUSTOMER: Record<string, Say> = {
  yes: ({ deps, token, now }) => told(confirmCase(deps, { token, answer: 'yes', now })),
  partly: ({ deps, token, now }) => told(confirmCase(deps, { token, answer: 'partly', now })),
  notYet: ({ deps, token, now }) => told(confirmCase(deps, { token, answer: 'not yet', now })),
}
