import type { Draw } from '../outbox/entry.ts'
import { loadDigestCard } from './card.ts'

/** A department's digest, posted to its channel. */
export const digest: Draw = async (deps, { id, payload, createdAt }) => {
  const { to, card } = await loadDigestCard(deps.db, {
    department: String(payload.department),
    date: String(payload.date),
  })
  const chat = deps.chat[to.platform]
  if (!chat) throw new Error(`no chat platform ${to.platform}`)
  const key = String(id)
  return {
    send: () => chat.post(to, card, key),
    ...(chat.find ? { find: () => chat.find!(to, key, createdAt) } : {}),
  }
}
