import type { Card, CardPart } from '../../integrations/chat.ts'
import type { Case } from '../cases/case.ts'
import { timeOf } from '../cases/labels.ts'
import type { StaffWords } from '../locales/staff.ts'
import { renderCard } from './card.ts'
import type { RenderProposal } from './proposalCard.ts'

/** The card of a handover: what the case is, where it stands, and the answer asked for. Pure. */
export const renderHandover: RenderProposal = (
  found,
  { state, words: why, data, toDepartment, answeredAt },
  { by, to },
  words,
  now,
): Card => {
  const { labels, proposals } = words
  const say = proposals.handover
  const waits = state === 'waiting'
  const from = by ?? say.from
  const ended = `${say.ended[state]}${answeredAt ? ` ${timeOf(found, answeredAt, words)}` : ''}`
  return {
    title: say.title(found.number),
    summary: waits ? say.offers(from, found.number) : say.summary(found.number, state),
    tone: waits ? 'waiting' : 'plain',
    parts: [
      { kind: 'text', text: waits ? say.offered(from, to, found.accountable) : ended },
      { kind: 'quote', label: labels.why, text: by ? why : say.asked },
      ...(typeof data.stands === 'string'
        ? [{ kind: 'quote' as const, label: say.stands, text: data.stands }]
        : []),
      ...(waits ? [{ kind: 'rule' as const }, ...facts(found, words, now)] : []),
      ...(waits && toDepartment ? [{ kind: 'note' as const, text: say.moves }] : []),
    ],
    actions: waits
      ? [
          { verb: 'accept-handover', label: say.accept, opens: 'nothing', style: 'primary' },
          { verb: 'decline-handover', label: say.decline, opens: 'form' },
        ]
      : [],
  }
}

/** The case's own card tells its facts and what was done so far: but for its buttons, it is the same. */
const facts = (found: Case, words: StaffWords, now: Date): CardPart[] =>
  renderCard(found, words, now)
    .parts.filter(({ kind }) => kind !== 'buttons')
    .map((part) => (part.kind === 'mention' ? { kind: 'text', text: `${part.name} ${part.text}` } : part))
