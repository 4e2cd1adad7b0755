import type { Action, CardPart } from '../../integrations/chat.ts'
import type { Case } from '../cases/case.ts'
import { remedyLabel, rightLabel, saidParts, timeOf } from '../cases/labels.ts'
import type { Proposal } from '../cases/proposals.ts'
import type { StaffWords } from '../locales/staff.ts'
import { staffMoney } from '../money.ts'
import type { Names, RenderProposal } from '../render/proposalCard.ts'
import type { ApprovalData } from './askApproval.ts'
import { goodwillLine, limitLine } from './authority.ts'
import type { Weigh } from './weigh.ts'

/** The card of an approval: what is asked, against which authority, and once it is decided who decided what. Pure. */
export const renderApproval: RenderProposal = (found, proposal, names, words) => {
  const say = words.proposals.approval
  const data = proposal.data as ApprovalData
  const what = remedyLabel(data.offer, words)
  const waiting = proposal.state === 'waiting'
  const outcome = outcomeLine(found, proposal, names, words)
  const { right } = data
  const actions: Action[] = [
    { verb: 'approve', label: right ? say.confirm : say.approve, opens: 'nothing', style: 'primary' },
    ...(data.offer.amount || right
      ? [
          {
            verb: 'change-amount',
            label: right ? say.correct : say.changeAmount,
            opens: 'form',
          } satisfies Action,
        ]
      : []),
    // A right is never cut
    ...(right ? [] : [{ verb: 'decline-remedy', label: say.decline, opens: 'form' } satisfies Action]),
  ]
  const shown = waiting ? data : { ...data, decideBy: undefined }
  return {
    title: (waiting ? (right ? say.confirmTitle : say.waitingTitle) : say.title)(found.number, what),
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
  { offer, decideBy, right, seen, ...before }: ApprovalData,
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
        {
          label: say.remedy,
          value: say[offer.statutory ? 'byRight' : 'goodwill'](remedyLabel(offer, words), !!offer.replaces),
        },
        ...(offer.ground ? [{ label: say.ground, value: rightLabel(offer.ground, words) }] : []),
        ...(right ? [{ label: say.whyConfirm, value: say.right[right] }] : []),
        { label: say.doneBy, value: at(offer.due) },
        ...(decideBy ? [{ label: say.decideBy, value: at(decideBy) }] : []),
        ...(by && found.customerName ? [{ label: labels.customer, value: found.customerName }] : []),
        {
          label: say.authority,
          value: seen ? limitLine(seen.limit ?? undefined, words) : (before.authority ?? ''),
        },
        ...togetherFacts(offer, seen, words),
        {
          label: labels.goodwill,
          value: seen ? goodwillLine(seen.goodwill, words) : (before.goodwill ?? ''),
        },
      ],
    },
    ...(why ? [{ kind: 'quote' as const, label: labels.why, text: why }] : []),
    { kind: 'quote', label: say.toCustomer, text: offer.words },
    ...(offer.insteadOf
      ? [{ kind: 'quote' as const, label: labels.otherThanWished, text: offer.insteadOf }]
      : []),
  ]
}

/** With what the case had of it, where it had any. */
const togetherFacts = (
  { amount, currency }: ApprovalData['offer'],
  seen: Weigh | undefined,
  words: StaffWords,
) => {
  const limit = seen?.limit
  if (!amount || !limit || limit.given === 0 || limit.currency !== currency) return []
  const sum = staffMoney(Number(amount) + limit.given, currency, words)
  return [{ label: words.proposals.approval.together, value: sum }]
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
  const { right } = data as ApprovalData
  if (!decided) return (right ? say.confirmed : say.approved)(answeredBy, at)
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
