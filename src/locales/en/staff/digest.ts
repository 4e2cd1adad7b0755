import type { CsatSaid } from '../../../insight/csat.ts'
import { confirmedHow } from '../../confirmedHow.ts'
import { counted } from './counted.ts'

const answers = (n: number) => counted(n, 'answer', 'answers')
type Confirmed = Parameters<typeof confirmedHow>[0]
const how = (confirmed: Confirmed) =>
  confirmedHow(confirmed, { clicked: 'clicked', spoken: 'spoken', withoutReceipt: 'without receipt' })

/** "case 4, 7 and 3 more". */
const cases = (numbers: string, more: number) => `case ${numbers}${more > 0 ? ` and ${more} more` : ''}`
const messages = (count: number, kind: string) =>
  `${counted(count, 'message', 'messages')} (${kind}). See npm run outbox.`

/** The daily digest. `when` is a time in the department's zone. */
export const digest = {
  title: (department: string, day: string) => `${department}: ${day}`,
  summary: (department: string, needed: number, answered: number) =>
    `Daily digest, ${department}: ${counted(needed, 'case needs', 'cases need')} a person, ${answers(answered)}.`,
  needed: (n: number) => `Needs a person today (${n})`,
  nothingNeeded: 'No case needs a person today.',
  overdue: (n: number) => `Overdue (${n})`,
  nothingOverdue: 'Nothing is overdue.',
  /** Why a case needs a person; a time follows. */
  why: {
    'not taken': 'not taken, take it by',
    overdue: 'promise overdue since',
    'due today': 'promise due',
  },
  need: (number: number, where: string, severity: number, why: string, accountable: string) =>
    `• Case ${number}${where && `, ${where}`}, severity ${severity}: ${why}. ${accountable}`,
  snoozed: (who: string, until: string) => `(put off by ${who} until ${until})`,
  late: (when: string) => `${when} (overdue)`,
  awaiting: (n: number, longest: number, when: string) =>
    `Waiting for the customer: ${counted(n, 'case', 'cases')}, longest case ${longest} since ${when}.`,
  toDocument: (numbers: string, more: number) =>
    `Confirmed, finding to be documented: ${cases(numbers, more)}.`,
  /** Messages that wait for a person's decision, by their state. */
  messages: {
    failed: (count: number, kind: string) => `Not sent: ${messages(count, kind)}`,
    uncertain: (count: number, kind: string) => `May not have arrived: ${messages(count, kind)}`,
  },
  problem: (where: string, problem: string) => `Can’t write to ${where}: ${problem}`,
  quiet: (when: string) => `A quiet day: no answers since ${when}.`,
  answers: (n: number, when: string, csat: string) => `${answers(n)} since ${when}: ${csat}`,
  noAnswers: 'no answers',
  csat: ({ n, satisfied, percent, interval }: CsatSaid, dissatisfied: number) =>
    `${percent === undefined ? `${satisfied} of ${n}` : `${percent} % of ${n}`} satisfied${interval ? ` (95 % interval ${interval.join('–')} %)` : ''}, ${dissatisfied} dissatisfied`,
  drivers: (drivers: string) => `Top drivers: ${drivers}`,
  department: (csat: string, open: number, overdue: number, recovered: number, confirmed: Confirmed) =>
    `${csat}; ${counted(open, 'open case', 'open cases')}, ${overdue} overdue, ${recovered} recovered${how(confirmed) && ` (${how(confirmed)})`}`,
  recovered: (n: number, numbers: string, more: number, confirmed: Confirmed) =>
    `${n} confirmed by the customer${how(confirmed) && `: ${how(confirmed)}`} (${cases(numbers, more)})`,
  unconfirmed: (n: number, numbers: string, more: number) =>
    `Done but unconfirmed (${n}): ${cases(numbers, more)}`,
  /** Requests: to other departments and partners, and from other departments. */
  askedOthers: 'Asked of others:',
  askedUs: 'Asked of us by:',
  asked: (who: string, n: { asked: number; inTime: number; late: number; declined: number }) =>
    `• ${who}: ${n.asked} asked, ${n.inTime} answered in time, ${n.late} late, ${n.declined} declined`,
  kudos: (who: string, department: string) => `Kudos to ${who}${department && `, ${department}`}`,
  moreKudos: (n: number) => `… and ${n} more kudos`,
}
