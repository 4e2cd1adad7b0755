import { createHmac, timingSafeEqual } from 'node:crypto'

const MAX_SKEW_SECONDS = 300

/**
 * Is this body signed by Slack, and now? https://docs.slack.dev/authentication/verifying-requests-from-slack
 * Bolt's own check lets future timestamps through and reads the machine's clock, hence this one.
 */
export function isSigned(headers: Headers, body: Uint8Array, secret: string, now: Date): boolean {
  const stamp = headers.get('x-slack-request-timestamp') ?? ''
  const signature = headers.get('x-slack-signature') ?? ''
  if (!secret || !/^\d{1,12}$/.test(stamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return false
  if (Math.abs(now.getTime() / 1000 - Number(stamp)) > MAX_SKEW_SECONDS) return false
  const expected = createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest()
  return timingSafeEqual(expected, Buffer.from(signature.slice(3), 'hex'))
}
