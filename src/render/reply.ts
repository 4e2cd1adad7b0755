import type { findings } from '../../db/schema/index.ts'
import type { Card, CardPart } from '../../integrations/chat.ts'
import type { Answers } from '../../surveys/survey.ts'
import type { Case } from '../cases/caseFile.ts'
import { forKind, type NamedEvent } from '../cases/events.ts'
import { ABOUT, driverLabel, HANDLING, reachOf, saidParts } from '../cases/labels.ts'
import type { Confirmation } from '../cases/machine.ts'
import { durations } from './durations.ts'
import { clocks } from './thread/clocks.ts'
import { customer } from './thread/customer.ts'
import { type Parts, quoted, sent, type Thread, text } from './thread/parts.ts'
import { remedies } from './thread/remedies.ts'
import { staff } from './thread/staff.ts'
import { turns } from './thread/turns.ts'

/** One event as a reply in the case's thread; undefined if there is nothing to tell. Pure. */
export const drawReply = (
  found: Case,
  event: NamedEvent,
  finding?: typeof findings.$inferSelect,
): Card | undefined => {
  const told = (forKind(THREAD, event.kind) as Parts | undefined)?.(found, event, finding) ?? []
  const [first] = told
  if (!first) return undefined
  const summary = 'text' in first ? first.text : `Case ${found.number}`
  const parts = found.abusiveAt && !event.by && event.kind !== 'management called' ? told.map(folded) : told
  return {
    title: '',
    summary: `Case ${found.number}: ${summary}`.slice(0, 200),
    tone: 'plain',
    parts,
    actions: [],
    about: found.id,
  }
}

/** What nobody of the staff wrote are the customer's words. */
const folded = (part: CardPart): CardPart => (part.kind === 'quote' ? { ...part, folded: true } : part)

const ANSWERED: Record<Confirmation, string> = {
  yes: 'The customer says: yes, it is put right.',
  partly: 'The customer says: partly. The case goes on.',
  'not yet': 'The customer says: not yet. The case goes on, one severity worse.',
}

const THREAD: Thread = {
  ...clocks,
  ...staff,
  ...remedies,
  ...turns,
  ...customer,
  taken: null,
  said: (found, { data }) => addition(found, data.added),
  apology: (found, event) =>
    sent(event.data?.spoken ? 'apologised in the conversation:' : 'apologised to the customer:')(
      found,
      event,
    ),
  progress: sent('told the customer how it goes:'),
  done: sent('marked it done and asked the customer whether it is put right:'),
  answered: (_found, { data, text: words, by }) => [
    text(
      data.spoken
        ? `The customer said so to ${by ?? 'us'}: yes, it is put right. They have a receipt.`
        : ANSWERED[data.answer],
    ),
    ...quoted(words),
  ],
  'earlier case answered': (_found, { data, text: words }) => [
    text(`The customer was asked if case ${data.number} is put right: ${data.answer}.`),
    ...quoted(words),
  ],
  documented: (found, { by }, finding) => [
    text(`${by ?? 'Somebody'} documented the finding.`),
    ...(finding
      ? [
          {
            kind: 'facts' as const,
            facts: [
              { label: 'Cause', value: `${driverLabel(finding.cause)}: ${finding.causeWords}` },
              { label: 'Factors', value: finding.factors },
              { label: 'People or roles', value: finding.people },
              { label: 'Departments', value: finding.departments.join(', ') },
              { label: 'Solution', value: finding.solution },
              { label: 'Prevention', value: finding.prevention },
              ...durations(found),
            ],
          },
        ]
      : []),
  ],
}

const addition = (found: Case, added: Partial<Answers>): CardPart[] => {
  const facts: [string, string | undefined][] = [
    ['Score', added.score === undefined ? undefined : `now ${added.score} of 5`],
    ['About', added.drivers?.map(driverLabel).join(', ')],
    ['Person or process', added.about && ABOUT[added.about]],
    ['Handle it', added.handling && HANDLING[added.handling]],
    [
      'Reach the customer',
      added.reach && reachOf({ ...found, answers: { ...found.answers, reach: added.reach } }),
    ],
  ]
  const known = facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))
  const quotes = saidParts({ answers: added, abusiveAt: found.abusiveAt })
  if (known.length + quotes.length === 0) return []
  return [
    { kind: 'text', text: 'The customer added:' },
    ...quotes,
    ...(known.length > 0 ? [{ kind: 'facts' as const, facts: known }] : []),
  ]
}
