import type { Action, CardPart } from '../../integrations/chat.ts'
import type { Case } from '../cases/caseFile.ts'
import { remedyLabel, saidParts, timeOf } from '../cases/labels.ts'
import type { Proposal } from '../cases/proposals.ts'
import type { DrawProposal, Names } from '../render/proposalCard.ts'
import type { ApprovalData } from './askApproval.ts'

const ACTIONS: Action[] = [
  { verb: 'approve', label: 'Approve', opens: 'nothing', style: 'primary' },
  { verb: 'change-amount', label: 'Change the amount', opens: 'form' },
  { verb: 'decline-remedy', label: 'Decline with an alternative', opens: 'form' },
]

/** The card of an approval: what is asked, against which authority, and once it is decided who decided what. Pure. */
export const drawApproval: DrawProposal = (found, proposal, names) => {
  const data = proposal.data as ApprovalData
  const what = remedyLabel(data.offer)
  const waiting = proposal.state === 'waiting'
  const outcome = outcomeLine(found, proposal, names)
  return {
    title: waiting ? `Case ${found.number}: ${what}, for your approval` : `Case ${found.number}: ${what}`,
    summary: `Case ${found.number}: ${waiting ? `${names.by ?? 'Somebody'} asks for ${what}` : outcome}`,
    tone: waiting ? 'waiting' : proposal.state === 'accepted' ? 'good' : 'plain',
    parts: [
      ...(waiting ? [] : [{ kind: 'text' as const, text: outcome }, ...decidedParts(proposal)]),
      ...approvalParts(waiting ? data : { ...data, decideBy: undefined }, proposal.words, found, names.by),
      ...saidParts(found),
    ],
    actions: waiting ? ACTIONS.filter(({ verb }) => verb !== 'change-amount' || data.offer.amount) : [],
  }
}

const REPLACING = ', in place of the one the customer asked to change'

/** What is asked for, and what a manager weighs it against. */
export const approvalParts = (
  { offer, authority, goodwill, decideBy }: ApprovalData,
  why: string,
  found: Case,
  by?: string | null,
): CardPart[] => [
  {
    kind: 'facts',
    facts: [
      ...(by ? [{ label: 'Asked by', value: by }] : []),
      { label: 'Remedy', value: `${remedyLabel(offer)}, goodwill${offer.replaces ? REPLACING : ''}` },
      { label: 'To be done by', value: timeOf(found, new Date(offer.due)) },
      ...(decideBy ? [{ label: 'Decide by', value: timeOf(found, new Date(decideBy)) }] : []),
      ...(by && found.customerName ? [{ label: 'Customer', value: found.customerName }] : []),
      { label: 'Authority', value: authority },
      { label: 'Goodwill to this customer in 12 months', value: goodwill },
    ],
  },
  { kind: 'quote', label: 'Why', text: why },
  { kind: 'quote', label: 'To the customer', text: offer.words },
  ...(offer.insteadOf
    ? [{ kind: 'quote' as const, label: 'Why not as the customer wished', text: offer.insteadOf }]
    : []),
]

const outcomeLine = (found: Case, { state, data, answeredAt }: Proposal, { answeredBy }: Names): string => {
  const { decided } = data as ApprovalData
  const at = answeredAt ? `, ${timeOf(found, answeredAt)}` : ''
  if (state === 'withdrawn' || state === 'timed out')
    return `Withdrawn${at}: there is nothing to decide here any more.`
  const who = answeredBy ?? 'Somebody'
  if (state === 'declined') return `${who} declined it and offered instead: ${remedyLabel(decided!)}${at}.`
  return decided ? `${who} changed it to ${remedyLabel(decided)}${at}.` : `${who} approved it${at}.`
}

const decidedParts = ({ data, answer }: Proposal): CardPart[] => [
  ...(answer ? [{ kind: 'quote' as const, label: 'For the liaison', text: answer }] : []),
  ...((data as ApprovalData).decided
    ? [
        {
          kind: 'quote' as const,
          label: 'What the customer was promised',
          text: (data as ApprovalData).decided!.words,
        },
      ]
    : []),
]
