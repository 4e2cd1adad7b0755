import type { Card, MessageRef } from '../../integrations/chat.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'
import type { Render } from '../outbox/entry.ts'
import { updateOf } from '../outbox/postOnce.ts'

/** What is left of a message about a customer whose data was erased. Pure. */
export const skeleton = (number: number | undefined, words: StaffWords): Card => {
  const say = words.personalData
  const text = say.erased(number)
  return {
    title: '',
    summary: text,
    tone: 'plain',
    parts: [{ kind: 'text', text }],
    actions: [],
    language: words.language,
  }
}

/** A reply or a notice that was posted once, without its words. One that is gone is well. */
export const erasedMessage: Render = async (deps, { payload }) => {
  const number = typeof payload.number === 'number' ? payload.number : undefined
  return {
    ...updateOf(
      deps,
      payload.message as MessageRef,
      skeleton(number, staffWords(String(payload.language ?? 'en'))),
    ),
    gone: async () => {},
    optional: true,
  }
}
