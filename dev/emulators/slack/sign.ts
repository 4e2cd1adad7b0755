import { createHmac } from 'node:crypto'

/** Slack's v0 signature over `v0:timestamp:body`; timestamp in seconds. */
export function signSlack(secret: string, timestamp: number | string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
}
