import type { BrandLook } from '../responses/view.ts'

/** The customer's page of a case: what was promised, what was done, and the question. */
export type CaseView = {
  brand: BrandLook
  language: string
  timeZone: string
  department: string
  liaison: string | null
  reference: string | null
  openedAt: Date
  /** What happened so far, oldest first. Texts are those sent to the customer. */
  steps: {
    at: Date
    kind:
      | 'opened'
      | 'taken'
      | 'apology'
      | 'remedy promised'
      | 'progress'
      | 'remedy done'
      | 'done'
      | 'answered'
    text: string | null
    by: string | null
  }[]
  remedies: {
    kind: string
    words: string
    amount: string | null
    currency: string | null
    done: boolean
    due: Date | null
  }[]
  /** What was done, in the liaison's words; null before that. */
  done: string | null
  /** `asked`: the question is open. `closed`: nothing more to answer. */
  question: 'not yet' | 'asked' | 'answered' | 'closed'
  answer: { answer: 'yes' | 'partly' | 'not yet'; words: string | null; at: Date } | null
  /** The next thing promised, with its date. */
  promise: { kind: 'first word' | 'next word' | 'remedy'; text: string | null; due: Date } | null
}
