import { and, eq } from 'drizzle-orm'
import type { Db, Tx } from '../../db/client.ts'
import { people, proposals } from '../../db/schema/index.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { changeWithin, submittedBefore } from '../cases/change.ts'
import { intro, long } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { mailCustomer } from '../cases/mailCustomer.ts'
import { owesAfterEnd } from '../cases/owed.ts'
import {
  answerProposal,
  caseOf,
  findProposal,
  type Proposal,
  updateProposalCards,
} from '../cases/proposals.ts'
import type { Actor } from '../cases/rights.ts'
import { isOpen } from '../cases/states.ts'
import { handTo } from '../cases/transfer.ts'
import type { Given, OtherVerb } from '../cases/verb.ts'
import { placeOf } from '../directory/accounts.ts'
import { isExcluded } from '../directory/excluded.ts'
import { DomainError } from '../errors.ts'
import { wordFor } from '../locales/index.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { Receiver } from './present.ts'

/** Only who it was offered to may answer, once, and never the person the case is about. */
const answerable = (proposal: Proposal, found: Case, by: Actor) => {
  if (isExcluded(found, by))
    throw new DomainError('forbidden', ({ rights: say }) => say.aboutYou(found.number))
  if (proposal.kind !== 'handover' || proposal.toPerson !== by.id)
    throw new DomainError('forbidden', ({ turns: { handover: say } }) => say.notYours)
  const goesOn = isOpen(found.state) || owesAfterEnd(found)
  if (proposal.state !== 'waiting' || !goesOn) throw late(found, proposal)
}

const late = ({ accountable, number }: Case, { state }: Pick<Proposal, 'state'>) =>
  new DomainError('conflict', ({ turns: { handover: say } }) =>
    say.has(wordFor(say.late, state) ?? say.late.other, number, accountable),
  )

const receiver = async (db: Db, proposal: Proposal, found: Case): Promise<Receiver> => {
  const sql = db.$client
  const [row] = await sql<Receiver[]>`
    select p.id, p.name, ${sql.unsafe(placeOf('p'))} as place, d.key as department_key, d.name as department
    from people p join departments d on d.key = ${proposal.toDepartment ?? found.departmentKey} where p.id = ${proposal.toPerson}`
  return row!
}

const accept = async (deps: Parameters<OtherVerb['run']>[0], { subject, by, now, formId }: Given) => {
  const proposal = await findProposal(deps, subject)
  const found = await caseOf(deps, proposal)
  answerable(proposal, found, by)
  const to = await receiver(deps.db, proposal, found)
  const made = await answerProposal(deps, proposal, now, {
    from: ['waiting'],
    set: { state: 'accepted', answeredBy: by.id, answeredAt: now },
    by: by.id,
    formId,
    event: async ({ tx }) => {
      await handTo(tx, found, to, { now, key: proposal.id, except: proposal.id })
      const department = proposal.toDepartment ? { department: to.department } : {}
      return { kind: 'handover accepted', data: { proposal: proposal.id, to: by.name, ...department } }
    },
    also: ({ tx }, event) => mailCustomer(tx, found, event, now),
  })
  if (made === 'late') throw late(await loadCase(deps.db, found.id), await findProposal(deps, subject))
  return { notice: ({ turns }: StaffWords) => turns.handover.yours(found.number) }
}

const decline = async (deps: Parameters<OtherVerb['run']>[0], given: Given) => {
  const { subject, by, now, formId } = given
  if (await submittedBefore(deps, formId)) return 'made before'
  const text = textOf(given, 'reason', { min: 5, max: 1000 })
  const proposal = await findProposal(deps, subject)
  const found = await caseOf(deps, proposal)
  answerable(proposal, found, by)
  const made = await answerProposal(deps, proposal, now, {
    from: ['waiting'],
    set: { state: 'declined', answeredBy: by.id, answeredAt: now, answer: text },
    by: by.id,
    formId,
    event: { kind: 'handover declined', text, data: { proposal: proposal.id, to: by.name } },
  })
  if (made !== 'late') return made
  if (await submittedBefore(deps, formId)) return 'made before'
  throw late(await loadCase(deps.db, found.id), await findProposal(deps, subject))
}

/**
 * Nobody answered a handover in time: who gave it stays accountable and hears so. In a transaction that holds the
 * case's row. False: it was answered meanwhile, and nothing was changed.
 */
export const timeOutHandover = async (tx: Tx, proposal: Proposal, now: Date): Promise<boolean> => {
  const ended = await tx
    .update(proposals)
    .set({ state: 'timed out', answeredAt: now })
    .where(and(eq(proposals.id, proposal.id), eq(proposals.state, 'waiting')))
    .returning({ id: proposals.id })
  if (ended.length === 0) return false
  const [to] = await tx
    .select({ name: people.name })
    .from(people)
    .where(eq(people.id, proposal.toPerson ?? ''))
  await changeWithin(tx, now, ({ note }) =>
    note(proposal.caseId, { kind: 'handover timed out', data: { proposal: proposal.id, to: to!.name } }),
  )
  await updateProposalCards(tx, proposal, now)
  return true
}

export const acceptHandover: OtherVerb = { run: accept }

export const declineHandover: OtherVerb = {
  form: async (deps, { subject, by, words, formId }) => {
    const say = words.turns.handover.decline
    const proposal = await findProposal(deps, subject)
    const found = await caseOf(deps, proposal)
    answerable(proposal, found, by)
    return {
      id: formId,
      verb: 'decline-handover',
      subject,
      title: say.title,
      submit: say.submit,
      intro: intro(found, words),
      fields: [long('reason', say.reason(found.accountable), 1000)],
    }
  },
  run: decline,
}
