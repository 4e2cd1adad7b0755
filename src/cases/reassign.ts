import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { type ChatDestination, cases } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { casesToReassign, type Scope } from '../directory/reassign.ts'
import { changeWithin } from './change.ts'
import type { NewCaseEvent } from './events.ts'
import { moveMessage } from './moveMessage.ts'

/** A case that is held, as far as giving it to somebody needs it. `alone`: one person reads it, not the channel. */
export type Held = {
  id: string
  ownerId: string | null
  accountableId: string
  department: string
  destination: ChatDestination
  alone: boolean
  message: MessageRef | null
}

/** Makes somebody else accountable, and the owner where it has one, and notes why. False: it went elsewhere meanwhile. */
export const giveCase = async (
  tx: Tx,
  held: Held,
  to: { id: string; place: ChatDestination },
  now: Date,
  event: NewCaseEvent<'reassigned' | 'covered'>,
): Promise<boolean> => {
  const { id, ownerId, accountableId: from, alone, department } = held
  const went = await tx
    .update(cases)
    .set({
      accountableId: to.id,
      ownerId: ownerId && to.id,
      ...(alone ? { destination: to.place, message: null } : {}),
    })
    .where(and(eq(cases.id, id), eq(cases.accountableId, from)))
    .returning({ id: cases.id })
  if (went.length === 0) return false
  if (alone)
    await moveMessage(tx, held, { destination: to.place, department }, now, `reassigned:${now.getTime()}`)
  await changeWithin(tx, now, ({ note }) => note(id, event))
  return true
}

/**
 * Somebody is accountable at every moment: a case that its accountable person can't see to goes to who is next in line.
 * Gives how many went.
 */
export const reassignCases = async (tx: Tx, now: Date, scope: Scope = {}): Promise<number> => {
  let reassigned = 0
  for (const { orphan, to } of await casesToReassign(tx, now, scope)) {
    const data = { from: orphan.accountableId, to: to.id }
    if (await giveCase(tx, orphan, to, now, { kind: 'reassigned', data })) reassigned++
  }
  return reassigned
}
