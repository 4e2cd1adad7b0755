import { eq } from 'drizzle-orm'
import { type Db, sqlOf, type Tx } from '../../db/client.ts'
import { caseExclusions, cases } from '../../db/schema/index.ts'
import { lineOf, loadMembers, type Member } from '../directory/members.ts'
import { nextInLine } from '../directory/nextInLine.ts'
import type { Case } from './case.ts'
import { changeWithin } from './change.ts'
import { moveMessage } from './moveMessage.ts'
import { mayBeAbout } from './named.ts'

type Named = Pick<Case, 'departmentKey' | 'answers' | 'staffMember' | 'notThem' | 'excluded' | 'alone'>

/** Those who read of this case where it stands, and whom it may be about by their name alone. */
const namedReaders = async (db: Db | Tx, found: Named): Promise<{ line: Member[]; named: Member[] }> => {
  const line = lineOf(await loadMembers(db, [found.departmentKey]), found.departmentKey)
  return { line, named: line.filter((one) => mayBeAbout(found as Case, one)) }
}

/** A complaint about a person known by name alone does not stand in a channel that somebody of that name reads. */
export const standsApart = async (db: Db, found: Case): Promise<boolean> => {
  if (found.alone || found.answers.about !== 'person' || !found.staffMember) return false
  const { named } = await namedReaders(db, found)
  return named.some(({ role }) => role !== 'management')
}

/**
 * Nobody of that name sees the case, and it is read by one person alone, as a complaint about a colleague is: a manager,
 * who may say that it is not them, or its owner.
 */
export const setApart = async (tx: Tx, found: Case, now: Date): Promise<void> => {
  const { id } = found
  const { line, named } = await namedReaders(tx, found)
  if (named.length === 0) return
  const [held] = await tx.select().from(cases).where(eq(cases.id, id)).for('no key update')
  if (!held || held.destination) return
  await tx
    .insert(caseExclusions)
    .values(named.map((one) => ({ caseId: id, personId: one.id, byName: true })))
    .onConflictDoNothing()
  const excluded = [...found.excluded, ...named.map((one) => one.id)]
  const owner = line.find((one) => one.id === held.ownerId && !excluded.includes(one.id))
  const reader = owner ?? nextInLine(line, { excluded, now })
  if (!reader) return
  await changeWithin(tx, now, async ({ note }) => {
    await tx
      .update(cases)
      .set({
        destination: reader.place,
        message: null,
        accountableId: reader.id,
        ownerId: held.ownerId && reader.id,
      })
      .where(eq(cases.id, id))
    const to = { destination: reader.place, department: found.department }
    await moveMessage(tx, held, to, now, `named:${now.getTime()}`)
    if (reader.id !== held.accountableId)
      await note(id, {
        kind: 'reassigned',
        data: { from: held.accountableId, to: reader.id, name: reader.name },
      })
  })
}

/** It is about nobody here: the department reads it again, unless somebody it is about by their address is in it. */
export const setTogether = async (tx: Tx, found: Case, now: Date): Promise<void> => {
  const sql = sqlOf(tx)
  await sql`delete from case_exclusions where case_id = ${found.id} and by_name`
  const back = await sql<{ destination: Case['destination'] }[]>`
    update cases k set destination = null, message = null from departments d
    where k.id = ${found.id} and k.destination is not null and d.key = k.department_key and not exists (
      select from department_people m join case_exclusions e on e.person_id = m.person_id and e.case_id = k.id
      where m.department_key = k.department_key)
    returning d.destination`
  if (!back[0]) return
  const to = { destination: back[0].destination, department: found.department }
  await moveMessage(tx, found, to, now, `not them:${now.getTime()}`)
}
