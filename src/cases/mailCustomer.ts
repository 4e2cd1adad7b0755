import type { Tx } from '../../db/client.ts'
import { MAIL } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'

/**
 * Has an event of the case mailed to its customer, after what was mailed before. `along`: more events of the same
 * change that this one mail tells.
 */
export const mailCustomer = (
  tx: Tx,
  { id }: { id: string },
  event: number,
  now: Date,
  { dueAt = now, along = [] }: { dueAt?: Date; along?: number[] } = {},
): Promise<void> =>
  enqueue(tx, {
    kind: 'case mail',
    destination: MAIL,
    // What is due later waits in a lane of its own: it would hold up all that follows.
    lane: dueAt > now ? `mail:${id}:${event}` : `mail:${id}`,
    onceKey: `case mail:${event}`,
    payload: { case: id, event, ...(along.length > 0 ? { along } : {}) },
    dueAt,
    now,
  })
