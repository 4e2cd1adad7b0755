import type { Action, CardPart } from '../../integrations/chat.ts'
import type { Case } from '../cases/caseFile.ts'
import { remedyLabel, saidParts, timeOf } from '../cases/labels.ts'
import type { Proposal } from '../cases/proposals.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { Names, RenderProposal } from '../render/proposalCard.ts'
import type { ApprovalData } from './askApproval.ts'

/** The card of an approval: what is asked, against which authority, and once it is decided who decided what. Pure. */
export const renderApproval: RenderProposal = (found, proposal, names, words) => {
  const say = words.proposals.approval
  const data = proposal.data as ApprovalData
  const what = remedyLabel(data.offer, words)
  const waiting = proposal.state === 'waiting'
  const outcome = outcomeLine(found, proposal, names, words)
  const actions: Action[] = [
    { verb: 'approve', label: say.approve, opens: 'nothing', style: 'primary' },
    ...(data.offer.amount
      ? [{ verb: 'change-amount', label: say.changeAmount, opens: 'form' } satisfies Action]
      : []),
    { verb: 'decline-remedy', label: say.decline, opens: 'form' },
  ]
  const shown = waiting ? data : { ...data, decideBy: undefined }
  return {
    title: (waiting ? say.waitingTitle : say.title)(found.number, what),
    summary: say.summary(found.number, waiting ? say.asks(names.by, what) : outcome),
    tone: waiting ? 'waiting' : proposal.state === 'accepted' ? 'good' : 'plain',
    parts: [
      ...(waiting ? [] : [{ kind: 'text' as const, text: outcome }, ...decidedParts(proposal, words)]),
      ...approvalParts(shown, proposal.words, found, words, names.by),
      ...saidParts(found, words),
    ],
    actions: waiting ? actions : [],
  }
}

/** What is asked for, and what a manager weighs it against. */
export const approvalParts = (
  { offer, authority, goodwill, decideBy }: ApprovalData,
  why: string,
  found: Case,
  words: StaffWords,
  by?: string | null,
): CardPart[] => {
  const { labels, proposals } = words
  const say = proposals.approval
  const at = (date: string) => timeOf(found, new Date(date), words)
  return [
    {
      kind: 'facts',
      facts: [
        ...(by ? [{ label: say.askedBy, value: by }] : []),
        { label: say.remedy, value: say.goodwill(remedyLabel(offer, words), !!offer.replaces) },
        { label: say.doneBy, value: at(offer.due) },
        ...(decideBy ? [{ label: say.decideBy, value: at(decideBy) }] : []),
        ...(by && found.customerName ? [{ label: labels.customer, value: found.customerName }] : []),
        { label: say.authority, value: authority },
        { label: labels.goodwill, value: goodwill },
      ],
    },
    { kind: 'quote', label: labels.why, text: why },
    { kind: 'quote', label: say.toCustomer, text: offer.words },
    ...(offer.insteadOf
      ? [{ kind: 'quote' as const, label: labels.otherThanWished, text: offer.insteadOf }]
      : []),
  ]
}

const outcomeLine = (
  found: Case,
  { state, data, answeredAt }: Proposal,
  { answeredBy }: Names,
  words: StaffWords,
): string => {
  const say = words.proposals.approval
  const { decided } = data as ApprovalData
  const at = answeredAt ? `, ${timeOf(found, answeredAt, words)}` : ''
  if (state === 'withdrawn' || state === 'timed out') return say.withdrawn(at)
  if (!decided) return say.approved(answeredBy, at)
  return (state === 'declined' ? say.declined : say.changed)(answeredBy, remedyLabel(decided, words), at)
}

const decidedParts = ({ data, answer }: Proposal, { proposals }: StaffWords): CardPart[] => {
  const say = proposals.approval
  const { decided } = data as ApprovalData
  return [
    ...(answer ? [{ kind: 'quote' as const, label: say.forLiaison, text: answer }] : []),
    ...(decided ? [{ kind: 'quote' as const, label: say.promised, text: decided.words }] : []),
  ]
}
