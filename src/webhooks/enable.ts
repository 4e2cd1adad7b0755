import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { destinations, outbox, webhooks } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { webhookDestination } from '../outbox/destinations.ts'

/** Calls an endpoint again, and sends what failed there, at once. Gives how many. Throws `unknown`. */
export const enableWebhook = (
  { db }: Pick<Deps, 'db'>,
  { key, now }: { key: string; now: Date },
): Promise<number> =>
  db.transaction(async (tx) => {
    const [enabled] = await tx
      .update(webhooks)
      .set({ disabledAt: null })
      .where(and(eq(webhooks.key, key), eq(webhooks.active, true)))
      .returning({ key: webhooks.key })
    if (!enabled) throw new DomainError('unknown', `There is no endpoint ${key} in the set-up.`)
    return sendAgain(tx, key, now)
  })

/** What failed at an endpoint waits again, with all its tries before it. */
export const sendAgain = async (tx: Tx, key: string, now: Date): Promise<number> => {
  const destination = webhookDestination(key)
  await tx
    .update(destinations)
    .set({ nextAt: now, problem: null, faults: 0 })
    .where(eq(destinations.key, destination))
  const again = await tx
    .update(outbox)
    .set({ state: 'waiting', dueAt: now, attempts: 0, cause: 'the endpoint was enabled', settledAt: null })
    .where(and(eq(outbox.destination, destination), eq(outbox.state, 'failed')))
    .returning({ id: outbox.id })
  return again.length
}
