import { createHash } from 'node:crypto'
import { apologies } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { mailCustomer } from './mailCustomer.ts'
import { type Act, makeMove } from './move.ts'
import { dueOf, textOf, wordBy } from './values.ts'

const SHORTEST = 20

/** Two apologies are the same if they differ in case and white space alone. */
export const sameness = (text: string): string =>
  createHash('sha256').update(text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim()).digest('hex')

/** Sends an apology in the liaison's own words. The same words as ever before are refused. */
export const apologise = async (deps: Deps, act: Act) => {
  const text = textOf(act, 'text', { min: SHORTEST })
  const same = sameness(text)
  const refusal = () =>
    new DomainError(
      'invalid',
      'These same words were sent to a customer before. Write to this customer, about what happened to them.',
      'text',
    )
  return makeMove(deps, 'apologise', act, (found) => {
    const due = dueOf(act, 'next', found)
    return {
      set: {
        state: 'recovering',
        apologisedAt: found.apologisedAt ?? act.now,
        ...wordBy(found, due),
      },
      event: { kind: 'apology', text, data: { due } },
      reply: true,
      also: async (tx, event) => {
        const kept = await tx
          .insert(apologies)
          .values({ caseId: found.id, by: act.by.id, text, sameness: same, at: act.now })
          .onConflictDoNothing()
          .returning({ id: apologies.id })
        if (kept.length === 0) throw refusal()
        await mailCustomer(tx, found, event, act.now)
      },
    }
  })
}
