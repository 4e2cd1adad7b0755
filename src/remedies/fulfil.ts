import { and, eq, isNull } from 'drizzle-orm'
import { sqlOf, type Tx } from '../../db/client.ts'
import { cases, remedies } from '../../db/schema/index.ts'
import { loadCase } from '../cases/caseFile.ts'
import { inChange } from '../cases/change.ts'
import { mailCustomer } from '../cases/mailCustomer.ts'
import { promiseSoonest } from '../cases/promises.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { addBusinessDays } from '../time.ts'

/** Business days within which the customer is asked, once all is done (recovery.md section 3, Clocks). */
const ASK = 1

export type Fulfilled = { remedy: string; reference: string; doneAt: Date; case: string }

/**
 * Another system did a remedy: noted with its reference, and the customer is told. The same reference again changes
 * nothing. Throws `unknown`, `invalid`, `conflict` for another reference, one that was taken
 * back by hand since, or a remedy that was withdrawn.
 */
export const remedyFulfilled = async (
  deps: EdgeDeps,
  { remedyId, reference: given, now }: { remedyId: string; reference: string; now: Date },
): Promise<Fulfilled> => {
  const reference = given.replaceAll('\0', '').trim()
  if (reference === '' || reference.length > 200)
    throw new DomainError('invalid', 'A reference of 1 to 200 characters is needed.', 'reference')
  const before = await remedyOf(deps, remedyId)
  const found = await loadCase(deps.db, before.caseId)
  const made = await inChange(deps.db, now, async ({ tx, note }) => {
    await tx.select({ id: cases.id }).from(cases).where(eq(cases.id, found.id)).for('update')
    if (await takenBack(tx, found.id, remedyId, reference)) throw usedBefore(reference)
    const done = await tx
      .update(remedies)
      .set({ doneAt: now, reference })
      .where(
        and(
          eq(remedies.id, remedyId),
          eq(remedies.caseId, found.id),
          isNull(remedies.doneAt),
          isNull(remedies.withdrawnAt),
        ),
      )
      .returning({ id: remedies.id })
    if (done.length === 0) return false
    const data = { remedies: [remedyId], reference }
    const event = await note(found.id, { kind: 'remedy done', data })
    const [left] = await tx
      .select({ id: remedies.id })
      .from(remedies)
      .where(and(eq(remedies.caseId, found.id), isNull(remedies.doneAt), isNull(remedies.withdrawnAt)))
      .limit(1)
    await promiseSoonest(tx, found.id, now, left ? undefined : addBusinessDays(found, now, ASK))
    await mailCustomer(tx, found, event, now)
    return true
  })
  const { caseId, doneAt, withdrawnAt, reference: kept } = await remedyOf(deps, remedyId)
  // Its case was joined with another since it was read
  if (!made && caseId !== before.caseId) return remedyFulfilled(deps, { remedyId, reference, now })
  if (!made && withdrawnAt)
    throw new DomainError('conflict', 'This remedy was replaced by another and is not to be done.')
  if (!made && kept !== reference)
    throw new DomainError(
      'conflict',
      `This remedy is done already${kept ? `, with the reference ${kept}` : ''}.`,
    )
  if (made) deps.wake()
  return { remedy: remedyId, reference, doneAt: doneAt!, case: found.id }
}

/** A manager said that what was booked under this reference was not done after all: the system only repeats itself. */
const takenBack = async (tx: Tx, caseId: string, remedy: string, reference: string): Promise<boolean> => {
  const before = await sqlOf(tx)`
    select from case_events where case_id = ${caseId} and kind = 'done taken back'
      and data ->> 'remedy' = ${remedy} and data ->> 'reference' = ${reference} limit 1`
  return before.length > 0
}

const usedBefore = (reference: string) =>
  new DomainError(
    'conflict',
    `The reference ${reference} was taken back: this remedy was not done after all. Once it is done it has another reference.`,
  )

const remedyOf = async ({ db }: EdgeDeps, id: string) => {
  const [remedy] = isUuid(id) ? await db.select().from(remedies).where(eq(remedies.id, id)) : []
  if (!remedy) throw new DomainError('unknown', 'There is no such remedy.')
  return remedy
}
