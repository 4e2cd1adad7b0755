import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments, digests } from '../../db/schema/index.ts'
import type { Card, CardPart, Destination } from '../../integrations/chat.ts'
import { cutBefore } from '../care/cut.ts'
import { driverLabel, timeOf } from '../cases/labels.ts'
import { DomainError } from '../errors.ts'
import { csatOf, csatSaid } from '../insight/csat.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'
import type { Answered, Asked, DepartmentLine, Digest, Need } from './digest.ts'

export type Titled = { department: string; localDate: string; timeZone: string; digest: Digest }

const SHOWN = 10
const KUDOS = 5
const LONGEST = 300

/** A digest for chat. The summary carries what counts; quiet days are short. Pure. */
export function digestCard({ department, localDate, timeZone, digest }: Titled, words: StaffWords): Card {
  const { needed, needs, answers } = digest
  const day = new Intl.DateTimeFormat(words.locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  return {
    title: words.digest.title(department, day.format(new Date(`${localDate}T00:00:00Z`))),
    summary: words.digest.summary(department, needed, answers.n),
    tone: needs.some(({ due }) => due <= digest.to) ? 'waiting' : 'plain',
    parts: [
      ...todayParts(digest, timeZone, words),
      { kind: 'rule' },
      ...answerParts(digest, timeZone, words),
      ...departmentParts(digest.departments ?? [], words),
      ...endedParts(digest, words),
      ...askedParts(digest, words),
      ...kudosParts(digest, words),
    ],
    actions: [],
    language: words.language,
  }
}

/** The stored digest as a card, and where it goes now. Throws `unknown`. */
export async function loadDigestCard(
  db: Tx,
  { department, date }: { department: string; date: string },
): Promise<{ to: Destination; card: Card }> {
  const [found] = await db
    .select({
      name: departments.name,
      language: departments.language,
      timeZone: departments.timeZone,
      to: departments.destination,
      digest: digests.digest,
    })
    .from(digests)
    .innerJoin(departments, eq(departments.key, digests.departmentKey))
    .where(and(eq(digests.departmentKey, department), eq(digests.localDate, date)))
  if (!found) throw new DomainError('unknown', `There is no digest of ${department} for ${date}.`)
  const { name, language, timeZone, to } = found
  const digest = found.digest as Digest
  return {
    to,
    card: digestCard({ department: name, localDate: date, timeZone, digest }, staffWords(language)),
  }
}

const text = (...lines: string[]): CardPart => ({ kind: 'text', text: lines.join('\n') })
/** The first numbers, and how many more there are. */
const first = (numbers: number[]): [shown: string, more: number] => [
  numbers.slice(0, SHOWN).join(', '),
  Math.max(0, numbers.length - SHOWN),
]

function todayParts(digest: Digest, timeZone: string, words: StaffWords): CardPart[] {
  const say = words.digest
  const { needs, needed, awaiting, toDocument, messages, problems, departments } = digest
  const at = (when: string) => timeOf({ timeZone }, new Date(when), words)
  const line = ({ number, department, severity, why, due, accountable, snoozed }: Need) => {
    const late = why === 'not taken' && due <= digest.to
    const reason = `${say.why[why]} ${late ? say.late(at(due)) : at(due)}`
    const told = say.need(number, departments ? department : '', severity, reason, accountable)
    return snoozed ? `${told} ${say.snoozed(snoozed.by, at(snoozed.until))}` : told
  }
  const shown = needs.slice(0, SHOWN)
  const rest = needed > shown.length ? [words.more(needed - shown.length)] : []
  const { count, longest } = awaiting
  const more = [
    ...(longest ? [say.awaiting(count, longest.number, at(longest.since))] : []),
    ...(toDocument.length > 0 ? [say.toDocument(...first(toDocument))] : []),
    ...messages.map(({ kind, state, count }) => say.messages[state](count, kind)),
    ...problems.map(({ where, problem }) => say.problem(where, problem)),
  ]
  return [
    needed > 0
      ? text((departments ? say.overdue : say.needed)(needed), ...shown.map(line), ...rest)
      : text(departments ? say.nothingOverdue : say.nothingNeeded),
    ...(more.length > 0 ? [text(...more)] : []),
  ]
}

function answerParts({ answers, from, drivers }: Digest, timeZone: string, words: StaffWords): CardPart[] {
  const say = words.digest
  const since = timeOf({ timeZone }, new Date(from), words)
  if (answers.n === 0) return [text(say.quiet(since))]
  const top = drivers.map(({ driver, count }) => `${driverLabel(driver, words)} (${count})`)
  return [
    text(say.answers(answers.n, since, standing(answers, words))),
    ...(top.length > 0 ? [text(say.drivers(top.join(', ')))] : []),
  ]
}

const standing = (answers: Answered, { digest: say }: StaffWords) =>
  say.csat(csatSaid(csatOf(answers)), answers.dissatisfied)

const departmentParts = (lines: DepartmentLine[], words: StaffWords): CardPart[] =>
  lines.length === 0
    ? []
    : [
        {
          kind: 'facts',
          facts: lines.map(({ name, open, overdue, recovered, confirmed, ...answers }) => {
            const csat = answers.n === 0 ? words.digest.noAnswers : standing(answers, words)
            return { label: name, value: words.digest.department(csat, open, overdue, recovered, confirmed) }
          }),
        },
      ]

const endedParts = (
  { recovered, confirmed, unconfirmed }: Digest,
  { digest: say }: StaffWords,
): CardPart[] => [
  ...(recovered.length > 0 ? [text(say.recovered(recovered.length, ...first(recovered), confirmed))] : []),
  ...(unconfirmed.length > 0 ? [text(say.unconfirmed(unconfirmed.length, ...first(unconfirmed)))] : []),
]

const askedParts = ({ asked }: Digest, { digest: say }: StaffWords): CardPart[] => {
  const line = ({ who, ...counts }: Asked) => say.asked(cut(who), counts)
  const { others = [], us = [] } = asked ?? {}
  return [
    ...(others.length > 0 ? [text(say.askedOthers, ...others.slice(0, SHOWN).map(line))] : []),
    ...(us.length > 0 ? [text(say.askedUs, ...us.slice(0, SHOWN).map(line))] : []),
  ]
}

function kudosParts({ kudos, departments }: Digest, { digest: say }: StaffWords): CardPart[] {
  const parts = kudos.slice(0, KUDOS).map(({ who, words, department }): CardPart => {
    const label = say.kudos(cut(who), departments ? department : '')
    return words ? { kind: 'quote', label, text: cut(words) } : text(label)
  })
  return kudos.length > KUDOS ? [...parts, text(say.moreKudos(kudos.length - KUDOS))] : parts
}

const cut = (words: string) => cutBefore(words, LONGEST)
