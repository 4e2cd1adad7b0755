import { and, eq } from 'drizzle-orm'
import { webhooks } from '../../db/schema/index.ts'
import { WebhookError } from '../../integrations/webhooks/webhook.ts'
import type { Render } from '../outbox/entry.ts'
import { secretOf, signed } from './sign.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** From one try to the next, 75.6 h in all: the example schedule of Standard Webhooks 1.0.0. */
export const SPANS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]

type Payload = {
  endpoint: string
  id: string
  type: string
  timestamp: string
  data: Record<string, unknown>
}

/** One event to one endpoint. Receivers know it by its id, so a try whose outcome is unknown is simply repeated. */
export const webhook: Render = async ({ db, webhookClient, tokenKey }, { payload }, now) => {
  const { endpoint: key, id, type, timestamp, data } = payload as Payload
  const [endpoint] = await db
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.key, key), eq(webhooks.active, true)))
  if (!endpoint) return { drop: 'its endpoint is no longer in the set-up' }
  // Failed and not dropped: enabled again, the endpoint gets it after all.
  if (endpoint.disabledAt)
    throw new WebhookError('address', `the endpoint is disabled: npm run webhooks -- enable ${key}`)
  const body = JSON.stringify({ type, timestamp, data })
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Amends-Webhooks/1',
    ...signed(secretOf(tokenKey, key), { id, body, now }),
  }
  return {
    send: () => webhookClient.post(endpoint.url, headers, body),
    repeatable: true,
    spans: SPANS,
    unreachable: async (tx, at) => {
      await tx
        .update(webhooks)
        .set({ disabledAt: at })
        .where(and(eq(webhooks.key, key), eq(webhooks.url, endpoint.url)))
    },
  }
}
