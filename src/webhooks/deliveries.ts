import type { Sql } from '../../db/client.ts'
import { webhookDestination } from '../outbox/destinations.ts'
import type { Listed } from '../outbox/list.ts'

/** One event to one endpoint. `cause`: what the endpoint answered last, where it was no success; `dueAt`: the next try of one that waits. */
export type Delivery = Omit<Listed, 'kind' | 'destination'> & {
  event: string
  type: string
  settledAt: Date | null
}

/** One page of what went and goes to an endpoint, the newest first, by its index. `after`: the entry where a page ended. */
export const pageDeliveries = async (
  sql: Sql,
  { endpoint, after, limit = 50 }: { endpoint: string; after?: number; limit?: number },
): Promise<{ deliveries: Delivery[]; next?: number }> => {
  const rows = await sql<Delivery[]>`
    select id::int, payload ->> 'id' as event, payload ->> 'type' as type, state, attempts, cause, due_at, created_at, settled_at
    from outbox where kind = 'webhook' and destination = ${webhookDestination(endpoint)}
      ${after ? sql`and id < ${after}` : sql``}
    order by outbox.id desc limit ${limit + 1}`
  const deliveries = rows.slice(0, limit)
  return { deliveries, ...(rows.length > limit && { next: deliveries.at(-1)!.id }) }
}
