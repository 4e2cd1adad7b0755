import { and, arrayContains, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { webhooks } from '../../db/schema/index.ts'
import { webhookDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'

/** What other systems can be told of. organisation.yaml lists them per endpoint. */
export const EVENTS = ['remedy.enacted'] as const

export type WebhookEvent = {
  type: (typeof EVENTS)[number]
  /** The same for the same event, of letters, digits, `-` and `_`: with the endpoint's key it is the message's id. */
  id: string
  /** Ids, amounts, dates and references: no words of people. It is kept in the outbox, and each try sends the same. */
  data: Record<string, unknown>
}

/** Has an event told to every endpoint that wants its type, once, within the transaction that makes it true. */
export const emit = async (tx: Tx, { type, id, data }: WebhookEvent, now: Date): Promise<void> => {
  if (!/^[\w-]+$/.test(id)) throw new Error(`${id} can't be an event's id`)
  const wanting = await tx
    .select({ key: webhooks.key })
    .from(webhooks)
    .where(
      and(eq(webhooks.active, true), isNull(webhooks.disabledAt), arrayContains(webhooks.events, [type])),
    )
  for (const { key } of wanting)
    await enqueue(tx, {
      kind: 'webhook',
      destination: webhookDestination(key),
      onceKey: `webhook:${id}:${key}`,
      payload: { endpoint: key, id: `${id}_${key}`, type, timestamp: now.toISOString(), data },
      dueAt: now,
      now,
    })
}
