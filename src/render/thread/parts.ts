import type { findings } from '../../../db/schema/index.ts'
import type { CardPart } from '../../../integrations/chat.ts'
import type { Case } from '../../cases/caseFile.ts'
import type { EventKind, NamedEvent } from '../../cases/events.ts'

/** An event as it is told in the case's thread. Pure. */
export type Parts<K extends EventKind = EventKind> = (
  found: Case,
  event: NamedEvent<K>,
  finding?: typeof findings.$inferSelect,
) => CardPart[]

/** How each kind of event is told; null: it is not. */
export type Thread = { [K in EventKind]: Parts<K> | null }

export const text = (words: string): CardPart => ({ kind: 'text', text: words })

export const quoted = (words: string | null | undefined, label?: string): CardPart[] =>
  words ? [{ kind: 'quote', text: words, ...(label ? { label } : {}) }] : []

/** Who did what, then the words as they were sent. */
export const sent =
  (what: string): Parts =>
  (_found, event) => [text(`${event.by ?? 'Somebody'} ${what}`), ...quoted(event.text)]
