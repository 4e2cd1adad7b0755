import type { Card, ChatPlatform, Destination, MessageRef } from '../../integrations/chat.ts'
import type { OpsDeps } from '../deps.ts'
import type { Message } from './entry.ts'

export const platformOf = ({ chat }: OpsDeps, { platform }: Destination): ChatPlatform => {
  const found = chat[platform]
  if (!found) throw new Error(`no chat platform ${platform}`)
  return found
}

const TWICE = 'This may appear twice: it is not known whether the first try arrived.'

/** The same card, saying that an earlier one may stand beside it. */
export const maybeTwice = (card: Card): Card => ({
  ...card,
  parts: [{ kind: 'note', text: TWICE }, ...card.parts],
})

/**
 * How a message is posted, or replied where `to` is a message. If its first try may have arrived it is looked up;
 * where the platform can't look it is sent once more, marked, and its reference says `twice`.
 */
export const postOnce = (
  chat: ChatPlatform,
  to: Destination | MessageRef,
  card: Card,
  key: string,
  since: Date,
): Pick<Message, 'send' | 'find' | 'again'> => {
  const send = (drawn: Card) => ('id' in to ? chat.reply(to, drawn, key) : chat.post(to, drawn, key))
  return {
    send: () => send(card),
    ...(chat.find
      ? { find: () => chat.find!(to, key, since) }
      : { again: async () => ({ ...(await send(maybeTwice(card))), twice: true }) }),
  }
}
