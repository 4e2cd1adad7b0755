import type { Card, CardPart } from '../../integrations/chat.ts'
import type { Case } from '../cases/caseFile.ts'
import { timeOf } from '../cases/labels.ts'
import type { Proposal } from '../cases/proposals.ts'
import { drawCard } from './card.ts'
import type { DrawProposal } from './proposalCard.ts'

const ENDED: Partial<Record<Proposal['state'], string>> = {
  accepted: 'Accepted: the case is yours.',
  declined: 'Declined.',
  'timed out': 'Not answered in time: it stays where it was.',
  withdrawn: 'Withdrawn: it is not offered any more.',
}

/** The card of a handover: what the case is, where it stands, and the answer asked for. Pure. */
export const drawHandover: DrawProposal = (
  found,
  { state, words, data, toDepartment, answeredAt },
  { by, to },
): Card => {
  const waits = state === 'waiting'
  const from = by ?? 'The customer asked for somebody else, and so Amends'
  const ended = ENDED[state]
  return {
    title: `Case ${found.number}: handover`,
    summary: waits ? `${from} offers you case ${found.number}` : `Case ${found.number}: handover ${state}`,
    tone: waits ? 'waiting' : 'plain',
    parts: [
      ...(waits
        ? [
            {
              kind: 'text' as const,
              text: `${from} offers this case to ${to ?? 'you'}. ${found.accountable} stays accountable until you accept.`,
            },
          ]
        : [{ kind: 'text' as const, text: `${ended}${answeredAt ? ` ${timeOf(found, answeredAt)}` : ''}` }]),
      { kind: 'quote', label: 'Why', text: words },
      ...(typeof data.stands === 'string'
        ? [{ kind: 'quote' as const, label: 'Where it stands', text: data.stands }]
        : []),
      ...(waits ? [{ kind: 'rule' as const }, ...facts(found)] : []),
      ...(waits && toDepartment
        ? [{ kind: 'note' as const, text: 'Accepted, it moves to your department with its history.' }]
        : []),
    ],
    actions: waits
      ? [
          { verb: 'accept-handover', label: 'Accept', opens: 'nothing', style: 'primary' },
          { verb: 'decline-handover', label: 'Decline', opens: 'form' },
        ]
      : [],
  }
}

/** The case's own card tells its facts and what was done so far: but for its buttons, it is the same. */
const facts = (found: Case): CardPart[] =>
  drawCard(found).parts.map((part) =>
    part.kind === 'mention' ? { kind: 'text', text: `${part.name} ${part.text}` } : part,
  )
