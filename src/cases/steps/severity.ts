import { DomainError } from '../../errors.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { choices, long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import { managerAtWorst } from '../rights.ts'
import type { CaseVerb } from '../verb.ts'
import { managementCalled } from './callManagement.ts'

const WORST = 1

/** Sets how severe a case is, with a reason; the worst calls management, and only a manager lowers it. */
export const severity: CaseVerb = {
  before: (found, _now, { db }, by) => managerAtWorst(db, found, by, 'severity'),
  fields: (found, { forms: { severity: say } }) => [
    {
      kind: 'choice',
      name: 'severity',
      ...say.severity(found.severity),
      required: true,
      choices: choices(Object.entries(say.choices)),
    },
    long('reason', say.reason, 1000),
  ],
  run: (deps, act) =>
    changeByStaff(deps, 'severity', act, async (found) => {
      await managerAtWorst(deps.db, found, act.by, 'severity')
      const chosen = textOf(act, 'severity')
      if (!/^[123]$/.test(chosen))
        throw new DomainError('invalid', ({ values: say }) => say.chooseSeverity, 'severity')
      const to = Number(chosen)
      if (to === found.severity)
        throw new DomainError('invalid', ({ forms }) => forms.severity.same(to), 'severity')
      const reason = textOf(act, 'reason', { min: 5, max: 1000 })
      return {
        set: { severity: to },
        event: { kind: 'severity changed', text: reason, data: { from: found.severity, to } },
        also: async (change) => {
          if (to !== WORST || found.calledAt) return
          const called = { kind: 'management called' as const, text: reason, by: act.by.id }
          await managementCalled(change, found.id, await change.note(found.id, called))
        },
      }
    }),
}
