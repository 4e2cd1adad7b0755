import type { Card, ChatPlatform, Destination, MessageRef } from '../../integrations/chat.ts'
import type { OpsDeps } from '../deps.ts'
import { staffWords } from '../locales/staff.ts'
import { chatDestination } from './destinations.ts'
import type { Message } from './entry.ts'

export const platformOf = ({ chat }: OpsDeps, { platform }: Destination): ChatPlatform => {
  const found = chat[platform]
  if (!found) throw new Error(`no chat platform ${platform}`)
  return found
}

/** The same card, saying that an earlier one may stand beside it. */
export const maybeTwice = (card: Card): Card => ({
  ...card,
  parts: [{ kind: 'note', text: staffWords(card.language ?? 'en').card.twice }, ...card.parts],
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
): Pick<Message, 'send' | 'find' | 'again' | 'at'> => {
  /** A chat with one person has another name than the person it was addressed to. */
  const placed = (ref: MessageRef): MessageRef =>
    'id' in to || ref.channel === to.channel ? ref : { ...ref, place: to.channel }
  const send = async (drawn: Card) =>
    'id' in to ? chat.reply(to, drawn, key) : placed(await chat.post(to, drawn, key))
  const find = async () => {
    const ref = await chat.find!(to, key, since)
    return ref && placed(ref)
  }
  return {
    at: chatDestination(to),
    send: () => send(card),
    ...(chat.find ? { find } : { again: async () => ({ ...(await send(maybeTwice(card))), twice: true }) }),
  }
}

/** Draws a message of ours again. Twice does no harm. */
export const updateOf = (
  deps: OpsDeps,
  message: MessageRef,
  card: Card,
): Pick<Message, 'at' | 'repeatable' | 'send'> => ({
  at: chatDestination(message),
  repeatable: true,
  send: () => platformOf(deps, message).update(message, card),
})
