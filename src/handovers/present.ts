import type { Db } from '../../db/client.ts'
import type { Case } from '../cases/case.ts'
import { lineOf, loadMembers, type Member } from '../directory/members.ts'
import { inLine, nextInLine } from '../directory/nextInLine.ts'

/** Somebody who can have a case now, in the department that it would be with. */
export type Receiver = Pick<Member, 'id' | 'name' | 'place' | 'departmentKey' | 'department'>

/**
 * Who can have this case now, first to last: those of its department, of a complaint about a colleague its managers
 * alone; management where none of them is there. Who has it already is left out.
 */
export const freeHere = async (db: Db, found: Case, now: Date): Promise<Receiver[]> => {
  const { departmentKey, department, excluded, accountableId } = found
  const line = lineOf(await loadMembers(db), departmentKey)
  const question = { excluded, not: [accountableId], present: true, now }
  const own = inLine(line, { ...question, roles: ['liaison', 'manager'] })
  const able = own.length > 0 ? own : inLine(line, { ...question, roles: ['management'] })
  return able.map((one) => ({ ...one, departmentKey, department }))
}

/** The first of each other department who is present: its own on-call person, never management. */
export const freeElsewhere = async (db: Db, found: Case, now: Date): Promise<Receiver[]> => {
  const members = await loadMembers(db)
  const keys = new Set(members.map(({ departmentKey }) => departmentKey))
  keys.delete(found.departmentKey)
  const question = { excluded: found.excluded, not: [found.accountableId], present: true, now }
  return [...keys].flatMap(
    (key) => nextInLine(lineOf(members, key), { ...question, roles: ['liaison', 'manager'] }) ?? [],
  )
}
