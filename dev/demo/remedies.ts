import type { Driver } from '../../surveys/drivers.ts'

export type Offered = { kind: string; money?: [low: number, high: number]; right?: string }

const discount: Offered = { kind: 'discount', money: [50, 250] }
const refund: Offered = { kind: 'refund', money: [60, 450] }
const callBack: Offered = { kind: 'call-back' }
const alternative: Offered = { kind: 'alternative' }

/** What is offered for what went wrong. */
export const REMEDIES: Partial<Record<Driver, Offered[]>> = {
  'waiting-time': [discount, callBack],
  'unanswered-or-late-reply': [discount, callBack],
  'promise-not-kept-or-no-follow-up': [callBack, discount, refund],
  'sent-around': [discount, callBack],
  'lacking-knowledge': [callBack, discount],
  'rude-or-nonchalant': [callBack, discount],
  'invoice-hard-to-read-or-wrong': [refund, { ...refund, right: 'wrong charge' }],
  'price-or-fee': [refund, discount],
  'refund-or-compensation': [
    { kind: 'refund', money: [200, 1400], right: 'withdrawal or cancellation' },
    { kind: 'refund', money: [200, 900] },
  ],
  'payment-methods': [{ kind: 'refund', money: [150, 480], right: 'wrong charge' }],
  'website-or-app-hard-to-use': [discount],
  'queue-or-checkout': [discount],
  'not-greeted-or-indifferent': [discount],
  'out-of-stock': [alternative, { kind: 'expenses', money: [60, 190] }],
  'return-or-exchange': [refund, { kind: 'replacement' }],
  'delivery-late': [{ kind: 'expedite' }, { kind: 'refund', money: [70, 150] }, alternative],
  'delivery-wrong-or-lost': [{ kind: 'replacement', right: 'faulty or wrong goods' }, alternative],
  'damaged-or-faulty-product': [
    { kind: 'replacement', right: 'faulty or wrong goods' },
    { kind: 'repair', right: 'faulty or wrong goods' },
  ],
  'safety-or-privacy': [{ kind: 'refund', money: [400, 900] }],
  other: [discount],
}
