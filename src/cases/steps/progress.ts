import { changeByStaff } from '../changeByStaff.ts'
import { long, nextDate, toCustomer } from '../formFields.ts'
import { dueOf, textOf, wordBy } from '../formValues.ts'
import { knownField, knownIntro, knownOf } from '../known.ts'
import { mailCustomer } from '../mailCustomer.ts'
import { promiseSoonest } from '../promises.ts'
import { keepSentWords } from '../sentBefore.ts'
import type { CaseVerb } from '../verb.ts'
import { mailable } from './mailable.ts'

/** Tells the customer how it goes, and by when they hear again. */
const run: CaseVerb['run'] = (deps, act) =>
  changeByStaff(deps, 'progress', act, (found) => {
    mailable(found)
    const text = textOf(act, 'text', { min: 10 })
    const due = dueOf(act, 'next', found)
    return {
      set: wordBy(found, due, act.now),
      event: { kind: 'progress', text, data: { due, ...knownOf(act, found) } },
      also: async ({ tx }, event) => {
        await keepSentWords(tx, found, { kind: 'progress', text, field: 'text', now: act.now })
        await promiseSoonest(tx, found.id, act.now, due)
        await mailCustomer(tx, found, event, act.now)
      },
    }
  })

export const progress: CaseVerb = {
  before: mailable,
  intro: knownIntro,
  fields: (found, words, now) => [
    long('text', toCustomer(found, words.forms.progress.text, words)),
    ...knownField(found, words),
    nextDate('next', words.forms.progress.next, found, now),
  ],
  run,
}
