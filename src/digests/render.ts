import type { Card, Destination } from '../../integrations/chat.ts'
import type { OpsDeps } from '../deps.ts'
import type { Entry, Render } from '../outbox/entry.ts'
import { postOnce } from '../outbox/postOnce.ts'
import { loadDigestCard } from './card.ts'
import { digestNow as compileNow } from './now.ts'

/** A department's digest, posted to its channel. */
export const digest: Render = async (deps, entry) => {
  const { department, date } = entry.payload
  return post(
    deps,
    entry,
    await loadDigestCard(deps.db, { department: String(department), date: String(date) }),
  )
}

/** One that somebody asked for, as it is at this moment. */
export const digestNow: Render = async (deps, entry) =>
  post(deps, entry, await compileNow(deps, { department: String(entry.payload.department), now: deps.now() }))

const post = (deps: OpsDeps, { id, createdAt }: Entry, { to, card }: { to: Destination; card: Card }) => {
  const chat = deps.chat[to.platform]
  if (!chat) throw new Error(`no chat platform ${to.platform}`)
  return postOnce(chat, to, card, String(id), createdAt)
}
