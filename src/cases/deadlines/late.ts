import type { StaffWords } from '../../locales/staff.ts'
import type { Case } from '../case.ts'
import type { Reminded } from '../eventFacts.ts'
import { timeOf } from '../labels.ts'

/** What is late and by when it was due, in one plain sentence or two. */
export const lateText = (
  found: Case,
  { timer, level, due, whose, deed, decision, refused }: Reminded,
  words: StaffWords,
): string => {
  const { says } = words.call
  const by = timeOf(found, new Date(due), words)
  if (timer === 'silence') return says.silence(found.number, by, found.severity === 1, found.email !== null)
  if (decision) return says.decision(found.number, by, whose)
  if (timer === 'request' && refused) return says.refused(found.number, whose)
  if (timer === 'request' && deed) return says.deed(found.number, by, whose)
  if (timer === 'call-back' && level > 1) return says['call missed'](found.number, by)
  return says[timer](found.number, by, whose)
}
