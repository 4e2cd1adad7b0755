import type { Field } from '../../../integrations/chat.ts'
import type { EdgeDeps } from '../../deps.ts'
import { withoutEnd } from '../../text.ts'
import type { Case } from '../case.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { ended, endRest } from '../close.ts'
import { type Labelled, long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import { mailCustomer } from '../mailCustomer.ts'
import { decidedFirst, readWithdrawals, staysOwed, withdraw, withdrawalFields } from '../owed.ts'
import { keepSentWords } from '../sentBefore.ts'
import type { CaseVerb } from '../verb.ts'

/** A no with its reasons takes some words. */
export const SHORTEST = 50

/** Where the customer can take it, as the brand names it. */
export const bodyField = async ({ db }: EdgeDeps, found: Case, labelled: Labelled): Promise<Field> => {
  const [brand] = await db.$client<{ disputeBody: string | null }[]>`
    select dispute_body from brands where key = ${found.brandKey}`
  return { ...long('body', labelled, 500), initial: brand?.disputeBody ?? undefined }
}

/** A manager's answer where customer and organisation do not agree: reasons, and who else can judge. */
export const finalAnswer: CaseVerb = {
  before: decidedFirst,
  intro: staysOwed,
  fields: async (found, words, _now, deps) => {
    const say = words.forms.finalAnswer
    return [
      long('reasons', say.reasons),
      await bodyField(deps, found, say.body),
      ...withdrawalFields(found, words, true),
    ]
  },
  run: (deps, act) =>
    changeByStaff(deps, 'final-answer', act, (found) => {
      const text = textOf(act, 'reasons', { min: SHORTEST })
      const body = withoutEnd(textOf(act, 'body', { min: 5, max: 500 }), '.') // it ends a sentence of ours
      const withdrawals = readWithdrawals(act, found, true)
      return {
        set: { state: 'not agreed', ...ended(act.now, 'a final answer with reasons') },
        event: { kind: 'final answer', text, data: { body } },
        also: async (change, event) => {
          const { tx } = change
          await keepSentWords(tx, found, { kind: 'decline', text, field: 'reasons', now: act.now })
          await withdraw(change, found, withdrawals, act.by.id)
          await endRest(tx, found.id, act.now, withdrawals.length > 0)
          await mailCustomer(tx, found, event, act.now)
        },
      }
    }),
}
