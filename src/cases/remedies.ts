/** The remedies of recovery.md section 1. `money`: has an amount, held against the department's authority. */
export const REMEDIES = {
  refund: { label: 'Refund', money: true },
  replacement: { label: 'Replacement', money: false },
  repair: { label: 'Repair or redo', money: false },
  expedite: { label: 'Expedite', money: false },
  discount: { label: 'Discount or credit', money: true },
  expenses: { label: 'Reimbursed expenses', money: true },
  explanation: { label: 'Explanation', money: false },
  alternative: { label: 'Alternative', money: false },
  'call-back': { label: 'Call-back', money: false },
} as const

export type RemedyKind = keyof typeof REMEDIES
