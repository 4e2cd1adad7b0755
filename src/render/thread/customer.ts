import type { Case } from '../../cases/caseFile.ts'
import { remedyLabel, timeOf } from '../../cases/labels.ts'
import { type Parts, quoted, sent, type Thread, text } from './parts.ts'

const HOW: Record<string, string> = { phone: 'by phone', counter: 'at the counter', meeting: 'in a meeting' }

const remedyOf = (found: Case, id: string): string => {
  const remedy = found.remedies.find((one) => one.id === id)
  return remedy ? remedyLabel(remedy) : 'the remedy'
}

/** The customer's own doing, then their words. */
const own =
  (what: string): Parts =>
  (_found, event) => [text(what), ...quoted(event.text)]

/** What the customer said or did on the case page, and what they were asked. */
export const customer = {
  question: (found, event) =>
    sent(`asked the customer, and comes back by ${timeOf(found, new Date(event.data.due))} anyway:`)(
      found,
      event,
    ),
  'customer said': (found, event) => {
    const pictures = event.data?.pictures ?? 0
    const added = pictures > 0 ? `, with ${pictures === 1 ? 'a picture' : `${pictures} pictures`}` : ''
    return own(`The customer writes${added}:`)(found, event)
  },
  account: sent('sent the customer what happened, as agreed:'),
  'account corrected': own('The customer corrected the account:'),
  'remedy accepted': (found, event) =>
    own(`The customer accepts: ${remedyOf(found, event.data.remedy)}.`)(found, event),
  'remedy change asked': (found, event) =>
    own(
      `The customer asks for something else than ${remedyOf(found, event.data.remedy)}. "Offer remedy" can replace it.`,
    )(found, event),
  held: (found, { by, data }) => [
    text(
      `${by ?? 'Somebody'} talked with the customer ${HOW[data.how] ?? ''}.${
        data.due ? ` Next word by ${timeOf(found, new Date(data.due))}.` : ''
      }`,
    ),
  ],
  stopped: own('The customer stopped all messages: nothing more is sent to them.'),
  link: null,
} satisfies Partial<Thread>
