import { and, asc, eq, lte } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { erasures } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { emptyApart } from './apart.ts'
import { emptyMessages } from './messages.ts'
import { wipe } from './wipe.ts'

const MINUTE = 60_000
/** What was under way is over: a send's lease is 45 s. */
export const AGAIN_MS = MINUTE
/** An upload takes 5 minutes at most. */
const LAST_MS = 10 * MINUTE
const BATCH = 20

/**
 * Goes through erased customers once more, a minute after and ten minutes after: a send, a click or an upload that had
 * begun before may have written since. May run twice, late or not at all.
 */
export const eraseAgain = async ({ db }: Pick<Deps, 'db'>, { now }: { now: Date }): Promise<void> => {
  let more = true
  while (more) more = (await eraseBatch(db, now)) === BATCH
}

const eraseBatch = async (db: Db, now: Date): Promise<number> => {
  const due = await db
    .select({ id: erasures.id, customerId: erasures.customerId, at: erasures.at })
    .from(erasures)
    .where(lte(erasures.againAt, now))
    .orderBy(asc(erasures.againAt))
    .limit(BATCH)
  for (const { id, customerId, at } of due)
    await db.transaction(async (tx) => {
      await emptyApart(tx, customerId, now)
      await wipe(tx, customerId)
      await emptyMessages(tx, customerId, now)
      const last = new Date(at.getTime() + LAST_MS)
      await tx
        .update(erasures)
        .set({ againAt: now < last ? last : null })
        .where(and(eq(erasures.id, id), lte(erasures.againAt, now)))
    })
  return due.length
}
