import type { CardPart } from '../../../integrations/chat.ts'
import type { Case } from '../../cases/case.ts'
import { becauseOf, timeOf } from '../../cases/labels.ts'
import { wordFor } from '../../locales/index.ts'
import type { StaffWords } from '../../locales/staff.ts'
import { quoted, type Thread, text, told } from './parts.ts'

const time = (found: Case, value: string | null | undefined, words: StaffWords): string =>
  value ? timeOf(found, new Date(value), words) : ''

const askedOf = (data: { department?: string; partner?: string }): string =>
  data.partner ?? data.department ?? ''

/** Mentions the accountable person. */
const calls = (found: Case, words: string): CardPart => ({
  kind: 'mention',
  name: found.accountable,
  text: words,
  ...(found.accountableAt
    ? { person: { platform: found.destination.platform, ...found.accountableAt } }
    : {}),
})

/** Handovers, requests, call-backs, and how a case took a turn. */
export const turns = {
  'handover offered': (_found, { by, data, text: why }, { labels, thread: { handover: say } }) => [
    text(say.offered(by, data.to)),
    ...quoted(why, labels.why),
    ...quoted(data.stands, say.stands),
  ],
  'handover accepted': (found, { data }, { thread: { handover: say } }) => [
    calls(found, say.accepted(data.department)),
  ],
  'handover declined': (found, { by, text }, { thread: { handover: say } }) => [
    ...told(say.declined(by), text),
    calls(found, say.still),
  ],
  'handover timed out': (found, { data }, { thread: { handover: say } }) => [
    text(say.timedOut(data.to)),
    calls(found, say.still),
  ],
  'request sent': (found, { by, data, text }, words) =>
    told(words.thread.request.sent(by, askedOf(data), time(found, data.due, words)), text),
  'request accepted': (found, { by, data }, words) => [
    text(words.thread.request.accepted(by, askedOf(data), time(found, data.due, words))),
  ],
  'request declined': (found, { by, data, text }, { thread: { request: say } }) => [
    ...told(say.declined(by, askedOf(data)), text),
    calls(found, say.takeUp),
  ],
  'request done': (found, { by, data, text }, { thread: { request: say } }) => [
    ...told(say.done(by, askedOf(data)), text),
    calls(found, say.answered),
  ],
  'request taken back': (_found, { by, data, text }, { thread: { request: say } }) =>
    told(say.takenBack(by, askedOf(data)), text),
  'partner said': (found, { data, text }, { thread: { request: say } }) => [
    ...told(say.partnerSaid(data.partner, data.pictures ?? 0), text),
    calls(found, say.hasWord),
  ],
  'call-back booked': (found, { by, data }, words) => [
    text(words.thread.callBack.booked(by, time(found, data.at, words), data.phone)),
  ],
  'call-back moved': (found, { by, data }, words) => [
    text(words.thread.callBack.moved(by, time(found, data.at, words), data.phone)),
  ],
  'call-back cancelled': (found, { by, data }, words) => {
    const { withCase, cancelled } = words.thread.callBack
    const at = time(found, data.at, words)
    return [text(data.withCase ? withCase(at) : cancelled(by, at))]
  },
  'management called': (_found, { by, text: why, data }, words) => {
    const because = becauseOf(data, words)
    const { managementCalled: say } = words.thread
    return because ? [text(`${say(by)} ${because}`)] : told(say(by), why)
  },
  'severity changed': (_found, { by, data, text }, { thread: say }) =>
    told(say.severity(by, data.from, data.to), text),
  'handling set': (_found, { by, data, text }, { labels, thread: say }) =>
    told(say.handling(by, wordFor(labels.handling, data.handling) ?? data.handling), text),
  abusive: (found, { by, text }, { thread: say }) => told(say.abusive(by, found.accountable), text),
  'opened again': (_found, { text }, { thread: say }) => told(say.openedAgain, text),
  'carried on': (_found, { by, text }, { thread: say }) => told(say.carriedOn(by), text),
  merged: (_found, { by, data }, { thread: say }) => [text(say.merged(by, data.number))],
  joined: (_found, { by, data, text: there }, { thread: say }) => [
    text(say.joined(by, data.number)),
    ...quoted(there, say.saidThere),
  ],
  'join undone': (_found, { by, data }, { thread: say }) => [text(say.unmerged(by, data.number))],
  'final answer': (_found, { by, data, text }, { thread: say }) => [
    ...told(say.finalAnswer(by), text),
    ...quoted(data.body, say.disputeBody),
  ],
  ended: (_found, { by, data }, { thread: say }) =>
    told(say.ended(by, data.state), 'reason' in data ? data.reason : null),
  'somebody else asked': (found, { data, text }, { thread: say }) => [
    ...told(say.somebodyElse(data.about), text),
    calls(found, say.nowAccountable),
  ],
} satisfies Partial<Thread>
