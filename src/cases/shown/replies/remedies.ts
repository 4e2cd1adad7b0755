import { staffMoney } from '../../../money.ts'
import { remedyLabel, timeOf } from '../../wording.ts'
import { type Parts, sent, type Told } from './parts.ts'

type Facts = {
  kind: string
  amount: string | null
  currency: string | null
  due: string
  to?: string
  asked?: string
  statutory?: boolean
  ground?: string | null
  insteadOf?: string | null
  replaces?: string | null
  credit?: boolean
  reference?: string
}
const of = ({ data }: Told) => data as unknown as Facts

/** Remedies, approvals and their fate. By the event's kind. */
export const remedies: Record<string, Parts> = {
  'remedy promised': (found, event) => {
    const { due, statutory, ground, credit, insteadOf, replaces, ...facts } = of(event)
    const chosen = credit ? ', credit by the customer’s choice' : ''
    const right = statutory ? `, the customer’s right (${ground}${chosen})` : ''
    const instead = replaces ? ', in place of the one the customer asked to change' : ''
    return [
      ...sent(`promised ${remedyLabel(facts)} by ${timeOf(found, new Date(due))}${right}${instead}:`)(
        found,
        event,
      ),
      ...(insteadOf
        ? [{ kind: 'quote' as const, label: 'Why not as the customer wished', text: insteadOf }]
        : []),
    ]
  },
  'remedy done': (found, event) => {
    const { reference } = of(event)
    const done = new Set(event.data?.remedies as string[] | undefined)
    const what = found.remedies.filter(({ id }) => done.has(id)).map(remedyLabel)
    const booked = reference ? `, reference ${reference}` : ''
    return event.by
      ? sent(`marked done: ${what.join(', ')}${booked}:`)(found, event)
      : [
          {
            kind: 'text',
            text: `${what.join(', ')} was done by another system${booked}. The customer is told. Once all is done, "Mark done" asks them whether it is put right.`,
          },
        ]
  },
  'approval asked': (found, event) =>
    sent(
      `asks ${of(event).to} to approve ${remedyLabel(of(event))} by ${timeOf(found, new Date(of(event).due))}:`,
    )(found, event),
  'approval given': (found, event) => sent(`approved ${remedyLabel(of(event))}.`)(found, event),
  'approval changed': (found, event) => {
    const { asked, currency } = of(event)
    return sent(`approved ${remedyLabel(of(event))} instead of ${staffMoney(asked!, currency)}.`)(
      found,
      event,
    )
  },
  'approval declined': (found, event) =>
    sent(`did not approve it as asked, and offers instead ${remedyLabel(of(event))}:`)(found, event),
}
