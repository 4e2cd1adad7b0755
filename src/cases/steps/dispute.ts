import { DomainError } from '../../errors.ts'
import { withoutEnd } from '../../text.ts'
import { addBusinessDays } from '../../time.ts'
import type { Case } from '../case.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { choices, long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import { remedyLabel } from '../labels.ts'
import { mailCustomer } from '../mailCustomer.ts'
import { rightsOwed, takeBack } from '../owed.ts'
import { promiseSoonest } from '../promises.ts'
import { isOpen } from '../states.ts'
import type { CaseVerb } from '../verb.ts'
import { bodyField, SHORTEST } from './finalAnswer.ts'
import { chosenOf, settled } from './settle.ts'

const aRight = (found: Case) => {
  if (rightsOwed(found).length === 0) throw new DomainError('conflict', ({ ends }) => ends.dispute.nothing)
}

/** A right is never withdrawn: where the organisation sees none, a manager says why, and who else can judge. */
export const dispute: CaseVerb = {
  before: aRight,
  fields: async (found, words, _now, deps) => {
    const say = words.ends.dispute
    const owed = rightsOwed(found)
    const which = choices(owed.map((one) => [one.id, remedyLabel(one, words)]))
    return [
      { kind: 'choice', name: 'which', ...say.which, required: true, choices: which, initial: owed[0]?.id },
      long('text', say.text),
      await bodyField(deps, found, say.body),
    ]
  },
  run: (deps, act) =>
    changeByStaff(deps, 'dispute', act, (found) => {
      const { id: remedy, kind, amount, currency } = chosenOf(act, rightsOwed(found))
      const text = textOf(act, 'text', { min: SHORTEST })
      const body = withoutEnd(textOf(act, 'body', { min: 5, max: 500 }), '.')
      return {
        event: { kind: 'right disputed', text, data: { remedy, kind, amount, currency, body } },
        also: async (change, event) => {
          const { tx, now } = change
          await takeBack(change, found, [remedy], { withdrawnReason: text, disputeBody: body })
          if (!isOpen(found.state)) return settled(change, found, event)
          await promiseSoonest(tx, found.id, now, addBusinessDays(found, now, 1))
          await mailCustomer(tx, found, event, now)
        },
      }
    }),
}
