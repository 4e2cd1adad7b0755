import type { webApi } from '@slack/bolt'
import { type ChatEnv, ChatError, type Destination, type MessageRef } from '../chat.ts'
import { call, ownBot } from './client.ts'

export const EVENT_TYPE = 'amends_outbox'

const MAX_PAGES = 20
/** Slack's clock may be behind ours. */
const SKEW_SECONDS = 120

type Page = webApi.ConversationsHistoryResponse | webApi.ConversationsRepliesResponse

/**
 * Looks a message up by its key. Undefined only where Slack showed every message since then with what this app put
 * on it. Any other look-up says `wait`, whatever the cause: "not found" would send the message twice.
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
    const unmarked: Message[] = []
    let cursor: string | undefined
    for (let page = 0; page < MAX_PAGES; page++) {
      const args = { channel, oldest, cursor, limit: 200, inclusive: true, include_all_metadata: true }
      const { messages, has_more, response_metadata } = await call<Page>(chatEnv, 'find', (client) =>
        thread ? client.conversations.replies({ ...args, ts: thread }) : client.conversations.history(args),
      )
      if (!Array.isArray(messages)) throw new ChatError('wait', 'find: an answer without messages')
      const hit = messages.find((m) => keyOf(m) === key)
      if (hit?.ts) return { ...where, channel, id: hit.ts, ...(thread && { thread }) }
      unmarked.push(...messages.filter((m) => keyOf(m) === undefined && m.bot_id))
      cursor = response_metadata?.next_cursor
      if (cursor) continue
      if (has_more) throw new ChatError('wait', 'find: Slack holds back a part of the conversation')
      if (await someAreOurs(chatEnv, unmarked))
        throw new ChatError('wait', 'find: Slack shows messages of this app without their metadata')
      return undefined
    }
    throw new ChatError('wait', 'find: too many messages since then')
  } catch (error) {
    // Nothing of it is left in a thread that is gone
    if (error instanceof ChatError && error.kind === 'gone') return undefined
    if (!(error instanceof ChatError) || error.kind === 'wait') throw error
    throw new ChatError('wait', error.message)
  }
}

type Message = NonNullable<Page['messages']>[number]

/** The outbox entry a message was sent for, as it stands in its metadata. */
const keyOf = ({ metadata }: Message): string | undefined => {
  if (metadata?.event_type !== EVENT_TYPE) return undefined
  const key = (metadata.event_payload as { key?: unknown } | undefined)?.key
  return typeof key === 'string' ? key : undefined
}

/** All this app posts has metadata, so one of its messages without shows that Slack does not hand metadata out. */
async function someAreOurs(chatEnv: ChatEnv, messages: Message[]): Promise<boolean> {
  if (messages.length === 0) return false
  const own = await ownBot(chatEnv)
  return messages.some(({ bot_id }) => bot_id === own)
}

/** History knows conversations only: for a person, the one with the app. */
async function conversation(chatEnv: ChatEnv, channel: string): Promise<string> {
  if (!/^[UW]/.test(channel)) return channel
  const opened = await call(chatEnv, 'conversations.open', (c) => c.conversations.open({ users: channel }))
  if (!opened.channel?.id) throw new ChatError('wait', 'conversations.open: no channel')
  return opened.channel.id
}
