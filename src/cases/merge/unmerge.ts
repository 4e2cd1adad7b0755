import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { caseEvents, cases, contacts, matters, remedies } from '../../../db/schema/index.ts'
import type { Deps } from '../../deps.ts'
import { codeOf, DomainError } from '../../errors.ts'
import { addBusinessDays } from '../../time.ts'
import type { Case } from '../case.ts'
import { loadCase } from '../caseFile.ts'
import { inChange } from '../change.ts'
import type { Merged } from '../eventFacts.ts'
import { nextOwnerOf } from '../nextOwner.ts'
import { type Actor, mayMove } from '../rights.ts'
import { isOpen } from '../states.ts'
import { goesOn } from '../steps/carryOn.ts'
import type { CaseVerb } from '../verb.ts'
import { holdBoth } from './mergeCases.ts'

const UNIQUE_VIOLATION = '23505'

type Undoing = { found: Case; other: Case; joined: Merged; accountable: string; by: Actor; now: Date }

/** How it stood before; one that waited for the customer's answer goes on, for the other case may have asked since. */
const asBefore = ({ found, joined, accountable, now }: Undoing): Partial<typeof cases.$inferInsert> => {
  const asked = joined.state === 'awaiting customer'
  const due = joined.promiseDueAt && new Date(joined.promiseDueAt)
  return {
    ...(asked ? { ...goesOn, state: 'recovering' } : { state: joined.state, endedAt: null, endReason: null }),
    mergedInto: null,
    matterId: joined.matter,
    accountableId: accountable,
    ownerId: joined.state === 'open' ? null : accountable,
    promise: asked ? 'next word' : (joined.promise ?? 'next word'),
    promiseDueAt: asked || !due ? addBusinessDays(found, now, 1) : due,
  }
}

const moveBack = async (tx: Tx, { found, other, joined }: Undoing) => {
  if (joined.matters.length > 0)
    await tx
      .update(matters)
      .set({
        joinedInto: sql`case when ${matters.id} = ${joined.matter} then null else ${joined.matter}::uuid end`,
      })
      .where(inArray(matters.id, joined.matters))
  // What came since under the same reference is of this matter too
  await tx
    .update(contacts)
    .set({ matterId: joined.matter })
    .where(
      and(
        eq(contacts.matterId, other.matterId),
        sql`(${inArray(contacts.id, [found.contactId, ...joined.contacts])} or ${contacts.reference} in (
          select reference from matters where id = any(${sql.param(`{${joined.matters.join(',')}}`)}::uuid[])))`,
      ),
    )
  if (joined.cases.length > 0)
    await tx
      .update(cases)
      .set({ matterId: joined.matter })
      .where(and(inArray(cases.id, joined.cases), eq(cases.matterId, other.matterId)))
  if (joined.remedies.length > 0)
    await tx
      .update(remedies)
      .set({ caseId: found.id })
      .where(
        and(inArray(remedies.id, joined.remedies), eq(remedies.caseId, other.id), isNull(remedies.doneAt)),
      )
}

/** The other one owes no remedy that went back. */
const owesItsOwn = async (tx: Tx, { other }: Undoing) => {
  if (!isOpen(other.state) || other.promise !== 'remedy') return
  const [left] = await tx
    .select({ id: remedies.id })
    .from(remedies)
    .where(and(eq(remedies.caseId, other.id), isNull(remedies.doneAt), isNull(remedies.withdrawnAt)))
    .limit(1)
  if (!left) await tx.update(cases).set({ promise: 'next word' }).where(eq(cases.id, other.id))
}

const undo = (deps: Deps, undoing: Undoing): Promise<boolean> =>
  inChange(deps.db, undoing.now, async ({ tx, note }) => {
    const { found, other, by } = undoing
    const held = await holdBoth(tx, found, other)
    if (held.find(({ id }) => id === found.id)?.state !== 'merged') return false
    await moveBack(tx, undoing)
    await tx.update(cases).set(asBefore(undoing)).where(eq(cases.id, found.id))
    await owesItsOwn(tx, undoing)
    await note(found.id, { kind: 'join undone', data: { number: other.number }, by: by.id })
    await note(other.id, { kind: 'join undone', data: { number: found.number }, by: by.id })
    return true
  }).then((made) => made === true)

/** Two cases that were joined by mistake are two again, each with what was promised in it. */
export const undoJoin: CaseVerb = {
  run: async (deps, { caseId, by, now }) => {
    const found = await loadCase(deps.db, caseId)
    await mayMove(deps.db, found, by, 'undo-join')
    const [event] = await deps.db
      .select({ data: caseEvents.data })
      .from(caseEvents)
      .where(and(eq(caseEvents.caseId, found.id), eq(caseEvents.kind, 'merged')))
      .orderBy(sql`${caseEvents.id} desc`)
      .limit(1)
    const other = await loadCase(deps.db, found.mergedInto ?? '')
    const accountable = await nextOwnerOf(deps.db, found, now)
    const joined = event!.data as Merged
    const made = await undo(deps, { found, other, joined, accountable, by, now }).catch((error) => {
      if (codeOf(error) !== UNIQUE_VIOLATION) throw error
      throw new DomainError('conflict', ({ forms }) => forms.merge.otherOpen(found.number))
    })
    if (made) return { notice: ({ forms }) => forms.merge.unmerged(found.number, other.number) }
    throw new DomainError('conflict', ({ forms }) => forms.merge.already(found.number))
  },
}
