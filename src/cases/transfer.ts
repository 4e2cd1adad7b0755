import { and, eq, ne, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { type ChatDestination, callBacks, cases, proposals } from '../../db/schema/index.ts'
import { excludedFrom } from '../directory/excluded.ts'
import type { Receiver } from '../handovers/present.ts'
import { chatDestination } from '../outbox/destinations.ts'
import type { Case } from './case.ts'
import { moveMessage } from './moveMessage.ts'
import { updateProposalCards } from './proposals.ts'

/** No department has as many seats. */
const BESIDE = 10_000

/**
 * Makes one person owner and accountable, in a transaction that holds the case's row. Where the case is read
 * elsewhere from now on, its message moves: a new one there with what happened so far, and a last word on the old.
 * Gives where the case is now, for the event that tells of it. `key` is unlike any other's of this case.
 */
export const handTo = async (
  tx: Tx,
  found: Pick<Case, 'id' | 'number' | 'departmentKey'>,
  to: Receiver,
  { now, key, except }: { now: Date; key: string; except?: string },
): Promise<Pick<Case, 'id' | 'destination'>> => {
  const destination = await placeWith(tx, found, to)
  const stands = { id: found.id, ...(await placeNow(tx, found.id)) }
  const was = chatDestination(stands.destination)
  const moves = chatDestination(destination.effective) !== was
  await tx
    .update(cases)
    .set({
      ownerId: to.id,
      accountableId: to.id,
      departmentKey: to.departmentKey,
      destination: destination.override,
      state: sql`case when ${cases.state} = 'open' then 'owned' else ${cases.state} end`,
      takenAt: sql`coalesce(${cases.takenAt}, ${now.toISOString()}::timestamptz)`,
      ...(moves ? { message: null } : {}),
    })
    .where(eq(cases.id, found.id))
  await withdrawHandovers(tx, found.id, now, except)
  if (to.departmentKey !== found.departmentKey) await moveCallBack(tx, found, to.departmentKey)
  if (moves)
    await moveMessage(tx, stands, { destination: destination.effective, department: to.department }, now, key)
  return { id: found.id, destination: destination.effective }
}

/** Under the case's row: it may have been posted, or have moved, since it was read. */
const placeNow = async (tx: Tx, id: string) => {
  const [row] = (await tx.execute(sql`
    select k.message, coalesce(k.destination, d.destination) as destination
    from cases k join departments d on d.key = k.department_key where k.id = ${id}`)) as unknown as Pick<
    Case,
    'message' | 'destination'
  >[]
  return row!
}

/** The department's channel; the receiver's own place where the person complained about reads that. */
const placeWith = async (tx: Tx, found: Pick<Case, 'id'>, to: Receiver) => {
  const [row] = (await tx.execute(sql`
    select d.destination, exists (
      select from department_people m where m.department_key = d.key and m.person_id in ${sql.raw(excludedFrom('k'))}
    ) as about_reads
    from departments d, cases k
    where d.key = ${to.departmentKey} and k.id = ${found.id}`)) as unknown as {
    destination: ChatDestination
    aboutReads: boolean
  }[]
  const override = row!.aboutReads ? to.place : null
  return { override, effective: override ?? row!.destination }
}

/** The customer keeps the time that was booked: beside the seats of the new department, if those are taken. */
const moveCallBack = (tx: Tx, { id, number }: Pick<Case, 'id' | 'number'>, departmentKey: string) =>
  tx
    .update(callBacks)
    .set({ departmentKey, seat: BESIDE + (number % BESIDE) })
    .where(and(eq(callBacks.caseId, id), eq(callBacks.state, 'booked')))

/** Open offers end: the new owner may make them again. */
const withdrawHandovers = async (tx: Tx, caseId: string, now: Date, except?: string): Promise<void> => {
  const ended = await tx
    .update(proposals)
    .set({ state: 'withdrawn', answeredAt: now })
    .where(
      and(
        eq(proposals.caseId, caseId),
        eq(proposals.kind, 'handover'),
        eq(proposals.state, 'waiting'),
        except ? ne(proposals.id, except) : undefined,
      ),
    )
    .returning()
  for (const proposal of ended) await updateProposalCards(tx, proposal, now)
}
