/** What a dissatisfaction is about: the closed list. Words per language are in words/. */
export const drivers = [
  'waiting-time',
  'unanswered-or-late-reply',
  'hard-to-reach-the-right-person',
  'opening-hours',
  'queue-or-checkout',
  'not-greeted-or-indifferent',
  'rude-or-nonchalant',
  'lacking-knowledge',
  'promise-not-kept-or-no-follow-up',
  'sent-around',
  'delivery-late',
  'delivery-wrong-or-lost',
  'damaged-or-faulty-product',
  'out-of-stock',
  'return-or-exchange',
  'price-or-fee',
  'payment-methods',
  'invoice-hard-to-read-or-wrong',
  'missing-receipt-or-confirmation',
  'refund-or-compensation',
  'policy-or-contract-terms',
  'website-or-app-hard-to-use',
  'text-or-colours-hard-to-read',
  'missing-on-mobile',
  'premises-dirty-or-smelly',
  'premises-cold-dark-or-noisy',
  'safety-or-privacy',
  'other',
] as const

export type Driver = (typeof drivers)[number]

const onSite: Driver[] = [
  'queue-or-checkout',
  'not-greeted-or-indifferent',
  'rude-or-nonchalant',
  'lacking-knowledge',
  'out-of-stock',
  'return-or-exchange',
  'opening-hours',
  'premises-dirty-or-smelly',
]
const byParcel: Driver[] = [
  'delivery-late',
  'delivery-wrong-or-lost',
  'damaged-or-faulty-product',
  'unanswered-or-late-reply',
  'promise-not-kept-or-no-follow-up',
  'return-or-exchange',
  'refund-or-compensation',
  'hard-to-reach-the-right-person',
]
const online: Driver[] = [
  'website-or-app-hard-to-use',
  'text-or-colours-hard-to-read',
  'missing-on-mobile',
  'payment-methods',
  'price-or-fee',
  'delivery-late',
  'out-of-stock',
  'missing-receipt-or-confirmation',
]
const inConversation: Driver[] = [
  'waiting-time',
  'unanswered-or-late-reply',
  'hard-to-reach-the-right-person',
  'rude-or-nonchalant',
  'lacking-knowledge',
  'promise-not-kept-or-no-follow-up',
  'sent-around',
  'refund-or-compensation',
]
const likely: Record<string, Driver[]> = {
  store: onSite,
  visit: onSite,
  parcel: byParcel,
  web: online,
}

/** The drivers to offer first after a contact in this channel; the rest of the list stays within reach. */
export function likelyDrivers(channel: string): Driver[] {
  return likely[channel] ?? inConversation
}
