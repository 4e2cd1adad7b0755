const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
const answers = (n: number) => counted(n, 'answer', 'answers')
/** "case 4, 7 and 3 more". */
const cases = (numbers: string, more: number) => `case ${numbers}${more > 0 ? ` and ${more} more` : ''}`
const messages = (count: number, kind: string) =>
  `${counted(count, 'message', 'messages')} (${kind}). See npm run outbox.`

/** What staff read in chat and on the desk. `when` is a time in the department's zone. */
export const staff = {
  locale: 'en-GB',
  more: (n: number) => `… and ${n} more`,
  digest: {
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
    csat: (csat: string, dissatisfied: number) => `${csat}, ${dissatisfied} dissatisfied`,
    drivers: (drivers: string) => `Top drivers: ${drivers}`,
    department: (csat: string, open: number, overdue: number, recovered: number) =>
      `${csat}; ${counted(open, 'open case', 'open cases')}, ${overdue} overdue, ${recovered} recovered`,
    recovered: (n: number, numbers: string, more: number) =>
      `Recovered, by the customer’s own word (${n}): ${cases(numbers, more)}`,
    unconfirmed: (n: number, numbers: string, more: number) =>
      `Done but unconfirmed (${n}): ${cases(numbers, more)}`,
    kudos: (who: string, department: string) => `Kudos to ${who}${department && `, ${department}`}`,
    moreKudos: (n: number) => `… and ${n} more kudos`,
  },
  kudos: {
    title: 'Thanks from a customer',
    summary: (passedBy: string | null) =>
      `A satisfied customer says thanks${passedBy ? `; ${passedBy} passed it on` : ''}`,
    good: 'What was good',
    named: 'Whom the customer thanks',
    contact: 'Contact',
    ended: (channel: string, when: string) => `${channel}, ended ${when}`,
    handledBy: 'Handled by',
    brand: 'Brand',
    passOn: 'Pass on the thanks',
    passed: (by: string, to: string | null, when: string) =>
      `${by} passed on the thanks ${to ? `by mail to ${to}` : 'in person: no e-mail address is known'}, ${when}.`,
    mailed: (to: string) => `The thanks go to ${to} by mail, in your name.`,
    tellThem: 'Noted as passed on by you. No e-mail address is known: please tell them in person.',
    yours: 'These thanks are yours: well done. Let a colleague pass them on.',
    passedAlready: (by: string | null) => `${by ?? 'A colleague'} has passed on these thanks already.`,
    notYours: (department: string) =>
      `These thanks are for ${department}: its liaisons and managers pass them on.`,
    unknown: 'These thanks are not known here any more.',
  },
}
