import type { Card } from '../../integrations/chat.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from './actor.ts'
import { listed, mine } from './mine.ts'

/** The personal view: what waits for this person, first things first. */
export const personalView = async ({ db }: Deps, by: Actor, now: Date): Promise<Card[]> => [
  listed('Your open cases', await mine(db, by), now),
]
