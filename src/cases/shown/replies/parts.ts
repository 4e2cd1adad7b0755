import type { findings } from '../../../../db/schema/index.ts'
import type { CardPart } from '../../../../integrations/chat.ts'
import type { Case } from '../../load.ts'

/** An event of a case with the name of who did it. */
export type Told = {
  kind: string
  at: Date
  text: string | null
  data: Record<string, unknown> | null
  by: string | null
}

/** An event as it is told in the case's thread; nothing: it is not told. Pure. */
export type Parts = (found: Case, event: Told, finding?: typeof findings.$inferSelect) => CardPart[]

/** Who did what, then the words as they were sent. */
export const sent =
  (what: string): Parts =>
  (_found, { by, text }) => [
    { kind: 'text', text: `${by ?? 'Somebody'} ${what}` },
    ...(text ? [{ kind: 'quote' as const, text }] : []),
  ]
