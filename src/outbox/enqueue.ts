import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { destinations, outbox } from '../../db/schema/index.ts'
import { budgetOf } from './destinations.ts'

export type NewEntry = {
  kind: string
  destination: string
  /** Entries of one lane go out one at a time, in the order they were made. */
  lane?: string
  /** An entry with this key is made once; for kind `card`, once while it waits. */
  onceKey?: string
  payload?: Record<string, unknown>
  dueAt: Date
  now: Date
}

/** Adds an outbound message to the transaction that makes it necessary. */
export const enqueue = async (tx: Tx, { now, ...entry }: NewEntry): Promise<void> => {
  const budget = tx.$with('budget').as(
    tx
      .insert(destinations)
      .values({ key: entry.destination, ...budgetOf(entry.destination) })
      .onConflictDoNothing()
      .returning({ key: sql`1` }),
  )
  const added = tx
    .with(budget)
    .insert(outbox)
    .values({ ...entry, createdAt: now })
  if (entry.kind !== 'card') return void (await added.onConflictDoNothing())
  // A waiting card is held until the commit, so that it is not rendered from the state before.
  await added.onConflictDoUpdate({
    target: outbox.onceKey,
    targetWhere: sql`kind = 'card' and state = 'waiting'`,
    set: { kind: sql`excluded.kind` },
  })
}
