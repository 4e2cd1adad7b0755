import { DomainError } from '../../errors.ts'
import type { Case } from '../caseFile.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { ended, endRest } from '../close.ts'
import { long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import { timeOf } from '../labels.ts'
import type { CaseVerb } from '../verb.ts'
import { SILENT_DAYS } from './done.ts'

const DAY = 24 * 3600_000

/** The customer is given the same time whoever ends it. */
const silentLongEnough = (found: Case, now: Date) => {
  const from = found.askedAt ?? found.doneAt ?? now
  const until = found.silentAt ?? new Date(from.getTime() + SILENT_DAYS * DAY)
  if (until > now)
    throw new DomainError('conflict', (words) => words.forms.unconfirmed.early(timeOf(found, until, words)))
}

/** A manager ends a case whose customer stays silent, where the clock may not. */
export const unconfirmed: CaseVerb = {
  before: silentLongEnough,
  fields: (_found, { forms }) => [long('reason', forms.unconfirmed.reason, 1000)],
  run: (deps, act) =>
    changeByStaff(deps, 'unconfirmed', act, (found) => {
      silentLongEnough(found, act.now)
      const reason = textOf(act, 'reason', { min: 10, max: 1000 })
      return {
        set: { state: 'unconfirmed', ...ended(act.now, reason) },
        event: { kind: 'unconfirmed', data: { reason } },
        also: ({ tx }) => endRest(tx, found.id, act.now),
      }
    }),
}
