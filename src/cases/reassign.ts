import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { type ChatDestination, cases } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { excludedFrom } from '../directory/excluded.ts'
import type { Member } from '../directory/members.ts'
import { casesToReassign, type Scope } from '../directory/reassign.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
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

/** In a select over cases `k` of departments `d`. */
export const HELD = `k.id, k.owner_id, k.accountable_id, d.name as department,
  coalesce(k.destination, d.destination) as destination, k.destination is not null as alone, k.message`

/** A case as `k` may be this person's: of a department of theirs or of anybody in management, and not about them. */
export const mayHave = (person: string) => `
  '${person}' not in ${excludedFrom('k')} and exists (
    select from department_people m join departments g on g.key = m.department_key
    where m.person_id = '${person}' and (m.department_key = k.department_key or g.kind = 'management')
      and (k.destination is null or m.role = 'manager'))`

/**
 * So many are told in their threads too. Of more the card and the one message say it: a channel takes a message a second,
 * and whatever else is said there would wait behind them.
 */
const TOLD_EACH = 3

/** Makes somebody else accountable, and the owner where it has one, and notes why. False: it went elsewhere meanwhile. */
export const giveCase = async (
  tx: Tx,
  held: Held,
  to: { id: string; place: ChatDestination },
  now: Date,
  event: NewCaseEvent<'reassigned' | 'covered'> & { by?: string },
  /** Of how many that go at once. */
  of: number,
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
  await changeWithin(tx, now, ({ note }) => note(id, event, { quiet: !alone && of > TOLD_EACH }))
  return true
}

/**
 * Somebody is accountable at every moment: a case that its accountable person can't see to goes to who is next in line,
 * who gets one message about all of them. Gives how many went.
 */
export const reassignCases = async (tx: Tx, now: Date, scope: Scope = {}): Promise<number> => {
  const went = new Map<string, Went>()
  let reassigned = 0
  const all = await casesToReassign(tx, now, scope)
  for (const { orphan, to } of all) {
    const data = { from: orphan.accountableId, to: to.id, name: to.name }
    if (!(await giveCase(tx, orphan, to, now, { kind: 'reassigned', data }, all.length))) continue
    reassigned++
    const key = `${to.id}:${orphan.accountableId}`
    const one = went.get(key) ?? { to, from: orphan.accountableId, cases: [] }
    went.set(key, one)
    // A case that they alone may read is told in its own message
    if (!orphan.alone) one.cases.push(orphan.id)
  }
  for (const [key, { to, from, cases }] of went)
    if (cases.length > 0)
      await enqueue(tx, {
        kind: 'reassigned',
        destination: chatDestination(to.place),
        onceKey: `reassigned:${key}:${now.getTime()}`,
        payload: { destination: to.place, from, cases },
        dueAt: now,
        now,
      })
  return reassigned
}

type Went = { to: Member; from: string; cases: string[] }
