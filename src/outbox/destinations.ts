import type { ChatDestination } from '../../db/schema/index.ts'

/** The one mail provider. */
export const MAIL = 'mail'
/** While mail rests, one message tries it so often, in milliseconds. */
export const PROBE = 5 * 60_000

/** A channel is a destination of its own, so that its limits and faults are its own. Of a message: where it is. */
export const chatDestination = (to: ChatDestination & { place?: string }): string =>
  `${to.platform}:${to.workspace}:${to.place ?? to.channel}`

const WEBHOOK = 'webhook:'
/** An endpoint of organisation.yaml. */
export const webhookDestination = (key: string): string => WEBHOOK + key

export const isChat = (key: string): boolean => key !== MAIL && !key.startsWith(WEBHOOK)

/**
 * One chat message a second and channel, one under way (Slack's documented limit; Teams allows more); a mail
 * provider or an endpoint takes what it is given until it says otherwise.
 */
export const budgetOf = (key: string): { paceMs: number; parallel: number } =>
  isChat(key) ? { paceMs: 1000, parallel: 1 } : { paceMs: 0, parallel: 4 }
