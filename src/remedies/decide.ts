import { randomUUID } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { cases, departmentPeople, people } from '../../db/schema/index.ts'
import type { Case } from '../cases/case.ts'
import { submittedBefore } from '../cases/change.ts'
import type { NewCaseEvent } from '../cases/events.ts'
import { dueOf, nextBusinessDate } from '../cases/formValues.ts'
import { timeOf } from '../cases/labels.ts'
import { answerProposal, caseOf, findProposal, type Proposal } from '../cases/proposals.ts'
import { type Actor, rightsOn } from '../cases/rights.ts'
import { isOpen } from '../cases/states.ts'
import type { Done, Given, OtherVerb } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import { isExcluded } from '../directory/excluded.ts'
import { DomainError } from '../errors.ts'
import type { ApprovalData } from './askApproval.ts'
import { enact, promised } from './enact.ts'
import { type Offer, replaceable } from './offer.ts'
import { Stale, stillAsSeen, weighAgain } from './weigh.ts'

export type Approval = { proposal: Proposal; data: ApprovalData; found: Case }

const IN_RECOVERY = ['owned', 'recovering'] as const

/**
 * An approval that this person may decide now: a manager of the department or of management, never who asked for it nor
 * whom the case is about. Throws what a submit would meet: who was quicker, or where the case stands.
 */
export const toDecide = async (deps: EdgeDeps, id: string, by: Actor): Promise<Approval> => {
  const proposal = await findProposal(deps, id)
  if (proposal.kind !== 'approval')
    throw new DomainError('unknown', ({ remedies }) => remedies.decide.noApproval)
  const found = await caseOf(deps, proposal)
  const decides =
    (await wasAsked(deps, proposal, found, by)) || (await rightsOn(deps.db, found, by)).may('manager')
  if (proposal.by === by.id || !decides) {
    const asked = await nameOf(deps, proposal.toPerson)
    throw new DomainError('forbidden', ({ remedies: { decide: say } }) =>
      proposal.by === by.id ? say.own(asked) : say.managers(found.department, asked),
    )
  }
  if (proposal.state !== 'waiting') throw await decidedBefore(deps, proposal, found, by)
  const data = proposal.data as ApprovalData
  // A right outlives its case
  if (!data.right && !inRecovery(found)) throw pastRecovery(found)
  return { proposal, data, found }
}

const inRecovery = ({ state }: Case) => (IN_RECOVERY as readonly string[]).includes(state)

/** Who was asked, and is still a manager: also where the case went to another department since. */
const wasAsked = async ({ db }: EdgeDeps, { toPerson }: Proposal, found: Case, by: Actor) => {
  if (toPerson !== by.id || isExcluded(found, by)) return false
  const [manages] = await db
    .select({ role: departmentPeople.role })
    .from(departmentPeople)
    .where(and(eq(departmentPeople.personId, by.id), eq(departmentPeople.role, 'manager')))
    .limit(1)
  return manages !== undefined
}

const nameOf = async ({ db }: EdgeDeps, id: string | null): Promise<string | undefined> => {
  const [person] = id ? await db.select({ name: people.name }).from(people).where(eq(people.id, id)) : []
  return person?.name
}

/** What was decided, as others hear it. */
const outcomeOf = ({ state, data }: Proposal) =>
  state === 'declined' ? 'declined' : (data as ApprovalData).decided ? 'changed' : 'approved'

const decidedBefore = async (deps: EdgeDeps, proposal: Proposal, found: Case, by: Actor) => {
  if (proposal.state === 'withdrawn') {
    const accountable = isOpen(found.state) ? found.accountable : null
    return new DomainError('conflict', ({ remedies }) =>
      remedies.decide.withdrawn(found.number, accountable, found.state),
    )
  }
  const name = await nameOf(deps, proposal.answeredBy)
  return new DomainError('conflict', (words) => {
    const { before, outcome } = words.remedies.decide
    const who = proposal.answeredBy === by.id ? null : (name ?? words.labels.somebody)
    return before(who, outcome[outcomeOf(proposal)], timeOf(found, proposal.answeredAt!, words))
  })
}

const pastRecovery = ({ number, state }: Case) =>
  new DomainError('conflict', ({ remedies }) => remedies.decide.past(number, state))

/** The second submit of a form that decided is told nothing new. */
export const onceDecided =
  (run: OtherVerb['run']): OtherVerb['run'] =>
  async (deps, given) => {
    try {
      return await run(deps, given)
    } catch (error) {
      if (error instanceof DomainError && (await submittedBefore(deps, given.formId))) return 'made before'
      throw error
    }
  }

type Decision = {
  state: 'accepted' | 'declined'
  /** For the liaison. */
  answer?: string
  event: (proposal: string) => NewCaseEvent<'approval given' | 'approval changed' | 'approval declined'>
  offer: Offer
  decided?: ApprovalData['decided']
  /** Whose words the customer reads; what the liaison offered is told under the liaison's name. */
  from: string
}

/** Decides once, and enacts what was decided, in one transaction; the others hear who was quicker. */
export const decide = async (
  deps: EdgeDeps,
  { proposal, data, found }: Approval,
  { by, now, formId, subject }: Given,
  { state, answer, event, offer, decided, from }: Decision,
): Promise<Done> => {
  const id = randomUUID()
  const decision = answerProposal(deps, proposal, now, {
    from: ['waiting'],
    set: {
      state,
      answer,
      answeredBy: by.id,
      answeredAt: now,
      data: {
        ...data,
        // A late approval moves the date: its card names the one the customer reads
        ...(state === 'accepted' ? { offer: { ...data.offer, due: offer.due.toISOString() } } : {}),
        ...(decided ? { decided } : {}),
      },
    },
    event: { ...event(proposal.id), text: answer },
    by: by.id,
    formId,
    also: async (change) => {
      const { tx } = change
      await stillAsSeen(tx, found, proposal, now)
      await recover(tx, found, data.right !== undefined)
      const noted = await change.note(found.id, { ...promised(id, offer), by: from })
      await enact(tx, found, {
        id,
        offer,
        by: state === 'declined' ? by.id : proposal.by!,
        declines: state === 'declined',
        proposalId: proposal.id,
        event: noted,
        now,
      })
    },
  })
  const made = await decision.catch(async (error) => {
    // The card now shows what the manager did not see, and they decide again
    if (error instanceof Stale)
      await deps.db.transaction((tx) =>
        weighAgain(tx, { customerId: found.customerId, by: proposal.by! }, now),
      )
    throw error
  })
  if (made !== 'late') return made
  throw await decidedBefore(deps, await findProposal(deps, subject), await caseOf(deps, proposal), by)
}

/** Within recovery the case goes on; a right is promised after its end as well. */
export const recover = async (tx: Tx, found: Case, outlives = false): Promise<void> => {
  if (outlives && !inRecovery(found)) return
  const moved = await tx
    .update(cases)
    .set({ state: 'recovering' })
    .where(and(eq(cases.id, found.id), inArray(cases.state, [...IN_RECOVERY])))
    .returning({ id: cases.id })
  if (moved.length === 0)
    throw new DomainError('conflict', ({ remedies }) => remedies.decide.meanwhile(found.number))
}

/**
 * The offer as it was asked for. A date that passed meanwhile becomes the next business day; what can't be replaced any
 * more, since it is done or the customer accepted it, is not.
 */
export const offered = ({ data: { offer }, found }: Approval, now: Date): Offer => {
  const due = new Date(offer.due)
  const replaces = replaceable(found).find(({ id }) => id === offer.replaces)?.id ?? null
  const again = () => dueOf({ values: { due: nextBusinessDate(found, now) }, now }, 'due', found)
  return { ...offer, replaces, due: due > now ? due : again() }
}
