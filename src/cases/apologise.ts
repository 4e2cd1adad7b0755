import { createHash } from 'node:crypto'
import { apologies } from '../../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { long, nextDate } from './forms.ts'
import { mailCustomer } from './mailCustomer.ts'
import { makeMove } from './move.ts'
import { dueOf, textOf, wordBy } from './values.ts'
import type { CaseVerb } from './verb.ts'

const SHORTEST = 20

/** Two apologies are the same if they differ in case and white space alone. */
export const sameness = (text: string): string =>
  createHash('sha256').update(text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim()).digest('hex')

/** Sends an apology in the liaison's own words. The same words as ever before are refused. */
const run: CaseVerb['run'] = async (deps, act) => {
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

export const apologise: CaseVerb = {
  submit: 'Send',
  fields: (found, now) => [
    long(
      'text',
      'Your apology',
      'In your own words, in the customer’s language. It is mailed under your name.',
    ),
    nextDate('next', 'By when will the customer hear from you next?', found, now),
  ],
  run,
}
