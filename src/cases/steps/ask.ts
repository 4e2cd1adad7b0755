import { changeByStaff } from '../changeByStaff.ts'
import { long, nextDate, toCustomer } from '../formFields.ts'
import { dueOf, textOf } from '../formValues.ts'
import { mailCustomer } from '../mailCustomer.ts'
import { answerBy } from '../promises.ts'
import type { CaseVerb } from '../verb.ts'
import { mailable } from './mailable.ts'

/** Asks the customer: the answer comes on the case page and shows in the thread. Until then the clocks pause. */
const run: CaseVerb['run'] = (deps, act) =>
  changeByStaff(deps, 'ask', act, (found) => {
    mailable(found)
    const text = textOf(act, 'text', { min: 10 })
    const due = dueOf(act, 'next', found)
    return {
      set: {
        state: 'recovering',
        waitingSince: found.waitingSince ?? act.now,
        promise: 'your answer',
        promiseDueAt: due,
      },
      event: { kind: 'question', text, data: { due } },
      also: async ({ tx }, event) => {
        await answerBy(tx, found.id, act.now, due)
        await mailCustomer(tx, found, event, act.now)
      },
    }
  })

export const ask: CaseVerb = {
  before: mailable,
  fields: (found, words, now) => [
    long('text', toCustomer(found, words.forms.ask.text, words)),
    nextDate('next', words.forms.ask.next, found, now),
  ],
  run,
}
