import { ask, wordsFor } from '../answer.ts'
import { type Card, type ChatEnv, ChatError } from '../chat.ts'
import type { Handle, Inbound } from '../inbound.ts'
import { homeView } from './card.ts'
import { call } from './client.ts'

/** Renders the person's home tab. Twice does no harm. False: the product failed, and the event may come again. */
export async function answerHome(
  chatEnv: ChatEnv,
  inbound: Extract<Inbound, { kind: 'home' }>,
  handle: Handle,
  ack: () => void = () => {},
): Promise<boolean> {
  const answer = await ask('slack', chatEnv.log, handle, inbound)
  if (answer.kind === 'failed') return false
  ack()
  const cards =
    answer.kind === 'home'
      ? answer.cards
      : [textCard(answer.kind === 'notice' ? answer.text : wordsFor(answer).nothing)]
  await call(chatEnv, 'views.publish', (client) =>
    client.views.publish({ user_id: inbound.by.user, view: homeView(cards) }),
  ).catch((error) =>
    chatEnv.log('slack.home_lost', { cause: error instanceof ChatError ? error.message : 'unknown' }),
  )
  return true
}

const textCard = (text: string): Card => ({
  title: 'Amends',
  summary: 'Amends',
  tone: 'plain',
  parts: [{ kind: 'text', text }],
  actions: [],
})
