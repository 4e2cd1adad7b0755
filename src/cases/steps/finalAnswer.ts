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
  submit: 'Send',
  fields: async (found, _now, { db }) => {
    const [brand] = await db.$client<{ disputeBody: string | null }[]>`
      select dispute_body from brands where key = ${found.brandKey}`
    return [
      long(
        'reasons',
        'Your answer and its reasons',
        'Mailed to the customer as you write it, in your name. The case ends as not agreed.',
      ),
      {
        kind: 'text',
        name: 'body',
        label: 'Where can the customer take it?',
        hint: 'The dispute body, and how to reach it.',
        required: true,
        multiline: true,
        max: 500,
        initial: brand?.disputeBody ?? undefined,
      },
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
