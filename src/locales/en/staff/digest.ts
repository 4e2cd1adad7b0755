import { confirmedHow } from '../../confirmedHow.ts'
import { counted } from './counted.ts'

const answers = (n: number) => counted(n, 'answer', 'answers')
type Confirmed = Parameters<typeof confirmedHow>[0]
const how = (confirmed: Confirmed) =>
  confirmedHow(confirmed, { clicked: 'clicked', spoken: 'spoken', withoutReceipt: 'without receipt' })

/** "case 4, 7 and 3 more". */
const cases = (numbers: string, more: number) => `case ${numbers}${more > 0 ? ` and ${more} more` : ''}`

/** Digests. `when` is a time in the department's zone; percents come as they are read. */
export const digest = {
  title: (department: string, when: string) => `${department}: ${when}`,
  editions: { daily: 'Daily digest', weekly: 'Weekly digest', monthly: 'Monthly digest' },
  week: (number: number, from: string, to: string) => `week ${number}, ${from} to ${to}`,
  span: (from: string, to: string) => `${from} to ${to}`,
  summary: (edition: string, department: string, needed: number, answered: number) =>
    `${edition}, ${department}: ${counted(needed, 'case needs', 'cases need')} a person, ${answers(answered)}.`,
  needed: (n: number) => `Needs a person today (${n})`,
  nothingNeeded: 'No case needs a person today.',
  overdue: (n: number) => `Overdue (${n})`,
  nothingOverdue: 'Nothing is overdue.',
  case: (number: number, customer: string | null) => `Case ${number}${customer ? `, ${customer}` : ''}`,
  /** Why a case needs a person; a time follows. */
  why: {
    'not taken': 'not taken, take it by',
    overdue: 'promise overdue since',
    'due today': 'promise due',
    'apology overdue': 'apology overdue since',
    'apology due': 'apology due',
    'decision overdue': 'decision overdue since',
    'decision due': 'decision due',
  },
  need: (where: string, severity: number, why: string, accountable: string) =>
    `${where && `${where}, `}severity ${severity}, ${why}. ${accountable}`,
  snoozed: (who: string, until: string) => `(put off by ${who} until ${until})`,
  late: (when: string) => `${when} (overdue)`,
  takenBy: (who: string) => `${who} has taken it.`,
  ended: 'It has ended.',
  take: 'Take it',
  yours: 'It is yours now.',
  snooze: 'Snooze until tomorrow',
  again: (department: string) => `${department}: put off until today`,
  putOff: (when: string) => `You are reminded ${when} of what still needs a person then.`,
  notYours: 'This digest is for other departments.',
  unsent: (n: number) => `${counted(n, 'message', 'messages')} did not go out, or may not have`,
  problem: {
    channel: (department: string, said: string) => `Can’t write to the channel of ${department}: ${said}`,
    mail: (why: string) => `Mail waits, and nothing is lost: ${why}`,
    refuses: (said: string) => `the provider refuses us and says “${said}”`,
    silent: (said: string) => `the provider does not answer as it should (${said})`,
    domains: (n: number, named: string, domain: string, said: string) =>
      `${n} domains refuse it (${named}). ${domain} says “${said}”`,
    domain: (domain: string, times: number, said: string) =>
      `${domain} refused mail ${times === 1 ? 'once' : `${times} times`}: ${said}`,
  },
  yesterday: 'Yesterday',
  theWeek: 'The week',
  theMonth: 'The month',
  none: (when: string) => `${when}: no answers.`,
  answers: (when: string, n: number, satisfied: string, baseline: string, change: string) =>
    `${when}: ${answers(n)}, ${satisfied}${baseline && ` (${baseline})`}${change && `: ${change}`}.`,
  satisfied: (percent: string) => `${percent} satisfied`,
  few: (satisfied: number, dissatisfied: number) => `${satisfied} satisfied, ${dissatisfied} dissatisfied`,
  baseline: (days: number, low: string, high: string) => `${days} days before: ${low} to ${high}`,
  change: {
    none: 'no change',
    chance: 'the difference may be chance',
    worse: 'fewer satisfied than before',
    better: 'more satisfied than before',
  },
  chart: {
    share: {
      daily: 'Satisfied a day, 95 % interval',
      weekly: 'Satisfied a week, 95 % interval',
      monthly: 'Satisfied a month, 95 % interval',
    },
    count: { daily: 'Answers a day', weekly: 'Answers a week', monthly: 'Answers a month' },
    low: 'at least',
    satisfied: 'satisfied',
    high: 'at most',
    answers: 'answers',
    dissatisfied: 'dissatisfied',
  },
  drivers: (drivers: string) => `Most named: ${drivers}`,
  found: 'New:',
  moreFound: (n: number) => `… and ${n} more in the report`,
  noAnswers: 'no answers',
  department: (csat: string, open: number, overdue: number, recovered: number, confirmed: Confirmed) =>
    `${csat}; ${counted(open, 'open case', 'open cases')}, ${overdue} overdue, ${recovered} recovered${how(confirmed) && ` (${how(confirmed)})`}`,
  /** Departments in a table: how many are recovered, and how their customers said so. */
  recoveredHow: (n: number, confirmed: Confirmed) => `${n}${how(confirmed) && ` (${how(confirmed)})`}`,
  /** The same in columns. `of`: so many of so few that a percentage would say too much. */
  compared: {
    title: 'Departments',
    columns: ['Department', 'Satisfied', 'Open', 'Overdue', 'Recovered', 'Answers'],
    of: (satisfied: number, n: number) => `${satisfied} of ${n}`,
  },
  recovered: (n: number, numbers: string, more: number, confirmed: Confirmed) =>
    `Put right, by the customer’s word: ${how(confirmed) || n} (${cases(numbers, more)})`,
  unconfirmed: (n: number, numbers: string, more: number) =>
    `Done but unconfirmed: ${n} (${cases(numbers, more)})`,
  toDocument: (numbers: string, more: number) => `Findings to be documented: ${cases(numbers, more)}`,
  /** Requests: to other departments and partners, and from other departments. */
  askedOthers: 'Asked of others:',
  askedUs: 'Asked of us by:',
  asked: (who: string, n: { asked: number; inTime: number; late: number; declined: number }) =>
    `• ${who}: ${n.asked} asked, ${n.inTime} answered in time, ${n.late} late, ${n.declined} declined`,
  kudos: (who: string, department: string) => `Kudos to ${who}${department && `, ${department}`}`,
  moreKudos: (n: number) => `… and ${n} more kudos`,
  improvementLate: (by: string, owner: string) => `was to be in place by ${by}. ${owner}`,
  report: 'Open the report',
  mail: {
    open: 'Open the desk',
    note: 'You get this because you manage here and have no chat. On the desk, say “digest” to change when and what.',
  },
  unsentPage: {
    title: 'Messages that did not go out',
    none: 'Every message went out.',
    states: { failed: 'did not go out', uncertain: 'may not have arrived' },
    kinds: {
      invitation: 'Question to a customer',
      reminder: 'Reminder to a customer',
      'case mail': 'Mail to a customer',
      'partner mail': 'Mail to a partner',
      escalation: 'A case’s message',
      digest: 'Digest',
    } as Record<string, string>,
    other: 'Message to staff',
    since: (when: string) => `since ${when}`,
    how: 'Once the problem named here is fixed, an administrator sends them again or gives them up.',
  },
  settings: {
    title: 'Your digests',
    command: 'Change digests',
    now: (editions: string, at: string) => [editions, at].filter(Boolean).join(' '),
    never: 'none',
    at: (hour: string) => `at ${hour}`,
    place: { label: 'Where?', channel: 'In the departments’ channels', direct: 'To me alone' },
    departments: { label: 'Departments', management: (name: string) => `${name}: all departments` },
    editions: {
      label: 'Editions',
      hint: 'None: no digest there.',
      daily: 'Daily, each working day',
      weekly: 'Weekly, on the first working day',
      monthly: 'Monthly, on the first working day',
    },
    hour: { label: 'From', usual: 'The usual hour' },
    submit: 'Save',
    saved: 'Saved.',
    nothing: 'Digests are set by managers of a department.',
    choose: 'Please choose at least one department.',
    channelFor: (department: string) => `Channel of ${department}`,
    mine: 'To you alone',
  },
}
