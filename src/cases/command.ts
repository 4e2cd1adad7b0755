import type { Answer, Card } from '../../integrations/chat.ts'
import type { EdgeDeps } from '../deps.ts'
import type { Actor } from './actor.ts'
import { listed, mine, said } from './mine.ts'

/** Words said to the app in a personal chat: my open cases, those due before tomorrow, or what can be said. */
export const answerCommand = async (deps: EdgeDeps, by: Actor, text: string, now: Date): Promise<Answer> => {
  const words = text
    .toLowerCase()
    .replace(/[^a-z ]/g, ' ')
    .trim()
    .replace(/\s+/g, ' ')
  if (words === 'my cases') return home(listed(deps, 'Your open cases', await mine(deps.db, by), now))
  if (words === 'due') {
    const soon = new Date(now.getTime() + 24 * 3_600_000)
    return home(listed(deps, 'Due within a day', await mine(deps.db, by, soon), now))
  }
  return card(
    said('What you can say here', [
      '“my cases”: your open cases, by when the next word is due',
      '“due”: those that are overdue or due within a day',
      'To act on a case use the buttons of its message in your department’s channel.',
    ]),
  )
}

const card = (drawn: Card): Answer => ({ kind: 'card', card: drawn })
const home = (cards: Card[]): Answer => ({ kind: 'home', cards })
