import { remedyLabel, timeOf } from '../../cases/labels.ts'
import { staffMoney } from '../../money.ts'
import { quoted, sent, type Thread, text } from './parts.ts'

/** Remedies, approvals and their fate. */
export const remedies = {
  'remedy promised': (found, event) => {
    const { due, statutory, ground, credit, insteadOf, replaces } = event.data
    const chosen = credit ? ', credit by the customer’s choice' : ''
    const right = statutory ? `, the customer’s right (${ground}${chosen})` : ''
    const instead = replaces ? ', in place of the one the customer asked to change' : ''
    const what = `${remedyLabel(event.data)} by ${timeOf(found, new Date(due))}${right}${instead}`
    return [
      ...sent(`promised ${what}:`)(found, event),
      ...quoted(insteadOf, 'Why not as the customer wished'),
    ]
  },
  'remedy done': (found, event) => {
    const { reference, remedies: ids } = event.data
    const what = found.remedies.filter(({ id }) => ids.includes(id)).map(remedyLabel)
    const booked = reference ? `, reference ${reference}` : ''
    return event.by
      ? sent(`marked done: ${what.join(', ')}${booked}:`)(found, event)
      : [
          text(
            `${what.join(', ')} was done by another system${booked}. The customer is told. Once all is done, "Mark done" asks them whether it is put right.`,
          ),
        ]
  },
  'approval asked': (found, event) => {
    const { to, due } = event.data
    const by = due ? ` by ${timeOf(found, new Date(due))}` : ''
    return sent(`asks ${to} to approve ${remedyLabel(event.data)}${by}:`)(found, event)
  },
  'approval given': (found, event) => sent(`approved ${remedyLabel(event.data)}.`)(found, event),
  'approval changed': (found, event) => {
    const { asked, currency } = event.data
    return sent(`approved ${remedyLabel(event.data)} instead of ${staffMoney(asked!, currency)}.`)(
      found,
      event,
    )
  },
  'approval declined': (found, event) =>
    sent(`did not approve it as asked, and offers instead ${remedyLabel(event.data)}:`)(found, event),
} satisfies Partial<Thread>
