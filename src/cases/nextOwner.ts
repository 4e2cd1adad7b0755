import type { Db } from '../../db/client.ts'
import { isExcluded } from '../directory/excluded.ts'
import { lineOf, loadMembers } from '../directory/members.ts'
import { nextInLine } from '../directory/nextInLine.ts'
import type { Case } from './case.ts'

/**
 * Who has a case that comes back from its end: who had it, if they are still there, else who is on call in its
 * department by now; of a complaint about a colleague a manager. While it was ended nobody saw to it.
 */
export const nextOwnerOf = async (db: Db, found: Case, now: Date): Promise<string> => {
  const line = lineOf(await loadMembers(db, [found.departmentKey]), found.departmentKey)
  const stays =
    line.some(({ id }) => id === found.accountableId) && !isExcluded(found, { id: found.accountableId })
  const heir = stays ? undefined : nextInLine(line, { excluded: found.excluded, now })
  return heir?.id ?? found.accountableId
}
