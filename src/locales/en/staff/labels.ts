const ordinals = new Intl.PluralRules('en', { type: 'ordinal' })
const ENDINGS: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' }

/** Short words for what a case is about, by the keys the data has. */
export const labels = {
  /** As "3rd". */
  ordinal: (n: number): string => `${n}${ENDINGS[ordinals.select(n)] ?? 'th'}`,
  somebody: 'Somebody',
  quoted: (text: string) => `“${text}”`,
  /** Unfolds a long quote. */
  showRest: 'Show the rest',
  /** Whether it is put right, as the customer answered. */
  answers: { yes: 'Yes', partly: 'Partly', 'not yet': 'Not yet' },
  management: 'Management',
  /** By the keys of the data, in the middle of a sentence; a key that is not known stays as it is. */
  state: (key: string): string => key,
  channel: (key: string): string => key,
  /** Rights of the customer, by the keys of the data; other rights are told in words. */
  rights: {
    'faulty or wrong goods': 'faulty or wrong goods',
    'late delivery': 'late delivery',
    'wrong charge': 'wrong charge',
    'withdrawal or cancellation': 'withdrawal or cancellation',
  },
  score: (score: number | null) => (score === null ? 'opened by staff' : `${score} of 5`),
  worst: (severity: number) => `${severity} (1 is worst)`,
  case: 'Case',
  contact: 'Contact',
  customer: 'Customer',
  reference: 'Reference',
  department: 'Department',
  severity: 'Severity',
  handleIt: 'Handle it',
  reachCustomer: 'Reach the customer',
  goodwill: 'Goodwill to this customer in 12 months',
  why: 'Why',
  wentWrong: 'What went wrong',
  wish: 'What would put it right',
  good: 'What was good',
  named: 'Whom the customer thanks',
  otherThanWished: 'Why not as the customer wished',
  remedies: {
    refund: 'Refund',
    replacement: 'Replacement',
    repair: 'Repair or redo',
    expedite: 'Expedite',
    discount: 'Discount or credit',
    expenses: 'Reimbursed expenses',
    explanation: 'Explanation',
    alternative: 'Alternative',
    'call-back': 'Call-back',
  },
  /** How the customer wants it handled, and what that asks of the liaison: recovery.md section 7. */
  handling: {
    analytical: '“Just the facts”: precise cause, figures, evidence; no padding',
    personal: '“Talk to me”: a named person, call rather than write, two-way',
    functional: '“Keep me posted step by step”: a clear procedure, what is next and when',
    intuitive: '“Just get it solved”: outcome first, fewest contacts',
  },
  /** What the customer's words name that makes a case as severe as can be. */
  severe: {
    'own life': 'thoughts of ending their life',
    injury: 'an injury',
    'legal threat': 'a legal threat',
    'data breach': 'a data breach',
    discrimination: 'discrimination',
  },
  about: {
    person: 'the person',
    process: 'the way things work',
    both: 'both the person and the way things work',
  },
  talked: { phone: 'by phone', counter: 'at the counter', meeting: 'in a meeting' },
  reach: {
    notSaid: 'not said',
    mailOtherwise: 'not said; by mail otherwise',
    declined: 'the customer asked not to be contacted: nothing is mailed',
    mail: 'by mail',
    phone: (number: string | null | undefined) => `by phone, ${number ?? 'number not given'}`,
    when: (how: string, when: string) => `${how} (${when})`,
  },
  /** "350 SEK (2 remedies)". */
  given: (money: string, times: number) => `${money} (${times} ${times === 1 ? 'remedy' : 'remedies'})`,
  none: 'none',
  authority: {
    none: 'none without asking',
    /** "500 SEK in a case, 200 SEK of it given". */
    case: (whole: string, used: string) => `${whole} in a case${used && `, ${used} of it given`}`,
    month: (whole: string, used: string) => `${whole} in a month${used && `, ${used} of it given`}`,
  },
}
