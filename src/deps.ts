import type { Db } from '../db/client.ts'
import type { ChatPlatform } from '../integrations/chat.ts'
import type { MailProvider } from '../integrations/mail/mail.ts'
import type { PictureStore } from '../integrations/pictures/pictures.ts'
import type { WebhookClient } from '../integrations/webhooks/webhook.ts'

/** Structured, without personal data or tokens: an event's name and facts such as ids and counts. */
export type Log = (event: string, facts?: Record<string, unknown>) => void

/** What a verb is given. Only entries make one. */
export type Deps = {
  db: Db
  log: Log
  now: () => Date
  /** Where customers' links point, without a trailing slash. */
  publicUrl: string
  tokenKey: string
}

export type EdgeDeps = Deps & {
  /** Tells ops that something is due. Never throws and never delays an answer. */
  wake: () => void
}

export type OpsDeps = Deps & {
  chat: Record<string, ChatPlatform>
  mail: MailProvider
  pictures: PictureStore
  webhookClient: WebhookClient
  wake: () => void
}

export const consoleLog: Log = (event, facts = {}) => console.log(JSON.stringify({ event, ...facts }))
