import { and, eq, lte } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseEvents, people } from '../../db/schema/index.ts'
import type { Answer, Card } from '../../integrations/chat.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { asEvent } from '../cases/events.ts'
import { namedFindingsOf } from '../cases/findings.ts'
import { timeOf } from '../cases/labels.ts'
import { type Actor, rightsOn } from '../cases/rights.ts'
import type { Deps } from '../deps.ts'
import type { StaffWords } from '../locales/staff.ts'
import { renderCard } from './card.ts'
import { renderReply } from './reply.ts'

/** A case as it stands, with what happened to it, for those who may act on it. Throws `unknown`, `forbidden`. */
export const lookAt = async (
  { db }: Deps,
  by: Actor,
  subject: string,
  words: StaffWords,
): Promise<Answer> => {
  const found = await loadCase(db, subject)
  await rightsOn(db, found, by)
  return { kind: 'card', card: renderCard(found, words), thread: await threadOf(db, found, words) }
}

/** What the case's thread in chat tells, oldest first, each with when it was: chat shows that by itself. */
export const threadOf = async (db: Db, found: Case, words: StaffWords, until?: number): Promise<Card[]> => {
  const events = await db
    .select({
      kind: caseEvents.kind,
      at: caseEvents.at,
      text: caseEvents.text,
      data: caseEvents.data,
      by: people.name,
    })
    .from(caseEvents)
    .leftJoin(people, eq(people.id, caseEvents.by))
    .where(and(eq(caseEvents.caseId, found.id), until === undefined ? undefined : lte(caseEvents.id, until)))
    .orderBy(caseEvents.id)
  const findings = events.some(({ kind }) => kind === 'documented') ? await namedFindingsOf(db, found.id) : []
  return events.flatMap((event) => {
    const drawn = renderReply(found, asEvent(event), words, findings)
    if (!drawn) return []
    const when = { kind: 'note' as const, text: timeOf(found, event.at, words) }
    return [{ ...drawn, parts: [when, ...drawn.parts] }]
  })
}
