import type { Tx } from '../../../db/client.ts'
import { suppressions } from '../../../db/schema/index.ts'
import { DomainError } from '../../errors.ts'
import type { Case } from '../case.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { ended, endRest } from '../close.ts'
import { choices, long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import { mailCustomer } from '../mailCustomer.ts'
import { decidedFirst, readWithdrawals, staysOwed, withdraw, withdrawalFields } from '../owed.ts'
import { managerAtWorst } from '../rights.ts'
import { addressesOf } from '../stopped.ts'
import type { CaseVerb } from '../verb.ts'

const REASONS = ['withdrawn', 'answered by mistake', 'contact declined'] as const

/** Ends a case for another reason than that it was put right. */
export const end: CaseVerb = {
  before: async (found, _now, { db }, by) => {
    decidedFirst(found)
    await managerAtWorst(db, found, by, 'end')
  },
  intro: staysOwed,
  fields: (found, words) => {
    const say = words.forms.end
    return [
      {
        kind: 'choice',
        name: 'end',
        ...say.end,
        required: true,
        choices: choices(Object.entries(say.choices)),
      },
      long('reason', say.reason, 1000),
      ...withdrawalFields(found, words),
    ]
  },
  run: (deps, act) =>
    changeByStaff(deps, 'end', act, async (found) => {
      await managerAtWorst(deps.db, found, act.by, 'end')
      const chosen = textOf(act, 'end')
      const state = REASONS.find((one) => one === chosen)
      if (!state) throw new DomainError('invalid', ({ values: say }) => say.chooseOne, 'end')
      const reason = textOf(act, 'reason', { min: 10, max: 1000 })
      const withdrawals = readWithdrawals(act, found)
      return {
        set: { state, ...ended(act.now, reason) },
        event: { kind: 'ended', data: { state, reason } },
        also: async (change, event) => {
          const { tx } = change
          await withdraw(change, found, withdrawals, act.by.id)
          await endRest(tx, found.id, act.now, withdrawals.length > 0)
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
