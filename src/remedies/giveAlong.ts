import { randomUUID } from 'node:crypto'
import type { Case } from '../cases/case.ts'
import type { Change } from '../cases/change.ts'
import type { Act } from '../cases/changeByStaff.ts'
import { withinAuthority } from './authority.ts'
import { enact, promised } from './enact.ts'
import type { Offer } from './offer.ts'
import { confirmedFirst } from './rights.ts'

/**
 * Gives a remedy along with something else, of which one mail tells. Gives the events for that mail to tell. Throws
 * AboveAuthority where a manager decides first.
 */
export const giveAlong = async (
  change: Change,
  found: Case,
  { by, now }: Pick<Act, 'by' | 'now'>,
  offer: Offer,
  done?: { reference: string | null },
): Promise<number[]> => {
  const { tx, note } = change
  const id = randomUUID()
  await withinAuthority(tx, found, offer, by.id, now)
  if (offer.statutory) await confirmedFirst(tx, found, offer)
  const event = await note(found.id, { ...promised(id, offer), by: by.id })
  await enact(tx, found, { id, offer, by: by.id, event, done, told: true, now })
  if (!done) return [event]
  const data = { remedies: [id], ...(done.reference ? { reference: done.reference } : {}) }
  return [await note(found.id, { kind: 'remedy done', text: offer.words, data, by: by.id })]
}
