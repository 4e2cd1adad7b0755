import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { caseEvents, proposals, timers } from '../../db/schema/index.ts'
import type { Case } from '../cases/case.ts'
import { type Act, changeByStaff } from '../cases/changeByStaff.ts'
import { decidersOf } from '../cases/deciders.ts'
import { textOf } from '../cases/formValues.ts'
import { remedyLabel, timeOf } from '../cases/labels.ts'
import { propose } from '../cases/proposals.ts'
import type { Done } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import type { Member } from '../directory/members.ts'
import { DomainError, type Says } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'
import { type AboveAuthority, authorityOf, type Limit, limitLine } from './authority.ts'
import { type Offer, readOffer } from './offer.ts'
import { type Weigh, weigh } from './weigh.ts'

/** What an approval keeps: the remedy as offered, and what the manager weighs it against, as it stood then. */
export type ApprovalData = {
  offer: Omit<Offer, 'due'> & { due: string }
  /** A right to be confirmed: why. */
  right?: 'above' | 'again'
  /** What it is weighed against, as it was last noted, how often that changed and when, and which of it the card shows. */
  seen?: Weigh
  weighed?: number
  weighedAt?: string
  drawn?: number
  /** The same as older versions of the product kept it: in words. */
  authority?: string
  goodwill?: string
  /** When the decision is due, as its deadline had it. */
  decideBy?: string
  /** What was promised in the end, if not as offered. */
  decided?: Pick<Offer, 'kind' | 'amount' | 'currency' | 'words'> & { ground?: string | null }
}

/**
 * A manager is asked for what is above the liaison's authority, and to confirm a right that is above its limit or the
 * same again. The case's promise stays as it is.
 */
export const askApproval = async (
  deps: EdgeDeps,
  act: Act,
  { limit, right }: Pick<AboveAuthority, 'limit' | 'right'>,
): Promise<Done> => {
  let told: Says = () => ''
  const made = await changeByStaff(deps, 'remedy', act, async (found) => {
    const offer = readOffer(act, found, await authorityOf(deps.db, found.departmentKey))
    const [to] = await decidersOf(deps.db, found, act.now, [act.by.id])
    if (!to) throw nobody(offer, limit)
    const why = right ? textOf(act, 'why', { min: 0, max: 1000 }) : whyOf(act, offer, limit, to)
    const data: ApprovalData = {
      offer: { ...offer, due: offer.due.toISOString() },
      ...(right ? { right } : {}),
      seen: await weigh(deps.db, found, offer, act.by.id, act.now),
    }
    const { kind, amount, currency } = offer
    return {
      set: {},
      event: { kind: 'approval asked', text: why, data: { kind, amount, currency, to: to.name } },
      also: async (change, event) => {
        const { tx } = change
        await noneWaiting(tx, found, offer)
        const proposal = await propose(change, found, {
          kind: 'approval',
          by: act.by.id,
          toPerson: to.id,
          words: why,
          data,
          destination: to.place,
        })
        await change.reconcile()
        const due = await dueOf(tx, proposal)
        await tx
          .update(proposals)
          .set({ data: { ...data, decideBy: due.toISOString() } })
          .where(eq(proposals.id, proposal))
        await tx
          .update(caseEvents)
          .set({ data: { proposal, kind, amount, currency, to: to.name, due } })
          .where(eq(caseEvents.id, event))
        told = (words) =>
          right
            ? words.remedies.right.asked[right](
                to.name,
                remedyLabel(offer, words),
                timeOf(found, due, words),
                limitLine(limit, words),
              )
            : words.remedies.above.asked(
                ...aboveOf(offer, limit, words),
                to.name,
                remedyLabel(offer, words),
                timeOf(found, due, words),
              )
      },
    }
  })
  return made === 'made' ? { notice: told } : made
}

/** The kind, and how far the authority for it goes. */
const aboveOf = ({ kind }: Offer, limit: Limit | undefined, words: StaffWords): [string, string] => [
  words.labels.remedies[kind],
  limitLine(limit, words),
]

const nobody = (offer: Offer, limit: Limit | undefined) =>
  new DomainError(
    'invalid',
    (words) => words.remedies.above.nobody(...aboveOf(offer, limit, words)),
    'amount',
  )

const whyOf = (act: Act, offer: Offer, limit: Limit | undefined, to: Member) => {
  const why = textOf(act, 'why', { min: 0, max: 1000 })
  if (why.length >= 5) return why
  throw new DomainError(
    'invalid',
    (words) => words.remedies.above.why(...aboveOf(offer, limit, words), to.name),
    'why',
  )
}

/** One approval of one kind of remedy waits at a time: two would pay twice. The case's row is held. */
const noneWaiting = async (tx: Tx, found: Case, { kind }: Offer) => {
  const [waiting] = await tx
    .select({
      data: proposals.data,
      to: sql<string>`(select name from people where id = ${proposals.toPerson})`,
    })
    .from(proposals)
    .where(
      and(
        eq(proposals.caseId, found.id),
        eq(proposals.kind, 'approval'),
        eq(proposals.state, 'waiting'),
        sql`${proposals.data} -> 'offer' ->> 'kind' = ${kind}`,
      ),
    )
  if (!waiting) return
  const { offer } = waiting.data as ApprovalData
  throw new DomainError('conflict', (words) =>
    words.remedies.above.waiting(waiting.to, remedyLabel(offer, words)),
  )
}

/** When the decision is due, as its deadline has it. */
const dueOf = async (tx: Tx, proposal: string): Promise<Date> => {
  const [timer] = await tx.select({ dueAt: timers.dueAt }).from(timers).where(eq(timers.subjectId, proposal))
  return timer!.dueAt
}
