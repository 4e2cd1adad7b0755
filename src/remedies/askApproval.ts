import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { caseEvents, proposals, timers } from '../../db/schema/index.ts'
import type { Case } from '../cases/caseFile.ts'
import { type Act, changeByStaff } from '../cases/changeByStaff.ts'
import { decidersOf } from '../cases/deciders.ts'
import { textOf } from '../cases/formValues.ts'
import { remedyLabel, timeOf } from '../cases/labels.ts'
import { propose } from '../cases/proposals.ts'
import { REMEDIES } from '../cases/remedyKinds.ts'
import type { Done } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import type { Member } from '../directory/members.ts'
import { DomainError } from '../errors.ts'
import { authorityOf, goodwillGiven, goodwillLine, type Limit, limitLine } from './authority.ts'
import { type Offer, readOffer } from './offer.ts'

/** What an approval keeps: the remedy as offered, and what the manager weighs it against, as it stood then. */
export type ApprovalData = {
  offer: Omit<Offer, 'due'> & { due: string }
  authority: string
  goodwill: string
  /** By when it is to be decided, as its clock had it. */
  decideBy?: string
  /** What was promised in the end, if not as offered. */
  decided?: Pick<Offer, 'kind' | 'amount' | 'currency' | 'words'>
}

/** A manager is asked for what is above the liaison's authority. The case's promise stays as it is. */
export const askApproval = async (deps: EdgeDeps, act: Act, limit: Limit | undefined): Promise<Done> => {
  let told = ''
  const made = await changeByStaff(deps, 'remedy', act, async (found) => {
    const offer = readOffer(act, found, await authorityOf(deps.db, found.departmentKey))
    const [to] = await decidersOf(deps.db, found, act.now, [act.by.id])
    const above = aboveOf(offer, limit)
    if (!to) throw nobody(above)
    const why = whyOf(act, above, to)
    const data: ApprovalData = {
      offer: { ...offer, due: offer.due.toISOString() },
      authority: limitLine(limit),
      goodwill: goodwillLine(await goodwillGiven(deps.db, found.customerId, act.now)),
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
        told = `${above}: ${to.name} decides on ${remedyLabel(offer)}, by ${timeOf(found, due)}. You hear it in the case's thread. The customer is told nothing of it yet: the next word to them is due as before.`
      },
    }
  })
  return made === 'made' ? { notice: told } : made
}

const aboveOf = ({ kind }: Offer, limit: Limit | undefined) =>
  `Above your authority for ${REMEDIES[kind].label.toLowerCase()} (${limitLine(limit)})`

const nobody = (above: string) =>
  new DomainError(
    'invalid',
    `${above}, and nobody else here can decide on it. Offer what is within it, and have an administrator add a manager.`,
    'amount',
  )

const whyOf = (act: Act, above: string, to: Member) => {
  const why = textOf(act, 'why', { min: 0, max: 1000 })
  if (why.length < 5)
    throw new DomainError('invalid', `${above}: say in a line why, and ${to.name} decides.`, 'why')
  return why
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
  throw new DomainError(
    'conflict',
    `${waiting.to} is already deciding on ${remedyLabel(offer)} for this customer. Wait for that answer, or offer something within your authority meanwhile.`,
  )
}

/** By when it is to be decided, as its clock has it. */
const dueOf = async (tx: Tx, proposal: string): Promise<Date> => {
  const [timer] = await tx.select({ dueAt: timers.dueAt }).from(timers).where(eq(timers.subjectId, proposal))
  return timer!.dueAt
}
