import { DomainError } from '../../errors.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { choices, long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import type { CaseVerb } from '../verb.ts'

const HANDLINGS = ['analytical', 'personal', 'functional', 'intuitive'] as const

/** Sets how the customer wants it handled, with a reason: never inferred silently. */
export const handling: CaseVerb = {
  fields: (found, { labels, forms: { handling: say } }) => [
    {
      kind: 'choice',
      name: 'handling',
      ...say.handling,
      required: true,
      choices: choices(Object.entries(labels.handling)),
      initial: found.handling ?? found.answers.handling,
    },
    long('reason', say.reason, 1000),
  ],
  run: (deps, act) =>
    changeByStaff(deps, 'handling', act, () => {
      const chosen = textOf(act, 'handling')
      const type = HANDLINGS.find((one) => one === chosen)
      if (!type) throw new DomainError('invalid', ({ values: say }) => say.chooseOne, 'handling')
      const text = textOf(act, 'reason', { min: 5, max: 1000 })
      return {
        set: { handling: type },
        event: { kind: 'handling set', text, data: { handling: type } },
      }
    }),
}
