import { words } from '../../../surveys/words/index.ts'
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

/** Beside the words of the pages, in surveys/words. */
export type Words = {
  greeting: (name: string | null) => string
  thing: Record<Thing, (brand: string) => string>
  /** Labels of facts. */
  about: string
  when: string
  with: string
  reference: string
  quote: (words: string) => string
  invitation: {
    subject: (thing: string) => string
    reminderSubject: (thing: string) => string
    preheader: string
    lead: string
    reminderLead: string
    scale: (score: number, words: string | null) => string
    how: string
    open: (until: string) => string
    why: (brand: string) => string
    /** Where words go that the customer sends by mail. */
    noReply: string
    unsubscribe: string
  }
  case: {
    open: string
    nextWord: (when: string) => string
    nextRemedy: (when: string) => string
    due: string
    otherRemedy: string
    signature: (person: string, brand: string) => string
    /** Where words reach the case: its page, or once that takes none, the brand's mailbox. */
    writeThere: (person: string) => string
    mailbox: (address: string) => string
    apology: { subject: (from: string) => string }
    progress: { subject: string }
    promised: { subject: string; lead: string; promise: string }
    /** `partSubject`: something is left. */
    kept: { subject: string; partSubject: string }
    question: { subject: (from: string) => string; answer: string; how: string }
    account: { subject: string; lead: string; how: string; look: string }
    link: { subject: string; lead: string; unasked: string }
    handover: {
      subject: (to: string) => string
      lead: (to: string, department: string | null) => string
      rest: string
    }
    /** Subjects by what became of the call. */
    call: {
      booked: string
      moved: string
      cancelled: string
      near: string
      cancelledLead: (when: string) => string
      again: string
      change: string
    }
    final: string
    ended: {
      subject: string
      withdrawn: string
      'answered by mistake': string
      wrong: (address: string) => string
    }
    spoken: { subject: string; lead: string; how: string }
    /** Before what was promised and isn't done yet. */
    still: string
    done: {
      subject: string
      reminderSubject: string
      lead: string
      reminderLead: string
      how: string
      last: string
    }
  }
}

const all: Record<string, Words> = { en, sv, nb }

/** What only mails say, beside what the pages say; English where we don't speak the language. */
export const wordsFor = (language: string) => {
  const page = words(language)
  return { ...(all[page.lang] ?? en), page }
}
