import type { Card, CardPart, MessageRef } from '../../integrations/chat.ts'
import { timeOf } from '../cases/labels.ts'
import type { StaffWords } from '../locales/staff.ts'
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

/** The thanks as one card in the department's channel, rendered from its state. Pure. */
export const kudosCard = (kudos: Kudos, words: StaffWords): Card => {
  const say = words.kudos
  const { id, good, named, staffMember, brand, channel, endedAt, passedBy } = kudos
  const card: Card = {
    title: say.title,
    summary: say.summary(passedBy),
    tone: 'good',
    subject: id,
    language: words.language,
    parts: [
      ...(good ? [{ kind: 'quote' as const, label: say.good, text: good }] : []),
      ...(named ? [{ kind: 'quote' as const, label: say.named, text: named }] : []),
      {
        kind: 'facts',
        facts: [
          { label: say.contact, value: say.ended(channel, timeOf(kudos, endedAt, words)) },
          ...(staffMember ? [{ label: say.handledBy, value: staffMember }] : []),
          { label: say.brand, value: brand },
        ],
      },
      ...passedPart(kudos, words),
    ],
    actions: passedBy
      ? []
      : [{ verb: 'pass-on-thanks', label: say.passOn, opens: 'nothing', style: 'primary' }],
  }
  return kudos.message?.twice ? maybeTwice(card) : card
}

const passedPart = (kudos: Kudos, words: StaffWords): CardPart[] => {
  const { passedBy, passedAt, mailedTo } = kudos
  if (!passedBy || !passedAt) return []
  return [{ kind: 'text', text: words.kudos.passed(passedBy, mailedTo, timeOf(kudos, passedAt, words)) }]
}
