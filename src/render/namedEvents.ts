import { eq, type SQL } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { caseEvents, people } from '../../db/schema/index.ts'

/** Events with the name of who did each, oldest first. */
export const namedEvents = (db: Db, which: SQL | undefined) =>
  db
    .select({
      id: caseEvents.id,
      kind: caseEvents.kind,
      at: caseEvents.at,
      text: caseEvents.text,
      data: caseEvents.data,
      by: people.name,
    })
    .from(caseEvents)
    .leftJoin(people, eq(people.id, caseEvents.by))
    .where(which)
    .orderBy(caseEvents.id)
