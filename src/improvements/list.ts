import type { Db } from '../../db/client.ts'
import type { Card } from '../../integrations/chat.ts'
import type { Actor } from '../cases/rights.ts'
import type { StaffWords } from '../locales/staff.ts'
import { localDate } from '../time.ts'
import { improvementCard } from './card.ts'
import { improvable, readImprovements } from './improvement.ts'

/** Closed ones are shown for so long. */
const CLOSED_DAYS = 90
const SHOWN = 20

/** A person's improvements: what is under way in their departments and was closed of late, with a button for a new one. */
export const improvementsOf = async (
  { db }: { db: Db },
  by: Actor,
  words: StaffWords,
  now: Date,
): Promise<Card[]> => {
  const say = words.improvements.list
  const departments = (await improvable(db, by)).map(({ key }) => key)
  const found = await readImprovements(db, { departments })
  const recent = found.filter(
    ({ closedAt }) => !closedAt || now.getTime() - closedAt.getTime() < CLOSED_DAYS * 24 * 3600_000,
  )
  const title: Card = {
    title: say.title,
    summary: say.title,
    tone: 'plain',
    subject: '',
    parts: recent.length === 0 ? [{ kind: 'text', text: say.none }] : [],
    actions: departments.length > 0 ? [{ verb: 'improve', label: say.new, opens: 'form' }] : [],
  }
  return [
    title,
    ...recent.slice(0, SHOWN).map((one) => improvementCard(one, words, localDate(one.timeZone, now))),
  ]
}
