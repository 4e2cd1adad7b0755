import { withoutEnd } from '../../text.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { ended, endRest } from '../close.ts'
import { long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import { mailCustomer } from '../mailCustomer.ts'
import type { CaseVerb } from '../verb.ts'

/** A no with its reasons takes some words. */
const SHORTEST = 50

/** A manager's answer where customer and organisation do not agree: reasons, and who else can judge. */
export const finalAnswer: CaseVerb = {
  fields: async (found, { forms: { finalAnswer: say } }, _now, { db }) => {
    const [brand] = await db.$client<{ disputeBody: string | null }[]>`
      select dispute_body from brands where key = ${found.brandKey}`
    return [
      long('reasons', say.reasons),
      { ...long('body', say.body, 500), initial: brand?.disputeBody ?? undefined },
    ]
  },
  run: (deps, act) =>
    changeByStaff(deps, 'final-answer', act, (found) => {
      const text = textOf(act, 'reasons', { min: SHORTEST })
      const body = withoutEnd(textOf(act, 'body', { min: 5, max: 500 }), '.') // it ends a sentence of ours
      return {
        set: { state: 'not agreed', ...ended(act.now, 'a final answer with reasons') },
        event: { kind: 'final answer', text, data: { body } },
        also: async ({ tx }, event) => {
          await endRest(tx, found.id, act.now)
          await mailCustomer(tx, found, event, act.now)
        },
      }
    }),
}
