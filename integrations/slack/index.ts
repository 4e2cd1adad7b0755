import {
  type Card,
  type ChatEnv,
  ChatError,
  type ChatPlatform,
  type Destination,
  type MessageRef,
} from '../chat.ts'
import { cardMessage } from './card.ts'
import { call } from './client.ts'
import { EVENT_TYPE, find } from './find.ts'
import { check, resolve } from './people.ts'
import { orPlainer } from './plainer.ts'
import { receive } from './receive.ts'
import { missingScopes } from './scopes.ts'

// No customer's link shows a preview, and Slack makes nothing of names in the text.
const QUIET = { unfurl_links: false, unfurl_media: false, link_names: false, parse: 'none' } as const

/** Slack. Needs SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET; takes SLACK_TEAM_ID and SLACK_API_URL (".../api/"). */
export function slack(chatEnv: ChatEnv): ChatPlatform {
  const send = async (to: Destination, card: Card, key: string, thread?: string): Promise<MessageRef> => {
    const { channel, ts, message } = await withRendered(card, (rendered) =>
      call(chatEnv, 'chat.postMessage', (client) =>
        client.chat.postMessage({
          channel: to.channel,
          ...rendered,
          ...QUIET,
          ...(thread && { thread_ts: thread }),
          metadata: { event_type: EVENT_TYPE, event_payload: { key } },
        }),
      ),
    )
    if (!channel || !ts) throw new ChatError('ambiguous', 'chat.postMessage: an answer without the message')
    if (thread && message && !message.thread_ts) await takeBack(channel, ts)
    return { platform: 'slack', workspace: to.workspace, channel, id: ts, ...(thread && { thread }) }
  }

  const withRendered = <T>(card: Card, sent: (message: ReturnType<typeof cardMessage>) => Promise<T>) =>
    orPlainer(chatEnv.log, (bare) => cardMessage(card, bare), sent)

  /** Slack posts a reply to a deleted message into the channel itself, without a word. */
  const takeBack = async (channel: string, ts: string): Promise<never> => {
    await call(chatEnv, 'chat.delete', (client) => client.chat.delete({ channel, ts })).catch(
      (error: ChatError) => chatEnv.log('slack.stray', { channel, ts, cause: error.message }),
    )
    throw new ChatError('gone', 'chat.postMessage: its thread is gone')
  }

  return {
    name: 'slack',
    settings: 'SLACK_BOT_TOKEN and, if it is set, SLACK_API_URL',
    receive: (request, handle, background) => receive(chatEnv, request, handle, background),
    post: (to, card, key) => send(to, card, key),
    reply: (ref, card, key) => send(ref, card, key, ref.thread ?? ref.id),
    update: async (ref, card) => {
      try {
        await withRendered(card, (rendered) =>
          call(chatEnv, 'chat.update', (client) =>
            client.chat.update({
              channel: ref.channel,
              ts: ref.id,
              ...rendered,
              link_names: false,
              parse: 'none',
            }),
          ),
        )
      } catch (error) {
        // An update that may have arrived can simply be made again.
        if (error instanceof ChatError && error.kind === 'ambiguous')
          throw new ChatError('wait', error.message)
        throw error
      }
    },
    find: (where, key, since) => find(chatEnv, where, key, since),
    resolve: (email) => resolve(chatEnv, email),
    check: (to) => check(chatEnv, to),
    missingScopes: () => missingScopes(chatEnv),
    budget: { perDestinationMs: 1000 },
  }
}
