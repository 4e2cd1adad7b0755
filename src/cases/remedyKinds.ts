/** The remedies of recovery.md section 1. `money`: has an amount; as goodwill it is held against the liaison's authority. */
export const REMEDIES = {
  refund: { money: true },
  replacement: { money: false },
  repair: { money: false },
  expedite: { money: false },
  discount: { money: true },
  expenses: { money: true },
  explanation: { money: false },
  alternative: { money: false },
  'call-back': { money: false },
} as const

export type RemedyKind = keyof typeof REMEDIES
export const isRemedy = (kind: string): kind is RemedyKind => Object.hasOwn(REMEDIES, kind)

/** Rights of the customer, and the remedies each gives: a statutory remedy stands on one of them. */
export const GROUNDS: Record<string, readonly RemedyKind[]> = {
  'faulty or wrong goods': ['refund', 'replacement', 'repair', 'discount', 'expenses'],
  'late delivery': ['refund', 'expedite', 'discount', 'expenses'],
  'wrong charge': ['refund', 'discount'],
  'withdrawal or cancellation': ['refund', 'discount', 'expenses'],
}
/** What the form offers besides: a right told in words, and none at all. */
export const OTHER_RIGHT = 'other'
export const GOODWILL = 'goodwill'
