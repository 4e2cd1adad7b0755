import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments, digests } from '../../db/schema/index.ts'
import type { Card, CardPart, Destination } from '../../integrations/chat.ts'
import { cutBefore } from '../care/cut.ts'
import { driverLabel, timeOf } from '../cases/wording.ts'
import { DomainError } from '../errors.ts'
import { csatOf, csatWords } from '../insight/csat.ts'
import type { Answered, DepartmentLine, Digest, Need } from './digest.ts'

export type Titled = { department: string; localDate: string; timeZone: string; digest: Digest }

const SHOWN = 10
const KUDOS = 5
const LONGEST = 300

/** A digest for chat. The summary carries what counts; quiet days are short. Pure. */
export function digestCard({ department, localDate, timeZone, digest }: Titled): Card {
  const { needed, needs, answers } = digest
  const day = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  return {
    title: `${department}: ${day.format(new Date(`${localDate}T00:00:00Z`))}`,
    summary: `Daily digest, ${department}: ${counted(needed, 'case needs', 'cases need')} a person, ${counted(answers.n, 'answer', 'answers')}.`,
    tone: needs.some(({ due }) => due <= digest.to) ? 'waiting' : 'plain',
    parts: [
      ...todayParts(digest, timeZone),
      { kind: 'rule' },
      ...answerParts(digest, timeZone),
      ...departmentParts(digest.departments ?? []),
      ...recoveredParts(digest),
      ...kudosParts(digest),
    ],
    actions: [],
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
      timeZone: departments.timeZone,
      to: departments.destination,
      digest: digests.digest,
    })
    .from(digests)
    .innerJoin(departments, eq(departments.key, digests.departmentKey))
    .where(and(eq(digests.departmentKey, department), eq(digests.localDate, date)))
  if (!found) throw new DomainError('unknown', `There is no digest of ${department} for ${date}.`)
  const { name, timeZone, to } = found
  const digest = found.digest as Digest
  return { to, card: digestCard({ department: name, localDate: date, timeZone, digest }) }
}

const text = (...lines: string[]): CardPart => ({ kind: 'text', text: lines.join('\n') })
const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
const cases = (numbers: number[]) =>
  numbers.length > SHOWN
    ? `${numbers.slice(0, SHOWN).join(', ')} and ${numbers.length - SHOWN} more`
    : numbers.join(', ')

function todayParts(digest: Digest, timeZone: string): CardPart[] {
  const { needs, needed, awaiting, toDocument, messages, problems } = digest
  const at = (when: string) => timeOf({ timeZone }, new Date(when))
  const line = ({ number, department, severity, why, due, accountable }: Need) => {
    const where = digest.departments ? `, ${department}` : ''
    const state =
      why === 'not taken'
        ? 'not taken, take it by'
        : why === 'overdue'
          ? 'promise overdue since'
          : 'promise due'
    const late = why === 'not taken' && due <= digest.to ? ' (overdue)' : ''
    return `• Case ${number}${where}, severity ${severity}: ${state} ${at(due)}${late}. ${accountable}`
  }
  const shown = needs.slice(0, SHOWN)
  const rest = needed > shown.length ? [`… and ${needed - shown.length} more`] : []
  const more = [
    ...(awaiting.longest
      ? [
          `Waiting for the customer: ${counted(awaiting.count, 'case', 'cases')}, longest case ${awaiting.longest.number} since ${at(awaiting.longest.since)}.`,
        ]
      : []),
    ...(toDocument.length > 0 ? [`Confirmed, finding to be documented: case ${cases(toDocument)}.`] : []),
    ...messages.map(({ kind, state, count }) =>
      state === 'failed'
        ? `Not sent: ${counted(count, 'message', 'messages')} (${kind}). See npm run outbox.`
        : `May not have arrived: ${counted(count, 'message', 'messages')} (${kind}). See npm run outbox.`,
    ),
    ...problems.map(({ where, problem }) => `Can’t write to ${where}: ${problem}`),
  ]
  return [
    needed > 0
      ? text(
          `${digest.departments ? 'Overdue' : 'Needs a person today'} (${needed})`,
          ...shown.map(line),
          ...rest,
        )
      : text(digest.departments ? 'Nothing is overdue.' : 'No case needs a person today.'),
    ...(more.length > 0 ? [text(...more)] : []),
  ]
}

function answerParts({ answers, from, drivers }: Digest, timeZone: string): CardPart[] {
  const since = timeOf({ timeZone }, new Date(from))
  if (answers.n === 0) return [text(`A quiet day: no answers since ${since}.`)]
  const top = drivers.map(({ driver, count }) => `${driverLabel(driver)} (${count})`)
  return [
    text(`${counted(answers.n, 'answer', 'answers')} since ${since}: ${standing(answers)}`),
    ...(top.length > 0 ? [text(`Top drivers: ${top.join(', ')}`)] : []),
  ]
}

const standing = (answers: Answered) => `${csatWords(csatOf(answers))}, ${answers.dissatisfied} dissatisfied`

const departmentParts = (lines: DepartmentLine[]): CardPart[] =>
  lines.length === 0
    ? []
    : [
        {
          kind: 'facts',
          facts: lines.map(({ name, open, overdue, recovered, ...answers }) => ({
            label: name,
            value: `${answers.n === 0 ? 'no answers' : standing(answers)}; ${counted(open, 'open case', 'open cases')}, ${overdue} overdue, ${recovered} recovered`,
          })),
        },
      ]

const recoveredParts = ({ recovered, unconfirmed }: Digest): CardPart[] => [
  ...(recovered.length > 0
    ? [text(`Recovered, by the customer’s own word (${recovered.length}): case ${cases(recovered)}`)]
    : []),
  ...(unconfirmed.length > 0
    ? [text(`Done but unconfirmed (${unconfirmed.length}): case ${cases(unconfirmed)}`)]
    : []),
]

function kudosParts({ kudos, departments }: Digest): CardPart[] {
  const parts = kudos.slice(0, KUDOS).map(({ who, words, department }): CardPart => {
    const label = `Kudos to ${cut(who)}${departments ? `, ${department}` : ''}`
    return words ? { kind: 'quote', label, text: cut(words) } : text(label)
  })
  return kudos.length > KUDOS ? [...parts, text(`… and ${kudos.length - KUDOS} more kudos`)] : parts
}

const cut = (words: string) => cutBefore(words, LONGEST)
