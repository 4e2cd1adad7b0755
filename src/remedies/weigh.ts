import { and, eq, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { cases, departments, proposals } from '../../db/schema/index.ts'
import type { Case } from '../cases/case.ts'
import { type Proposal, updateProposalCards } from '../cases/proposals.ts'
import { DomainError } from '../errors.ts'
import { staffMoney } from '../money.ts'
import type { ApprovalData } from './askApproval.ts'
import {
  type Goodwill,
  goodwillGiven,
  goodwillLine,
  holdCustomer,
  holdPerson,
  type Limit,
  limitLine,
  limitOf,
} from './authority.ts'
import type { Offer } from './offer.ts'
import { rightLimit } from './rights.ts'

/** What a manager weighs a remedy against: how far authority goes, what was used of it, and goodwill in 12 months. */
export type Weigh = { limit: Limit | null; goodwill: Goodwill[] }

type Weighable = Pick<Case, 'id' | 'departmentKey' | 'timeZone' | 'customerId'>
type Weighed = Pick<Offer, 'kind' | 'amount' | 'currency' | 'statutory' | 'ground' | 'replaces'>

/** As it is now. `by`: who offers it. */
export const weigh = async (
  tx: Tx,
  found: Weighable,
  offer: Weighed,
  by: string,
  now: Date,
): Promise<Weigh> => {
  const { kind, replaces } = offer
  const limit = offer.statutory
    ? await rightLimit(tx, found, offer)
    : await limitOf(tx, found, { kind, by, now, replaces })
  return { limit: limit ?? null, goodwill: await goodwillGiven(tx, found.customerId, now) }
}

/** As figures: what comes back from the database has its names in another order. */
const figures = ({ limit, goodwill }: Weigh): string =>
  JSON.stringify([
    limit && [limit.currency, limit.amount, limit.given, limit.month ?? null, limit.givenInMonth],
    goodwill.map(({ currency, amount, times }) => [currency, amount, times]),
  ])
const same = (a: Weigh, b: Weigh) => figures(a) === figures(b)

/**
 * Goodwill was given to this customer, or by this person: approvals that wait are weighed against the new sums, and their
 * cards are updated.
 */
export const weighAgain = async (
  tx: Tx,
  { customerId, by }: { customerId: string; by: string },
  now: Date,
): Promise<void> => {
  const waiting = await tx
    .select({
      proposal: proposals,
      found: {
        id: cases.id,
        departmentKey: cases.departmentKey,
        customerId: cases.customerId,
        timeZone: departments.timeZone,
      },
    })
    .from(proposals)
    .innerJoin(cases, eq(cases.id, proposals.caseId))
    .innerJoin(departments, eq(departments.key, cases.departmentKey))
    .where(
      and(
        eq(proposals.kind, 'approval'),
        eq(proposals.state, 'waiting'),
        or(eq(cases.customerId, customerId), eq(proposals.by, by)),
      ),
    )
    .orderBy(proposals.id)
    // One that is being decided on meets what is given here by itself
    .for('update', { of: proposals, skipLocked: true })
  for (const one of waiting) await weighOne(tx, one, now)
}

const weighOne = async (
  tx: Tx,
  { proposal, found }: { proposal: Proposal; found: Weighable },
  now: Date,
): Promise<void> => {
  const data = proposal.data as ApprovalData
  const seen = await weigh(tx, found, data.offer, proposal.by!, now)
  if (data.seen && same(data.seen, seen)) return
  const changed = { seen, weighed: (data.weighed ?? 0) + 1, weighedAt: now.toISOString() }
  await tx
    .update(proposals)
    .set({ data: sql`${proposals.data} || ${JSON.stringify(changed)}::jsonb` })
    .where(eq(proposals.id, proposal.id))
  await updateProposalCards(tx, proposal, now)
}

/** How long a card may take to be rendered again; after that a decision does not wait for it. */
const DRAWN_WITHIN = 60_000

/**
 * Under the rows of the case and the customer: what the manager decides on is what they saw. Throws `Stale` where
 * something was given since.
 */
export const stillAsSeen = async (tx: Tx, found: Weighable, proposal: Proposal, now: Date): Promise<void> => {
  await holdPerson(tx, proposal.by!)
  await holdCustomer(tx, found)
  const [row] = await tx.select({ data: proposals.data }).from(proposals).where(eq(proposals.id, proposal.id))
  const data = row!.data as ApprovalData
  const seen = await weigh(tx, found, data.offer, proposal.by!, now)
  const drawn = (data.weighed ?? 0) === (data.drawn ?? 0)
  const soon = data.weighedAt && now.getTime() - new Date(data.weighedAt).getTime() < DRAWN_WITHIN
  if (data.seen && (!same(data.seen, seen) || (!drawn && soon))) throw new Stale(data.offer, seen)
}

/** Something was given since the manager's card was rendered. */
export class Stale extends DomainError {
  constructor({ amount, currency }: Pick<Offer, 'amount' | 'currency'>, { limit, goodwill }: Weigh) {
    super('conflict', (words) =>
      words.remedies.decide.stale(
        goodwillLine(goodwill, words),
        limitLine(limit ?? undefined, words),
        amount && limit && limit.currency === currency
          ? staffMoney(Number(amount) + limit.given, currency, words)
          : '',
      ),
    )
  }
}
