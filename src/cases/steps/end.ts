import type { Tx } from '../../../db/client.ts'
import { suppressions } from '../../../db/schema/index.ts'
import { DomainError } from '../../errors.ts'
import type { Case } from '../caseFile.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { ended, endRest } from '../close.ts'
import { choices, long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import { mailCustomer } from '../mailCustomer.ts'
import { addressesOf } from '../stopped.ts'
import type { CaseVerb } from '../verb.ts'

const WHICH = {
  withdrawn: 'Withdrawn: the customer no longer wants it put right',
  'answered by mistake': 'Answered by mistake: there is nothing to put right',
  'contact declined': 'Contact declined: nothing more is sent to them',
} as const

/** Ends a case for another reason than that it was put right. */
export const end: CaseVerb = {
  submit: 'End it',
  fields: () => [
    {
      kind: 'choice',
      name: 'end',
      label: 'What is so?',
      hint: 'If you and the customer do not agree, a manager gives a final answer instead.',
      required: true,
      choices: choices(Object.entries(WHICH)),
    },
    long('reason', 'How do you know?', 'Kept with the case; not sent.', 1000),
  ],
  run: (deps, act) =>
    changeByStaff(deps, 'end', act, (found) => {
      const state = textOf(act, 'end') as keyof typeof WHICH
      if (!Object.hasOwn(WHICH, state)) throw new DomainError('invalid', 'Please choose one.', 'end')
      const reason = textOf(act, 'reason', { min: 10, max: 1000 })
      return {
        set: { state, ...ended(act.now, reason) },
        event: { kind: 'ended', data: { state, reason } },
        also: async ({ tx }, event) => {
          await endRest(tx, found.id, act.now)
          if (state === 'contact declined') await stopMails(tx, found, act.now)
          else await mailCustomer(tx, found, event, act.now)
        },
      }
    }),
}

/** What waits to be sent is dropped when its turn comes. */
const stopMails = async (tx: Tx, found: Case, now: Date) => {
  for (const address of addressesOf(found))
    await tx
      .insert(suppressions)
      .values({ address, scope: 'all', reason: 'unsubscribed', createdAt: now })
      .onConflictDoNothing()
}
