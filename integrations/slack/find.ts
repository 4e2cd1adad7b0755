import type { webApi } from '@slack/bolt'
import { type ChatEnv, ChatError, type Destination, type MessageRef } from '../chat.ts'
import { call } from './client.ts'

export const EVENT_TYPE = 'amends_outbox'

const MAX_PAGES = 20
/** Slack's clock may be behind ours. */
const SKEW_SECONDS = 120

type Page = webApi.ConversationsHistoryResponse | webApi.ConversationsRepliesResponse

/**
 * Looks a message up by its key. A look-up that fails says `wait` whatever the cause: "not found" would send the
 * message twice.
 */
export async function find(
  chatEnv: ChatEnv,
  where: Destination | MessageRef,
  key: string,
  since: Date,
): Promise<MessageRef | undefined> {
  try {
    const channel = await conversation(chatEnv, where.channel)
    const thread = 'id' in where ? (where.thread ?? where.id) : undefined
    const oldest = String(Math.floor(since.getTime() / 1000) - SKEW_SECONDS)
    let cursor: string | undefined
    for (let page = 0; page < MAX_PAGES; page++) {
      const args = { channel, oldest, cursor, limit: 200, inclusive: true, include_all_metadata: true }
      const { messages = [], response_metadata } = await call<Page>(chatEnv, 'find', (client) =>
        thread ? client.conversations.replies({ ...args, ts: thread }) : client.conversations.history(args),
      )
      const hit = messages.find((m) => isOurs(m.metadata, key))
      if (hit?.ts) return { ...where, channel, id: hit.ts, ...(thread && { thread }) }
      cursor = response_metadata?.next_cursor
      if (!cursor) return undefined
    }
    throw new ChatError('wait', 'find: too many messages since then')
  } catch (error) {
    if (!(error instanceof ChatError) || error.kind === 'wait') throw error
    throw new ChatError('wait', error.message)
  }
}

const isOurs = (metadata: { event_type?: string; event_payload?: object } | undefined, key: string) =>
  metadata?.event_type === EVENT_TYPE && (metadata.event_payload as { key?: string } | undefined)?.key === key

/** History knows conversations only: for a person, the one with the app. */
async function conversation(chatEnv: ChatEnv, channel: string): Promise<string> {
  if (!/^[UW]/.test(channel)) return channel
  const opened = await call(chatEnv, 'conversations.open', (c) => c.conversations.open({ users: channel }))
  if (!opened.channel?.id) throw new ChatError('wait', 'conversations.open: no channel')
  return opened.channel.id
}
