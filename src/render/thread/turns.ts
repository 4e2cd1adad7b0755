import type { CardPart } from '../../../integrations/chat.ts'
import type { Case } from '../../cases/caseFile.ts'
import type { NamedEvent } from '../../cases/events.ts'
import { HANDLING, timeOf } from '../../cases/labels.ts'
import { quoted, sent, type Thread, text } from './parts.ts'

const time = (found: Case, value: string | null | undefined): string =>
  value ? timeOf(found, new Date(value)) : ''
const who = ({ by }: Pick<NamedEvent, 'by'>): string => by ?? 'The customer'

/** Calls whoever has the case. */
const calls = (found: Case, words: string): CardPart => ({
  kind: 'mention',
  name: found.accountable,
  text: words,
  ...(found.accountableAt
    ? { person: { platform: found.destination.platform, ...found.accountableAt } }
    : {}),
})
const STILL =
  'still has this case. Offer it to somebody else, book a call-back or call management: all are behind "More…".'

/** Handovers, requests, call-backs, and how a case took a turn. */
export const turns = {
  'handover offered': (_found, event) => [
    text(
      event.by
        ? `${event.by} offered this case to ${event.data.to}.`
        : `The customer asked for somebody else, so this case is offered to ${event.data.to}.`,
    ),
    ...quoted(event.text, 'Why'),
    ...quoted(event.data.stands ? event.data.stands : null, 'Where it stands'),
  ],
  'handover accepted': (found, event) => [
    calls(
      found,
      event.data.department
        ? `accepted this case for ${event.data.department}. The customer is told.`
        : 'accepted this case. The customer is told.',
    ),
  ],
  'handover declined': (found, event) => [
    text(`${who(event)} declined the handover:`),
    ...quoted(event.text),
    calls(found, STILL),
  ],
  'handover timed out': (found, event) => [
    text(`${event.data.to} did not answer the handover in time.`),
    calls(found, STILL),
  ],
  'request sent': (found, event) => [
    text(`${who(event)} asked ${event.data.department} for this, by ${time(found, event.data.due)}:`),
    ...quoted(event.text),
  ],
  'request accepted': (found, event) => [
    text(
      `${who(event)} accepted the request for ${event.data.department}: done by ${time(found, event.data.due)}.`,
    ),
  ],
  'request declined': (found, event) => [
    text(`${who(event)} of ${event.data.department} declined the request and offers instead:`),
    ...quoted(event.text),
    calls(found, 'can take this up, or send another request.'),
  ],
  'request done': (found, event) => [
    text(`${who(event)} of ${event.data.department} did what was asked:`),
    ...quoted(event.text),
    calls(found, 'has the answer to the request.'),
  ],
  'call-back booked': (found, event) => [
    text(`${who(event)} booked a call-back: ${time(found, event.data.at)}, ${event.data.phone}.`),
  ],
  'call-back moved': (found, event) => [
    text(`${who(event)} moved the call-back to ${time(found, event.data.at)}, ${event.data.phone}.`),
  ],
  'call-back cancelled': (found, event) => [
    text(
      event.data.withCase
        ? `The call-back of ${time(found, event.data.at)} is not needed any more: the customer is told.`
        : `${who(event)} cancelled the call-back of ${time(found, event.data.at)}.`,
    ),
  ],
  'management called': (_found, event) => [
    text(event.by ? `${event.by} called management:` : 'Management was called:'),
    ...quoted(event.text),
  ],
  'severity changed': (_found, event) => [
    text(`${who(event)} changed the severity from ${event.data.from} to ${event.data.to} (1 is worst):`),
    ...quoted(event.text),
  ],
  'handling set': (_found, event) => {
    const type = event.data.handling as keyof typeof HANDLING
    return [text(`${who(event)} set how to handle it: ${HANDLING[type] ?? type}`), ...quoted(event.text)]
  },
  abusive: (found, event) => [
    text(`${who(event)} marked the text as abusive: ${found.accountable} has the case.`),
    ...quoted(event.text),
  ],
  'carried on': sent('carries on, and told the customer:'),
  merged: (_found, event) => [
    text(`${who(event)} joined this with case ${event.data.number}: it goes on there.`),
  ],
  joined: (_found, event) => [
    text(
      `${who(event)} joined case ${event.data.number} with this one: what was promised there is owed here.`,
    ),
    ...quoted(event.text, 'What the customer said there'),
  ],
  'join undone': (_found, event) => [text(`${who(event)} undid the joining with case ${event.data.number}.`)],
  'final answer': (_found, event) => [
    ...sent('gave the customer a final answer:')(_found, event),
    ...quoted(event.data.body, 'Where the customer can take it'),
  ],
  ended: (_found, event) => [
    text(`${who(event)} ended the case as ${event.data.state}:`),
    ...quoted(event.data.reason ? event.data.reason : null),
  ],
  'somebody else asked': (found, event) => [
    text(
      event.data.about
        ? 'The customer complains about who had this case, and asked for somebody else:'
        : 'The customer asked for somebody else:',
    ),
    ...quoted(event.text),
    calls(found, 'is accountable now.'),
  ],
} satisfies Partial<Thread>
