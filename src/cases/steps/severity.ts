import { DomainError } from '../../errors.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { choices, long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import type { CaseVerb } from '../verb.ts'
import { managementCalled } from './callManagement.ts'

const WORST = 1

/** Sets how severe a case is, with a reason; the worst calls management. */
export const severity: CaseVerb = {
  fields: (found) => [
    {
      kind: 'choice',
      name: 'severity',
      label: `Severity (now ${found.severity})`,
      hint: '1 is the worst, and calls management.',
      required: true,
      choices: choices([
        ['1', '1: injury, legal threat, data breach or discrimination'],
        ['2', '2: the customer is badly hit'],
        ['3', '3: dissatisfied'],
      ]),
    },
    long('reason', 'Why?', undefined, 1000),
  ],
  run: (deps, act) =>
    changeByStaff(deps, 'severity', act, (found) => {
      const chosen = textOf(act, 'severity')
      if (!/^[123]$/.test(chosen)) throw new DomainError('invalid', 'Please choose 1, 2 or 3.', 'severity')
      const to = Number(chosen)
      if (to === found.severity)
        throw new DomainError('invalid', `The severity is ${to} already: please choose another.`, 'severity')
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
