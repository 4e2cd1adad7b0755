import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { cases } from '../../db/schema/index.ts'
import { casesToReassign, type Scope } from '../directory/reassign.ts'
import { changeWithin } from './change.ts'
import { moveMessage } from './moveMessage.ts'

/**
 * Somebody is accountable at every moment: a case that its accountable person can't see to goes to who is next in line.
 * Gives how many went.
 */
export const reassignCases = async (tx: Tx, now: Date, scope: Scope = {}): Promise<number> => {
  let reassigned = 0
  for (const { orphan, to } of await casesToReassign(tx, now, scope)) {
    const { id, ownerId, accountableId: from, alone, department } = orphan
    const went = await tx
      .update(cases)
      .set({
        accountableId: to.id,
        ownerId: ownerId && to.id,
        ...(alone ? { destination: to.place, message: null } : {}),
      })
      .where(and(eq(cases.id, id), eq(cases.accountableId, from)))
      .returning({ id: cases.id })
    if (went.length === 0) continue
    if (alone)
      await moveMessage(tx, orphan, { destination: to.place, department }, now, `reassigned:${now.getTime()}`)
    await changeWithin(tx, now, ({ note }) => note(id, { kind: 'reassigned', data: { from, to: to.id } }))
    reassigned++
  }
  return reassigned
}
