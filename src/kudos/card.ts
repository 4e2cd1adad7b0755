import type { Card, CardPart, MessageRef } from '../../integrations/chat.ts'
import { timeOf } from '../cases/wording.ts'
import { maybeTwice } from '../outbox/postOnce.ts'

/** Thanks of a satisfied customer, without who the customer is. */
export type Kudos = {
  id: string
  good: string | null
  /** Whom the customer names, in the customer's own words. */
  named: string | null
  staffMember: string | null
  brand: string
  channel: string
  endedAt: Date
  timeZone: string
  passedBy: string | null
  passedAt: Date | null
  /** Whom the mail went to; null: nobody's address was known. */
  mailedTo: string | null
  message: (MessageRef & { twice?: boolean }) | null
}

/** The thanks as one card in the department's channel, drawn from its state. Pure. */
export const drawKudos = (kudos: Kudos): Card => {
  const { id, good, named, staffMember, brand, channel, endedAt, passedBy } = kudos
  const card: Card = {
    title: 'Thanks from a customer',
    summary: `A satisfied customer says thanks${passedBy ? `; ${passedBy} passed it on` : ''}`,
    tone: 'good',
    subject: id,
    parts: [
      ...(good ? [{ kind: 'quote' as const, label: 'What was good', text: good }] : []),
      ...(named ? [{ kind: 'quote' as const, label: 'Whom the customer thanks', text: named }] : []),
      {
        kind: 'facts',
        facts: [
          { label: 'Contact', value: `${channel}, ended ${timeOf(kudos, endedAt)}` },
          ...(staffMember ? [{ label: 'Handled by', value: staffMember }] : []),
          { label: 'Brand', value: brand },
        ],
      },
      ...passedPart(kudos),
    ],
    actions: passedBy
      ? []
      : [{ verb: 'pass-on-thanks', label: 'Pass on the thanks', opens: 'nothing', style: 'primary' }],
  }
  return kudos.message?.twice ? maybeTwice(card) : card
}

const passedPart = (kudos: Kudos): CardPart[] => {
  const { passedBy, passedAt, mailedTo } = kudos
  if (!passedBy || !passedAt) return []
  const how = mailedTo ? `by mail to ${mailedTo}` : 'in person: no e-mail address is known'
  return [{ kind: 'text', text: `${passedBy} passed on the thanks ${how}, ${timeOf(kudos, passedAt)}.` }]
}
