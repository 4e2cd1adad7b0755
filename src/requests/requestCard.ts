import type { Action, Card, CardPart } from '../../integrations/chat.ts'
import type { Case } from '../cases/case.ts'
import { timeOf } from '../cases/labels.ts'
import type { Proposal } from '../cases/proposals.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { RenderProposal } from '../render/proposalCard.ts'

/** The deed and what it needs: nothing of the customer but the reference it is about. */
export const requestParts = (
  found: Case,
  { words: deed, deedDueAt }: Pick<Proposal, 'words' | 'deedDueAt'>,
  words: StaffWords,
): CardPart[] => {
  const { labels, proposals } = words
  const say = proposals.request
  return [
    { kind: 'quote', label: say.asked, text: deed },
    {
      kind: 'facts',
      facts: [
        { label: say.by, value: deedDueAt ? timeOf(found, deedDueAt, words) : say.soon },
        { label: labels.case, value: String(found.number) },
        ...(found.reference ? [{ label: labels.reference, value: found.reference }] : []),
        { label: say.from, value: found.department },
      ],
    },
  ]
}

/** The card of a request. Pure. */
export const renderRequest: RenderProposal = (found, proposal, { by, to, answeredBy }, words): Card => {
  const { state, answer, answeredAt, doneAt } = proposal
  const say = words.proposals.request
  const when = (at: Date | null) => (at ? `, ${timeOf(found, at, words)}` : '')
  const standing: Record<Proposal['state'], string> = {
    waiting: say.standing.waiting(by ?? found.accountable, to, found.accountable),
    accepted: say.standing.accepted(answeredBy, when(answeredAt)),
    declined: say.standing.declined(answeredBy, when(answeredAt)),
    done: say.standing.done(when(doneAt)),
    withdrawn: say.standing.withdrawn(when(answeredAt)),
    'timed out': say.standing.timedOut,
  }
  const actions: Partial<Record<Proposal['state'], Action[]>> = {
    waiting: [
      { verb: 'accept-request', label: say.accept, opens: 'nothing', style: 'primary' },
      { verb: 'decline-request', label: say.decline, opens: 'form' },
    ],
    accepted: [{ verb: 'request-done', label: say.done, opens: 'form', style: 'primary' }],
  }
  return {
    title: say.title(found.number),
    summary: say.summary(found.department, found.number, state),
    tone: state === 'waiting' || state === 'accepted' ? 'waiting' : state === 'done' ? 'good' : 'plain',
    parts: [
      { kind: 'text', text: standing[state] },
      ...(answer ? [{ kind: 'quote' as const, text: answer }] : []),
      ...requestParts(found, proposal, words),
    ],
    actions: actions[state] ?? [],
  }
}
