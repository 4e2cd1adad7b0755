import type { Card, CardPart, MessageRef } from '../../integrations/chat.ts'
import { cutBefore } from '../care/cut.ts'
import { loadCase } from '../cases/caseFile.ts'
import { postAnew } from '../cases/moveMessage.ts'
import { languageAt } from '../directory/readers.ts'
import { staffWords } from '../locales/staff.ts'
import type { Render } from '../outbox/entry.ts'
import { platformOf, postOnce, updateOf } from '../outbox/postOnce.ts'
import { threadOf } from './look.ts'

/** A platform takes some 50 parts and 13,000 characters a message. */
const MOST_PARTS = 36
const LONGEST = 280

/** The old message, rendered a last time: where the case went, and nothing of it. */
export const caseMoved: Render = async (deps, { payload }) => {
  const { id, number, department, departmentKey } = await loadCase(deps.db, String(payload.case))
  const message = payload.message as MessageRef
  const words = staffWords(await languageAt(deps.db, message, departmentKey))
  const say = words.card.elsewhere
  const text = say.moved(number, String(payload.department ?? department))
  const card: Card = {
    title: say.title(number),
    summary: text,
    tone: 'plain',
    parts: [{ kind: 'text', text }],
    actions: [],
    about: id,
    language: words.language,
  }
  return { ...updateOf(deps, message, card), optional: true }
}

/** What happened before the case came here, in short, in its new thread: nobody has to ask again. */
export const history: Render = async (deps, { id, payload, createdAt }) => {
  const found = await loadCase(deps.db, String(payload.case))
  const { message } = found
  if (!message) return { defer: 'the escalation is not posted yet' }
  const words = staffWords(found.staffLanguage)
  const say = words.card.elsewhere
  const told = (await threadOf(deps.db, found, words, Number(payload.until))).map(({ parts }) =>
    parts.map(short),
  )
  let kept = told
  while (kept.flat().length > MOST_PARTS) kept = kept.slice(1)
  if (kept.length === 0) return { drop: 'nothing happened before' }
  const more = told.length - kept.length
  const card: Card = {
    title: '',
    summary: say.history(found.number),
    tone: 'plain',
    parts: [
      { kind: 'text', text: say.before },
      ...(more > 0 ? [{ kind: 'note' as const, text: say.leftOut(more) }] : []),
      ...kept.flat(),
    ],
    actions: [],
    language: words.language,
  }
  return {
    ...postOnce(platformOf(deps, message), message, card, String(id), createdAt),
    gone: (tx, now) => postAnew(tx, { id: found.id, message }, { deleted: true, now }),
  }
}

const cut = (text: string) => cutBefore(text, LONGEST)

/** Short, and without calling anybody: a mention of then would call them now. */
const short = (part: CardPart): CardPart => {
  switch (part.kind) {
    case 'mention':
      return { kind: 'text', text: cut(`${part.name} ${part.text}`) }
    case 'text':
    case 'quote':
    case 'note':
      return { ...part, text: cut(part.text) }
    default:
      return part
  }
}
