import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { destinations, outbox, webhooks } from '../../db/schema/index.ts'
import { type As, audit, OPERATOR } from '../audit/audit.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { webhookDestination } from '../outbox/destinations.ts'

type Given = { key: string; now: Date; as?: As }
const inUse = (key: string) => and(eq(webhooks.key, key), eq(webhooks.active, true))

/** Calls an endpoint again, and sends what failed there, at once. Gives how many. Throws `unknown`. */
export const enableWebhook = (
  { db }: Pick<Deps, 'db'>,
  { key, now, as = OPERATOR }: Given,
): Promise<number> =>
  db.transaction(async (tx) => {
    const [enabled] = await tx
      .update(webhooks)
      .set({ disabledAt: null })
      .where(inUse(key))
      .returning({ key: webhooks.key })
    if (!enabled) throw new DomainError('unknown', `There is no endpoint ${key} in the set-up.`)
    const again = await sendAgain(tx, key, now)
    await audit(tx, { kind: 'webhook.enabled', ...as, id: key, facts: { again }, now })
    return again
  })

/** Calls an endpoint no more. What is due there fails, and is sent once it is enabled again. Throws `unknown`. */
export const disableWebhook = ({ db }: Pick<Deps, 'db'>, { key, now, as = OPERATOR }: Given): Promise<void> =>
  db.transaction(async (tx) => {
    const [disabled] = await tx
      .update(webhooks)
      .set({ disabledAt: now })
      .where(and(inUse(key), isNull(webhooks.disabledAt)))
      .returning({ key: webhooks.key })
    if (!disabled) throw new DomainError('unknown', `There is no endpoint ${key} in use.`)
    await audit(tx, { kind: 'webhook.disabled', ...as, id: key, facts: {}, now })
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
