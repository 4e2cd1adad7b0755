import { and, desc, eq, inArray, ne } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { outbox, people } from '../../db/schema/index.ts'
import { MAIL } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'

const HOUR = 3_600_000

/**
 * Tells people by mail that the desk has something for them, at most one mail an hour each. The next mail covers what
 * comes in between, if it still waits by then.
 */
export const notify = async (tx: Tx, personIds: string[], now: Date): Promise<void> => {
  for (const person of personIds) {
    const slot = (at: number) => `desk call:${person}:${Math.floor(at / HOUR)}`
    const near = [-1, 0, 1].map((hours) => slot(now.getTime() + hours * HOUR))
    // One at a time for each person, so that two messages at once make one mail
    await tx.select({ id: people.id }).from(people).where(eq(people.id, person)).for('no key update')
    const [last] = await tx
      .select({ dueAt: outbox.dueAt, state: outbox.state })
      .from(outbox)
      .where(and(inArray(outbox.onceKey, near), ne(outbox.kind, 'card')))
      .orderBy(desc(outbox.dueAt))
      .limit(1)
    if (last?.state === 'waiting') continue
    const due = Math.max(now.getTime(), last ? last.dueAt.getTime() + HOUR : 0)
    await enqueue(tx, {
      kind: 'desk call',
      destination: MAIL,
      onceKey: slot(due),
      payload: { person, since: now.toISOString() },
      dueAt: new Date(due),
      now,
    })
  }
}
