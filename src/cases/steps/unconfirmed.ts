import { DomainError } from '../../errors.ts'
import type { Case } from '../case.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { ended, endRest } from '../close.ts'
import { long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import { timeOf } from '../labels.ts'
import { mailCustomer } from '../mailCustomer.ts'
import { decidedFirst, readWithdrawals, withdraw, withdrawalFields } from '../owed.ts'
import type { CaseVerb } from '../verb.ts'
import { SILENT_DAYS } from './done.ts'

const DAY = 24 * 3600_000

/** The customer gets the same time, whether a manager or the clock ends the case. */
const silentLongEnough = (found: Case, now: Date) => {
  const from = found.askedAt ?? found.doneAt ?? now
  const until = found.silentAt ?? new Date(from.getTime() + SILENT_DAYS * DAY)
  if (until > now)
    throw new DomainError('conflict', (words) => words.forms.unconfirmed.early(timeOf(found, until, words)))
}

/** A manager ends a case whose customer stays silent, where the clock may not. */
export const unconfirmed: CaseVerb = {
  before: (found, now) => {
    silentLongEnough(found, now)
    decidedFirst(found)
  },
  fields: (found, words) => [
    long('reason', words.forms.unconfirmed.reason, 1000),
    ...withdrawalFields(found, words),
  ],
  run: (deps, act) =>
    changeByStaff(deps, 'unconfirmed', act, (found) => {
      silentLongEnough(found, act.now)
      const reason = textOf(act, 'reason', { min: 10, max: 1000 })
      const withdrawals = readWithdrawals(act, found)
      return {
        set: { state: 'unconfirmed', ...ended(act.now, reason) },
        event: { kind: 'unconfirmed', data: { reason } },
        also: async (change, event) => {
          await withdraw(change, found, withdrawals, act.by.id)
          await endRest(change.tx, found.id, act.now, withdrawals.length > 0)
          if (withdrawals.length > 0) await mailCustomer(change.tx, found, event, act.now)
        },
      }
    }),
}
