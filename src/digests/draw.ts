import type { Draw } from '../outbox/entry.ts'
import { postOnce } from '../outbox/postOnce.ts'
import { loadDigestCard } from './card.ts'
import { digestNow as compileNow } from './now.ts'

/** A department's digest, posted to its channel. */
export const digest: Draw = async (deps, { id, payload, createdAt }) => {
  const { to, card } = await loadDigestCard(deps.db, {
    department: String(payload.department),
    date: String(payload.date),
  })
  const chat = deps.chat[to.platform]
  if (!chat) throw new Error(`no chat platform ${to.platform}`)
  return postOnce(chat, to, card, String(id), createdAt)
}

/** One that somebody asked for, as it is at this moment. */
export const digestNow: Draw = async (deps, { id, payload, createdAt }) => {
  const { to, card } = await compileNow(deps, { department: String(payload.department), now: deps.now() })
  const chat = deps.chat[to.platform]
  if (!chat) throw new Error(`no chat platform ${to.platform}`)
  return postOnce(chat, to, card, String(id), createdAt)
}
