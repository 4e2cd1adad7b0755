import type { CardPart } from '../../../integrations/chat.ts'
import type { Case } from '../../cases/case.ts'
import type { EventKind, NamedEvent } from '../../cases/events.ts'
import type { Finding } from '../../cases/findings.ts'
import type { StaffWords } from '../../locales/staff.ts'

/** An event as it is told in the case's thread. Pure. */
export type Parts<K extends EventKind = EventKind> = (
  found: Case,
  event: NamedEvent<K>,
  words: StaffWords,
  findings: Finding[],
) => CardPart[]

/** How each kind of event is told; null: it is not. */
export type Thread = { [K in EventKind]: Parts<K> | null }

export const text = (words: string): CardPart => ({ kind: 'text', text: words })

export const quoted = (words: string | null | undefined, label?: string): CardPart[] =>
  words ? [{ kind: 'quote', text: words, ...(label ? { label } : {}) }] : []

/** What happened, then the words as they were said or sent. */
export const told = (what: string, words: string | null | undefined): CardPart[] => [
  text(words ? what : what.replace(/:$/, '.')),
  ...quoted(words),
]
