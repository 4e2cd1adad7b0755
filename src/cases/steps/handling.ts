import { DomainError } from '../../errors.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { choices, long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import { HANDLING } from '../labels.ts'
import type { CaseVerb } from '../verb.ts'

type Handling = keyof typeof HANDLING

/** Sets how the customer wants it handled, with a reason: never inferred silently. */
export const handling: CaseVerb = {
  fields: (found) => [
    {
      kind: 'choice',
      name: 'handling',
      label: 'How does the customer want it handled?',
      required: true,
      choices: choices(Object.entries(HANDLING)),
      initial: found.handling ?? found.answers.handling,
    },
    long('reason', 'How do you know?', undefined, 1000),
  ],
  run: (deps, act) =>
    changeByStaff(deps, 'handling', act, () => {
      const type = textOf(act, 'handling')
      if (!Object.hasOwn(HANDLING, type)) throw new DomainError('invalid', 'Please choose one.', 'handling')
      const text = textOf(act, 'reason', { min: 5, max: 1000 })
      return {
        set: { handling: type as Handling },
        event: { kind: 'handling set', text, data: { handling: type } },
      }
    }),
}
