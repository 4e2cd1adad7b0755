import { and, eq, lte } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseEvents } from '../../db/schema/index.ts'
import type { Card, CardPart } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { asEvent } from '../cases/events.ts'
import { namedFindingsOf } from '../cases/findings.ts'
import { timeOf } from '../cases/labels.ts'
import { type Actor, rightsOn } from '../cases/rights.ts'
import type { OpsDeps } from '../deps.ts'
import type { StaffWords } from '../locales/staff.ts'
import { renderCard } from './card.ts'
import { namedEvents } from './namedEvents.ts'
import { renderReply } from './reply.ts'

/** A case as it stands, with what happened to it, for those who may act on it. Throws `unknown`, `forbidden`. */
export const lookAt = async (
  { db, now }: Pick<OpsDeps, 'db' | 'now'>,
  by: Actor,
  subject: string,
  words: StaffWords,
): Promise<Answer> => {
  const found = await loadCase(db, subject)
  await rightsOn(db, found, by)
  const card = renderCard(found, words, now())
  const thread = await threadOf(db, found, words)
  return { kind: 'card', card, thread: thread.map((one) => withoutWordsOf(card, one)) }
}

/** A page shows the customer's words once: above the history, not again in it. */
const withoutWordsOf = (above: Card, told: Card): Card => {
  const standing = new Set(above.parts.flatMap((part) => (part.kind === 'quote' ? [part.text] : [])))
  const repeats = (part: CardPart | undefined) => part?.kind === 'quote' && standing.has(part.text)
  return {
    ...told,
    parts: told.parts.flatMap((part, n): CardPart[] =>
      repeats(part)
        ? []
        : part.kind === 'text' && repeats(told.parts[n + 1])
          ? [{ ...part, text: part.text.replace(/:$/, '.') }]
          : [part],
    ),
  }
}

/** What the case's thread in chat tells, oldest first, each with when it was: chat shows that by itself. */
export const threadOf = async (db: Db, found: Case, words: StaffWords, until?: number): Promise<Card[]> => {
  const events = await namedEvents(
    db,
    and(eq(caseEvents.caseId, found.id), until === undefined ? undefined : lte(caseEvents.id, until)),
  )
  const findings = events.some(({ kind }) => kind === 'documented') ? await namedFindingsOf(db, found.id) : []
  const putOff = events.findLastIndex(({ kind }) => kind === 'snoozed')
  return events.flatMap((event, at) => {
    const drawn = renderReply(found, asEvent(event), words, findings)
    if (!drawn) return []
    const when = { kind: 'note' as const, text: timeOf(found, event.at, words) }
    // A reminder is put off once: the button of one that was would only be refused
    return [{ ...drawn, parts: [when, ...drawn.parts], ...(at < putOff && { actions: [] }) }]
  })
}
