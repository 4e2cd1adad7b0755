import type { Answer } from '../../integrations/chat.ts'
import type { Deps } from '../deps.ts'
import { type Actor, rightsOn } from './actor.ts'
import { drawCard } from './card.ts'
import { loadCase } from './load.ts'

/** A case as it stands, with what happened to it, for those who may act on it. */
export const lookAt = async ({ db }: Deps, by: Actor, subject: string, _now: Date): Promise<Answer> => {
  const found = await loadCase(db, subject)
  await rightsOn(db, found, by)
  return { kind: 'card', card: drawCard(found), thread: [] }
}
