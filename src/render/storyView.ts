import type { Confirmation } from '../cases/otherMoves.ts'
import type { StepKind } from '../locales/index.ts'
import type { BrandLook } from '../responses/view.ts'

/** The customer's page of a case: what was promised, what was said, what was done, and what is asked. */
export type CaseView = {
  brand: BrandLook
  language: string
  timeZone: string
  /** Nobody said which zone is theirs: a time names it. */
  zoneNamed: boolean
  now: Date
  department: string
  liaison: string | null
  reference: string | null
  openedAt: Date
  /** `open`: what the customer says is heard. `reopenable`: they can say that it is not right after all. */
  open: boolean
  reopenable: boolean
  /** What words on the page of an ended case come to; null while it is open, or asks for an answer. */
  again: 'reopen' | 'kept' | 'new case' | null
  /** The customer stopped all messages. */
  stopped: boolean
  /** What happened so far, oldest first. Texts are those sent to the customer, or the customer's own. */
  steps: {
    at: Date
    kind: StepKind
    text: string | null
    by: string | null
    /** Of a call-back: its time. Of a final answer: where a dispute can be taken. */
    when: Date | null
    body: string | null
    /** Whether it is put right, as the customer answered. */
    answer?: Confirmation
    /** What was promised, where no words say it. */
    remedy?: Pick<CaseView['remedies'][number], 'kind' | 'amount' | 'currency'>
    /** Pictures the customer added, by id. */
    pictures: string[]
  }[]
  /** What we asked and the customer has not answered yet. */
  questions: { text: string; by: string | null }[]
  remedies: {
    id: string
    kind: string
    words: string
    amount: string | null
    currency: string | null
    done: boolean
    due: Date | null
    accepted: boolean
    changeAsked: string | null
  }[]
  /** The agreed account as it stands. */
  account: { version: number; text: string; byCustomer: boolean } | null
  callBack: { at: Date; phone: string } | null
  /** Free times to be called at, soonest first. */
  slots: Date[]
  /** Known from before; shown only by its end. */
  phone: string | null
  /** What was done, in the liaison's words; null before that. */
  done: string | null
  /** `asked`: the question is open. `closed`: nothing more to answer. */
  question: 'not yet' | 'asked' | 'answered' | 'closed'
  answer: { answer: Confirmation; words: string | null; at: Date } | null
  /** The next thing promised, with its date. `your answer`: by then we come back even without one. */
  promise: {
    kind: 'first word' | 'next word' | 'remedy' | 'your answer'
    text: string | null
    due: Date
  } | null
}
