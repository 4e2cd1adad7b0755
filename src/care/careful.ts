import type { ChatPlatform } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import { cardForChat, formForChat } from './forChat.ts'
import { maskNumbers as shown } from './mask.ts'

const answerForChat = (answer: Answer, publicUrl: string): Answer => {
  switch (answer.kind) {
    case 'done':
      return answer.notice ? { ...answer, notice: shown(answer.notice) } : answer
    case 'notice':
      return { ...answer, text: shown(answer.text) }
    case 'faults':
      return {
        ...answer,
        faults: Object.fromEntries(Object.entries(answer.faults).map(([name, text]) => [name, shown(text)])),
      }
    case 'form':
      return { ...answer, form: formForChat(answer.form, publicUrl) }
    case 'card':
      return {
        ...answer,
        card: cardForChat(answer.card, publicUrl),
        ...(answer.thread ? { thread: answer.thread.map((card) => cardForChat(card, publicUrl)) } : {}),
      }
    case 'home':
      return { ...answer, cards: answer.cards.map((card) => cardForChat(card, publicUrl)) }
  }
}

const carefully = (platform: ChatPlatform, publicUrl: string): ChatPlatform => ({
  ...platform,
  post: (to, card, key) => platform.post(to, cardForChat(card, publicUrl), key),
  update: (ref, card) => platform.update(ref, cardForChat(card, publicUrl)),
  reply: (ref, card, key) => platform.reply(ref, cardForChat(card, publicUrl), key),
  receive: (request, handle, background) =>
    platform.receive(request, async (inbound) => answerForChat(await handle(inbound), publicUrl), background),
})

/**
 * The platforms, so that nothing leaves for chat that chat is not to show. The one gate: cards, replies, forms and
 * answers all pass it. The desk is no chat: who is let in there has the rights to read.
 */
export const careful = <Platforms extends Record<string, ChatPlatform>>(
  platforms: Platforms,
  publicUrl: string,
): Platforms =>
  Object.fromEntries(
    Object.entries(platforms).map(([name, platform]) => [
      name,
      platform.hosted ? platform : carefully(platform, publicUrl),
    ]),
  ) as Platforms
