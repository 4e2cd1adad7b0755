import type { Handle, Inbound } from '../chat.ts'
import { type ChatEnv, ChatError } from '../chat.ts'
import { ask } from './answer.ts'
import { homeView } from './card.ts'
import { call } from './client.ts'

type Home = Extract<Inbound, { kind: 'home' }>

/** Draws the person's home tab. Twice does no harm. False: the product failed, and the event may come again. */
export async function answerHome(
  chatEnv: ChatEnv,
  inbound: Home,
  handle: Handle,
  ack: () => void = () => {},
): Promise<boolean> {
  const answer = await ask(handle, inbound, chatEnv.log)
  if (!answer) return false
  ack()
  const cards =
    answer.kind === 'home'
      ? answer.cards
      : [
          {
            title: 'Amends',
            summary: 'Amends',
            tone: 'plain' as const,
            parts: [
              { kind: 'text' as const, text: answer.kind === 'notice' ? answer.text : 'Nothing here.' },
            ],
            actions: [],
          },
        ]
  await call(chatEnv, 'views.publish', (client) =>
    client.views.publish({ user_id: inbound.by.user, view: homeView(cards) }),
  ).catch((error) =>
    chatEnv.log('slack.home_lost', { cause: error instanceof ChatError ? error.message : 'unknown' }),
  )
  return true
}
