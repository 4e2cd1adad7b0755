import { type Card, ChatError, type ChatPlatform, type Destination, type MessageRef } from '../chat.ts'
import { cardActivities, cardActivity } from './card.ts'
import { call, type TeamsEnv } from './client.ts'
import { check, isChannel, isPerson, openChat, type Rosters, resolve } from './people.ts'
import { receive } from './receive.ts'
import type { Say } from './route.ts'

export type TeamsCalls = Pick<ChatPlatform, 'receive' | 'post' | 'update' | 'reply' | 'resolve' | 'check'>

/** Teams by its SDK. There is no `find`: a bot can't look a message up. */
export function teamsCalls(teamsEnv: TeamsEnv): TeamsCalls {
  const { appId, tenant } = teamsEnv.settings
  const rosters: Rosters = new Map()

  /** A new reply chain. It is begun by creating it: posting to the channel itself would land in a random one. */
  const begin = async ({ workspace, channel }: Destination, card: Card): Promise<MessageRef> => {
    const made = await call(teamsEnv, 'create post', (conversations) =>
      conversations.createConversation({
        isGroup: true,
        bot: { id: `28:${appId}`, name: 'Amends' },
        tenantId: tenant,
        channelData: { channel: { id: channel }, tenant: { id: tenant } },
        activity: cardActivity(card),
      } as never),
    )
    const id = made.activityId || made.id?.split(';messageid=')[1]
    if (!id) throw new ChatError('ambiguous', 'create post: an answer without the message')
    return { platform: 'teams', workspace, channel, id }
  }

  const say = (conversation: string, card: Card): Promise<string> => send(conversation, cardActivity(card))

  /** Who asked alone is answered alone; where Teams refuses that, in the personal chat. What may have been shown is not sent again. */
  const answer: Say = async ({ conversation, alone }, cards) => {
    let chat = alone ? undefined : conversation
    for (const activity of cardActivities(cards)) {
      if (!chat && alone)
        try {
          await send(conversation, { ...asAside(activity), recipient: { id: alone.id } }, true)
          continue
        } catch (error) {
          if (!(error instanceof ChatError) || error.kind === 'ambiguous') throw error
          teamsEnv.chatEnv.log('teams.alone_refused', { cause: error.message })
          chat = await openChat(teamsEnv, alone.user)
        }
      await send(chat ?? conversation, activity)
    }
  }

  const send = async (conversation: string, activity: object, alone = false): Promise<string> => {
    const { id } = await call(
      teamsEnv,
      'send',
      (conversations) => conversations.sendToConversation(conversation, activity as never),
      { alone },
    )
    if (!id) throw new ChatError('ambiguous', 'send: an answer without the message')
    return id
  }

  return {
    receive: (request, handle, background) => receive(teamsEnv, answer, request, handle, background),
    post: async (to, card) => {
      if (isChannel(to.channel)) return begin(to, card)
      const channel = isPerson(to.channel) ? await openChat(teamsEnv, to.channel) : to.channel
      return { platform: 'teams', workspace: to.workspace, channel, id: await say(channel, card) }
    },
    reply: async (ref, card) => {
      const id = await say(conversationOf(ref), card)
      return { ...ref, id, ...(isChannel(ref.channel) && { thread: ref.thread ?? ref.id }) }
    },
    update: async (ref, card) => {
      await call(
        teamsEnv,
        'update',
        (conversations) =>
          conversations.updateActivity(conversationOf(ref), ref.id, {
            ...cardActivity(card),
            id: ref.id,
          } as never),
        { repeatable: true },
      )
    },
    resolve: (email, near) => resolve(teamsEnv, rosters, email, near),
    check: (to) => check(teamsEnv, rosters, to),
  }
}

/** Its buttons say that they stand in no message that others see: it is none of a case's. */
const asAside = <T>(activity: T): T =>
  JSON.parse(
    JSON.stringify(activity, (key, value) => (key === 'amends' ? { ...value, aside: true } : value)),
  ) as T

const conversationOf = ({ channel, id, thread }: MessageRef) =>
  isChannel(channel) ? `${channel};messageid=${thread ?? id}` : channel
