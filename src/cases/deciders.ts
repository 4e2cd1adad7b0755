import type { Tx } from '../../db/client.ts'
import { loadMembers, type Member } from '../directory/members.ts'
import { inLine } from '../directory/nextInLine.ts'
import type { Case } from './case.ts'

/**
 * Who decides above the liaisons' authority, first to last: the department's managers, then management, those who are
 * away after those who are there. Never whom the case is about, nor `not`.
 */
export const decidersOf = async (
  db: Tx,
  { departmentKey, excluded }: Pick<Case, 'departmentKey' | 'excluded'>,
  now: Date,
  not: string[] = [],
): Promise<Member[]> =>
  inLine(await loadMembers(db, [departmentKey]), { excluded, not, roles: ['manager', 'management'], now })
