import { en } from './en.ts'
import { nb } from './nb.ts'
import { sv } from './sv.ts'

/** A channel's contact as it stands in "How was …?"; `other` is any channel we have no word for. */
export type Thing =
  | 'phone'
  | 'chat'
  | 'email'
  | 'store'
  | 'web'
  | 'visit'
  | 'social media'
  | 'parcel'
  | 'other'

export type Words = {
  /** For dates and amounts. */
  locale: string
  greeting: (name: string | null) => string
  thing: Record<Thing, (brand: string) => string>
  /** The contact as a fact, without the brand. */
  what: Partial<Record<Thing, string>>
  /** Labels of facts. */
  about: string
  when: string
  with: string
  reference: string
  replyToReach: (whom: string) => string
  invitation: {
    subject: (thing: string) => string
    reminderSubject: (thing: string) => string
    preheader: string
    lead: string
    reminderLead: string
    question: string
    /** The ends of the scale: 1 and 5. */
    worst: string
    best: string
    scale: (score: number, words: string | null) => string
    how: string
    open: (until: string) => string
    why: (brand: string) => string
    unsubscribe: string
  }
  case: {
    open: string
    nextWord: (when: string) => string
    nextRemedy: (when: string) => string
    due: string
    remedies: Record<string, string>
    otherRemedy: string
    signature: (person: string, brand: string) => string
    apology: { subject: (from: string) => string }
    progress: { subject: string }
    promised: { subject: string; lead: string; promise: string }
    kept: { subject: string }
    /** Before what was promised and isn't done yet. */
    still: string
    done: {
      subject: string
      reminderSubject: string
      lead: string
      reminderLead: string
      question: string
      yes: string
      partly: string
      notYet: string
      how: string
      last: string
    }
  }
}

const all = new Map(Object.entries({ en, sv, nb, no: nb, nn: nb }))

/** By the language's first part; English where we don't speak it. */
export const wordsFor = (language: string): Words =>
  all.get(language.toLowerCase().split(/[-_]/, 1)[0]!) ?? en
