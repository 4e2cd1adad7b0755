import { and, eq, gt, sql } from 'drizzle-orm'
import { cases, outbox } from '../../db/schema/index.ts'
import type { Change } from './change.ts'

/** Ends the grace in which a new case is not announced yet: the worst is announced at once. */
export const announceNow = async ({ tx, now, touch }: Change, id: string): Promise<void> => {
  const early = await tx
    .update(cases)
    .set({ announceAt: now })
    .where(and(eq(cases.id, id), gt(cases.announceAt, now)))
    .returning({ id: cases.id })
  if (early.length === 0) return
  touch(id)
  await tx
    .update(outbox)
    .set({ dueAt: now })
    .where(and(eq(outbox.onceKey, `escalation:${id}`), gt(outbox.dueAt, now), sql`state = 'waiting'`))
}
