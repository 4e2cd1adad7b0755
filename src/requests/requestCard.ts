import type { Action, Card, CardPart } from '../../integrations/chat.ts'
import type { Case } from '../cases/caseFile.ts'
import { timeOf } from '../cases/labels.ts'
import type { Proposal } from '../cases/proposals.ts'
import type { DrawProposal } from '../render/proposalCard.ts'

const DECLINE: Action = { verb: 'decline-request', label: 'Decline', opens: 'form' }
const ACTIONS: Partial<Record<Proposal['state'], Action[]>> = {
  waiting: [{ verb: 'accept-request', label: 'Accept', opens: 'nothing', style: 'primary' }, DECLINE],
  accepted: [{ verb: 'request-done', label: 'Done', opens: 'form', style: 'primary' }],
}

/** The deed and what it needs: nothing of the customer but the reference it is about. */
export const requestParts = (
  found: Case,
  { words, deedDueAt }: Pick<Proposal, 'words' | 'deedDueAt'>,
): CardPart[] => [
  { kind: 'quote', label: 'What is asked', text: words },
  {
    kind: 'facts',
    facts: [
      { label: 'By', value: deedDueAt ? timeOf(found, deedDueAt) : 'as soon as you can' },
      { label: 'Case', value: String(found.number) },
      ...(found.reference ? [{ label: 'Reference', value: found.reference }] : []),
      { label: 'From', value: found.department },
    ],
  },
]

/** The card of a request. Pure. */
export const drawRequest: DrawProposal = (found, proposal, { by, to, answeredBy }): Card => {
  const { state, answer, answeredAt, doneAt } = proposal
  const when = (at: Date | null) => (at ? `, ${timeOf(found, at)}` : '')
  const standing: Record<Proposal['state'], string> = {
    waiting: `${by ?? found.accountable} asks ${to ?? 'you'} for one deed. The case stays with ${found.accountable}.`,
    accepted: `${answeredBy ?? 'Somebody'} accepted it${when(answeredAt)}.`,
    declined: `${answeredBy ?? 'Somebody'} declined it and offered something else${when(answeredAt)}:`,
    done: `Done${when(doneAt)}:`,
    withdrawn: `Not needed any more${when(answeredAt)}: thank you.`,
    'timed out': 'Not needed any more.',
  }
  return {
    title: `Case ${found.number}: request`,
    summary: `Request from ${found.department}, case ${found.number}: ${state}`,
    tone: state === 'waiting' || state === 'accepted' ? 'waiting' : state === 'done' ? 'good' : 'plain',
    parts: [
      { kind: 'text', text: standing[state] },
      ...(answer ? [{ kind: 'quote' as const, text: answer }] : []),
      ...requestParts(found, proposal),
    ],
    actions: ACTIONS[state] ?? [],
  }
}
