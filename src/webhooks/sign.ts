import { createHmac } from 'node:crypto'

/** An endpoint's secret, derived so that it is stored nowhere: 32 bytes, as Standard Webhooks writes them. */
export const secretOf = (tokenKey: string, key: string): string =>
  `whsec_${createHmac('sha256', tokenKey).update(`webhook\0${key}`).digest('base64')}`

/**
 * The headers of one try: the id is the same for each, the timestamp is its own. Source: Standard Webhooks 1.0.0,
 * "Signature scheme": HMAC-SHA256 of `id.timestamp.body`.
 */
export const signed = (
  secret: string,
  { id, body, now }: { id: string; body: string; now: Date },
): Record<string, string> => {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
