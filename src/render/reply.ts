import type { Card, CardPart } from '../../integrations/chat.ts'
import type { Answers } from '../../surveys/survey.ts'
import type { Case } from '../cases/case.ts'
import { forKind, type NamedEvent } from '../cases/events.ts'
import type { Finding } from '../cases/findings.ts'
import { withKnown } from '../cases/known.ts'
import { driverLabel, reachOf, saidParts, timeOf } from '../cases/labels.ts'
import type { StaffWords } from '../locales/staff.ts'
import { durations } from './durations.ts'
import { customer } from './thread/customer.ts'
import { clocks } from './thread/deadlines.ts'
import { type Parts, quoted, type Thread, text, told } from './thread/parts.ts'
import { remedies } from './thread/remedies.ts'
import { staff } from './thread/staff.ts'
import { turns } from './thread/turns.ts'

/** One event as a reply in the case's thread; undefined if there is nothing to tell. Pure. */
export const renderReply = (
  found: Case,
  event: NamedEvent,
  words: StaffWords,
  findings: Finding[] = [],
): Card | undefined => {
  const parts = (forKind(THREAD, event.kind) as Parts | undefined)?.(found, event, words, findings) ?? []
  const [first] = parts
  if (!first) return undefined
  const summary = 'text' in first ? first.text : words.card.elsewhere.title(found.number)
  const hidden = found.abusiveAt && !event.by && event.kind !== 'management called'
  return {
    title: '',
    summary: words.thread.summary(found.number, summary).slice(0, 200),
    tone: 'plain',
    parts: hidden ? parts.map(folded) : parts,
    ...snoozeOf(found, event, words),
    about: found.id,
    language: words.language,
  }
}

/** A reminder may be put off, where no promised date forbids it. */
export const snoozeOf = (
  found: Case,
  { kind, data }: NamedEvent,
  words: StaffWords,
): Pick<Card, 'actions' | 'subject'> =>
  kind === 'reminded' && data.snooze
    ? {
        subject: found.id,
        actions: [
          {
            verb: 'snooze',
            label: words.call.snooze(timeOf(found, new Date(data.snooze), words)),
            opens: 'nothing',
          },
        ],
      }
    : { actions: [] }

/** What nobody of the staff wrote are the customer's words. */
const folded = (part: CardPart): CardPart => (part.kind === 'quote' ? { ...part, folded: true } : part)

const THREAD: Thread = {
  ...clocks,
  ...staff,
  ...remedies,
  ...turns,
  ...customer,
  taken: (_found, { by }, { thread: say }) => [text(say.taken(by))],
  said: (found, { data }, words) => addition(found, data.added, words),
  apology: (_found, { data, text: words, by }, { thread: say }) =>
    told(say.apology(by, data?.spoken === true), withKnown(words, data)),
  progress: (_found, { data, text: words, by }, { thread: say }) =>
    told(say.progress(by), withKnown(words, data)),
  done: (_found, { text: words, by }, { thread: say }) => told(say.done(by), words),
  answered: (found, { data, text: words, by }, { thread: say }) =>
    told(data.spoken ? say.spokenYes(by, found.withoutReceipt) : say.answered[data.answer], words),
  'earlier case answered': (_found, { data, text: words }, { thread: say }) =>
    told(say.earlier(data.number, data.answer), words),
  'not them': (found, { by }, { thread: say }) => [text(say.notThem(by, found.staffMember?.name ?? ''))],
  'finding drafted': (_found, { by }, { thread: say }) => [text(say.drafted(by))],
  documented: (found, { by, data, text: sentence }, words, findings) => {
    const finding = findings.find(({ version }) => version === data.version) ?? findings.at(-1)
    const { thread } = words
    return [
      text(thread.documented(by, data.version ?? 1)),
      ...quoted(sentence, thread.finding.toCustomer),
      ...(finding ? [{ kind: 'facts' as const, facts: findingFacts(found, finding, words) }] : []),
    ]
  },
}

const findingFacts = (found: Case, finding: Finding, words: StaffWords) => {
  const say = words.thread.finding
  const { prevention, unpreventable } = finding
  return [
    { label: say.cause, value: `${driverLabel(finding.cause, words)}: ${finding.causeWords}` },
    { label: say.prevention, value: unpreventable ? say.nothing(prevention) : prevention },
    { label: say.factors, value: finding.factors },
    { label: say.people, value: finding.people },
    { label: say.departments, value: finding.departments.join(', ') },
    { label: say.solution, value: finding.solution },
    ...durations(found, words),
  ].filter(({ value }) => value !== '')
}

const addition = (found: Case, added: Partial<Answers>, words: StaffWords): CardPart[] => {
  const { labels, thread } = words
  const say = thread.added
  const reach = added.reach && reachOf({ ...found, answers: { ...found.answers, reach: added.reach } }, words)
  const facts: [string, string | undefined][] = [
    [say.score, added.score === undefined ? undefined : say.now(added.score)],
    [say.about, added.drivers?.map((driver) => driverLabel(driver, words)).join(', ')],
    [say.personOrProcess, added.about && labels.about[added.about]],
    [labels.handleIt, added.handling && labels.handling[added.handling]],
    [labels.reachCustomer, reach],
  ]
  const known = facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))
  const quotes = saidParts({ answers: added, abusiveAt: found.abusiveAt }, words)
  if (known.length + quotes.length === 0) return []
  return [text(say.title), ...quotes, ...(known.length > 0 ? [{ kind: 'facts' as const, facts: known }] : [])]
}
