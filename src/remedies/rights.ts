import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { remedies } from '../../db/schema/index.ts'
import type { Case } from '../cases/case.ts'
import { GROUNDS } from '../cases/remedyKinds.ts'
import { AboveAuthority, authorityOf, type Limit } from './authority.ts'
import type { Offer } from './offer.ts'

type Right = Pick<Offer, 'kind' | 'amount' | 'currency' | 'ground' | 'replaces'>

/** Rights told in words count as one: nobody can tell them apart. */
const sameGround = (one: string | null, other: string | null) =>
  one === other || !(Object.hasOwn(GROUNDS, one ?? '') || Object.hasOwn(GROUNDS, other ?? ''))

/** Up to this much money by right a manager need not see, and what the case had of it. */
export const rightLimit = async (
  tx: Tx,
  found: Pick<Case, 'id' | 'departmentKey'>,
  right: Right,
): Promise<Limit | undefined> => {
  const authority = await authorityOf(tx, found.departmentKey)
  const limit = authority.right ?? authority.refund
  if (!limit) return undefined
  const given = (await rightsOf(tx, found, right))
    .filter(({ amount, currency }) => amount !== null && currency === limit.currency)
    .reduce((sum, { amount }) => sum + Number(amount), 0)
  return { amount: limit.amount, currency: limit.currency, given, givenInMonth: 0 }
}

const rightsOf = (tx: Tx, found: Pick<Case, 'id'>, { replaces }: Right) =>
  tx
    .select({ amount: remedies.amount, currency: remedies.currency, ground: remedies.ground })
    .from(remedies)
    .where(
      and(
        eq(remedies.caseId, found.id),
        eq(remedies.statutory, true),
        isNull(remedies.withdrawnAt),
        replaces ? ne(remedies.id, replaces) : undefined,
      ),
    )

/**
 * Within the transaction that promises it, under the case's row: throws AboveAuthority where a right has to be
 * confirmed by a manager, since it is the same one again or its money, with what the case had, is above the limit.
 */
export const confirmedFirst = async (tx: Tx, found: Case, right: Right): Promise<void> => {
  const limit = await rightLimit(tx, found, right)
  const again = (await rightsOf(tx, found, right)).some(({ ground }) => sameGround(ground, right.ground))
  if (again) throw new AboveAuthority(right.kind, limit, 'again')
  if (right.amount === null) return
  const within =
    limit && limit.currency === right.currency && Number(right.amount) + limit.given <= limit.amount
  if (!within) throw new AboveAuthority(right.kind, limit, 'above')
}
