import { createHmac, timingSafeEqual } from 'node:crypto'

const MAX_SKEW_SECONDS = 300

const stampOf = (headers: Headers) => headers.get('x-slack-request-timestamp') ?? ''
const signatureOf = (headers: Headers) => headers.get('x-slack-signature') ?? ''

/** Do the headers say what Slack's say, and now? Without it the body is not worth reading. */
export function isStamped(headers: Headers, now: Date): boolean {
  const stamp = stampOf(headers)
  if (!/^\d{1,12}$/.test(stamp) || !/^v0=[0-9a-f]{64}$/.test(signatureOf(headers))) return false
  return Math.abs(now.getTime() / 1000 - Number(stamp)) <= MAX_SKEW_SECONDS
}

/**
 * Is this body signed by Slack, and now? https://docs.slack.dev/authentication/verifying-requests-from-slack
 * Bolt's own check lets future timestamps through and reads the machine's clock, hence this one.
 */
export function isSigned(headers: Headers, body: Uint8Array, secret: string, now: Date): boolean {
  if (!secret || !isStamped(headers, now)) return false
  const expected = createHmac('sha256', secret)
    .update(`v0:${stampOf(headers)}:`)
    .update(body)
    .digest()
  return timingSafeEqual(expected, Buffer.from(signatureOf(headers).slice(3), 'hex'))
}
