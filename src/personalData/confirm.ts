import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { sqlOf } from '../../db/client.ts'
import { dataRequests, links } from '../../db/schema/index.ts'
import type { From } from '../audit/audit.ts'
import { changeWithin } from '../cases/change.ts'
import type { Deps, EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { eraseCustomer } from './erase.ts'
import { exportCustomer } from './export.ts'
import { requestOfLink } from './request.ts'

const DAY = 24 * 3600_000
/** A copy can be read so long, and what came of an erasure. */
const COPY_MS = 7 * DAY
const ANSWER_MS = 60 * DAY
const LOOK_AGAIN_MS = 10 * 60_000
const BATCH = 20

type Asking = { id: string; customerId: string }

/**
 * The customer's yes, by the link in the mail: a copy can be read from now on, an erasure is done, or waits while something
 * is owed or a legal hold is in force. Once: a second yes changes nothing. Throws `unknown`, `expired`.
 */
export const confirmRequest = async (
  deps: EdgeDeps,
  { token, now, address }: { token: string; now: Date; address?: string },
): Promise<void> => {
  const { id, what, customerId, caseId, state } = await requestOfLink(deps.db, { token, now })
  if (state.is === 'over') throw new DomainError('expired', 'This link has expired.')
  const by = { by: { kind: 'customer', id: customerId }, from: { door: 'case page', address } } as const
  const confirmed = await deps.db.transaction(async (tx) => {
    // As an erasure begins, so that neither waits for the other in a circle
    await sqlOf(tx)`select from customers where id = ${customerId} and erased_at is null for no key update`
    const rows = await tx
      .update(dataRequests)
      .set({
        confirmedAt: now,
        ...(what === 'copy' ? { doneAt: now } : { againAt: new Date(now.getTime() + LOOK_AGAIN_MS) }),
      })
      .where(and(eq(dataRequests.id, id), isNull(dataRequests.confirmedAt), isNull(dataRequests.doneAt)))
      .returning({ id: dataRequests.id })
    if (rows.length === 0) return false
    const ends = new Date(now.getTime() + (what === 'copy' ? COPY_MS : ANSWER_MS))
    await tx.update(links).set({ expiresAt: ends }).where(eq(links.subjectId, id))
    await changeWithin(tx, now, ({ note }) => note(caseId, { kind: 'data asked', data: { what } }))
    if (what === 'copy') await exportCustomer({ db: tx }, { customer: customerId, now, ...by })
    return true
  })
  if (!confirmed) return
  if (what === 'erasure') await eraseAsked(deps, { id, customerId }, now, by.from)
  deps.wake()
}

/** Erases who asked for it, unless something stands in the way: then it is looked at again. */
const eraseAsked = async (
  deps: Pick<Deps, 'db' | 'tokenKey'>,
  { id, customerId }: Asking,
  now: Date,
  from: From,
): Promise<void> => {
  try {
    await eraseCustomer(deps, { customer: customerId, by: { kind: 'customer', id: customerId }, from, now })
    await deps.db
      .update(dataRequests)
      .set({ doneAt: now, againAt: null })
      .where(and(eq(dataRequests.id, id), isNull(dataRequests.doneAt)))
  } catch (error) {
    // Something is owed, or held
    if (!(error instanceof DomainError && error.code === 'conflict')) throw error
    await deps.db
      .update(dataRequests)
      .set({ againAt: new Date(now.getTime() + LOOK_AGAIN_MS) })
      .where(and(eq(dataRequests.id, id), isNull(dataRequests.doneAt)))
  }
}

/** Erases those who asked for it and are owed nothing any more. May run twice, late or not at all. */
export const eraseWaiting = async (
  deps: Pick<Deps, 'db' | 'tokenKey'>,
  { now }: { now: Date },
): Promise<void> => {
  for (let more = true; more; ) {
    const due = await deps.db
      .select({ id: dataRequests.id, customerId: dataRequests.customerId })
      .from(dataRequests)
      .where(lte(dataRequests.againAt, now))
      .orderBy(asc(dataRequests.againAt))
      .limit(BATCH)
    for (const one of due) await eraseAsked(deps, one, now, { door: 'clock' })
    more = due.length === BATCH
  }
}
