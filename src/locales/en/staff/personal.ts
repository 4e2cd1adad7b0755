/** What a person reads in their own chat: home, commands, absences, finding, and opening a case. */
export const personal = {
  snooze: {
    until: (when: string) => `Put off until ${when}: you are reminded again then. The managers see it.`,
    not: (number: number) =>
      `Case ${number} has nothing to put off now: it is done, was put off before, or a promised date forbids it.`,
  },
  none: 'None.',
  counted: (title: string, n: number) => `${title}: ${n}`,
  firstShown: (n: number) => `The first ${n} are shown.`,
  home: {
    approvals: 'Waiting for your approval',
    handovers: 'Handed over to you, if you accept',
    requests: 'Requests to your departments',
    callBacks: 'Your call-backs',
    call: (customer: string | null, phone: string, number: number) =>
      `call ${customer ?? 'the customer'}, ${phone}, case ${number}`,
    cases: 'Your cases by due time',
    asManager: 'Waiting for you as a manager',
    asManagement: 'Waiting for management',
    noCase: 'None: no case is yours now.',
    nothing: 'Nothing waits for you',
    nothingWaits: 'No case, approval, handover, request or call-back is yours now.',
  },
  cases: {
    due: 'Due by the end of the next business day',
    later: (n: number) => `and ${n} more, due later`,
    all: 'All your open cases, on the desk',
    title: (number: number, severity: number, whose: string) =>
      `Case ${number}, severity ${severity}, ${whose}`,
    summary: (number: number, severity: number, customer: string | null, standing: string) =>
      `Case ${number}, severity ${severity}${customer ? `, ${customer}` : ''}: ${standing}`,
    standing: {
      open: 'not taken',
      owned: 'yours',
      recovering: 'being put right',
      'awaiting customer': 'waiting for the customer’s answer',
      confirmed: 'confirmed, to be documented',
    },
    decision: 'the customer stayed silent: a manager decides',
    dueAt: (standing: string, when: string) => `${standing}, due ${when}`,
    overdue: (standing: string, since: string) => `${standing}, overdue since ${since}`,
    score: (score: number | null) => (score === null ? 'opened by staff' : `${score} of 5`),
  },
  away: {
    until: (when: string) => `You are out of office until ${when}`,
    meanwhile:
      'Until then the person on call gets new cases, and those with something due: these stay with them.',
    covered: (colleague: string) =>
      `Until then ${colleague} has your cases and gets new ones. Then they come back, but for those in which ${colleague} wrote to the customer.`,
    back: 'I am back',
    whichDay: 'Until which day?',
    noDay: (text: string) =>
      text ? `“${text}” is not a day I understand.` : 'Say on which day you are back.',
    example:
      'Write it like this: “out of office until 2026-12-01”, “until 1 December” or “until Monday”; in Swedish and Norwegian too.',
    pastTitle: 'That day is not ahead',
    past: (date: string) => `${date} is today or past. Nothing was changed.`,
    farTitle: 'That is more than a year ahead',
    far: 'Nothing was changed. An administrator can take you out of organisation.yaml.',
    later: 'This is past: please give a later day.',
    thatMorning: 'You are back that morning. Say “back” if it is sooner.',
    reassigned: (n: number) =>
      `${n} of your cases went to the person on call: not taken yet, or due while you are away. Once you are back, you can take back those that nobody has acted on.`,
    nobody: (department: string) =>
      `Nobody else is there for ${department}: its new cases still come to you.`,
    onCall: (name: string, department: string) => `Meanwhile ${name} is on call for ${department}.`,
    welcome: 'Welcome back',
    reachYou:
      'New cases reach you again. Those that the person on call got stay there. Those that a colleague covers come back, except where they wrote to the customer.',
    welcomeBack: 'Welcome back: new cases reach you again.',
    untouched: (n: number) =>
      n === 1
        ? 'One of your cases went to somebody else while you were away, and nobody has acted on it since. You can take it back.'
        : `${n} of your cases went to others while you were away, and nobody has acted on them since. You can take them back.`,
    takeBack: (n: number) => (n === 1 ? 'Take it back' : `Take them back (${n})`),
    fromHome: 'Say “home” for the button.',
    tookBack: (n: number) =>
      n === 0
        ? 'There is nothing to take back: the cases are yours again, or somebody has acted on them.'
        : n === 1
          ? 'One case is yours again. The person who had it is told.'
          : `${n} cases are yours again. Those who had them are told.`,
    backFirst: 'You are out of office: say “back” first.',
  },
  /** To the person who has somebody's cases from now on. */
  reassigned: {
    title: (n: number, from: string) =>
      n === 1 ? `A case of ${from} is yours now` : `${n} cases of ${from} are yours now`,
    away: (from: string, until: string) =>
      `${from} is out of office until ${until}. They are yours from now on. When ${from} is back, they can take back those that nobody has acted on.`,
    gone: (from: string) => `${from} can’t have them any more.`,
    more: (n: number) => `and ${n} more: say “my cases”`,
    takenBack: (who: string, n: number) =>
      `${who} is back and took back ${n === 1 ? 'a case' : `${n} cases`} on which nobody had acted.`,
  },
  help: {
    title: 'What you can say here',
    notUnderstood: (text: string) => `I did not understand “${text}”. Nothing was done.`,
    commands: [
      ['home', 'what waits for you: approvals, handovers, requests, call-backs, your cases'],
      ['my cases', 'your cases, the most urgent first; ended ones too while something is owed'],
      ['due', 'those that are overdue, or due by the end of the next business day'],
      ['open', 'open a case from a complaint you saw elsewhere'],
      ['find …', 'cases and contacts by name, telephone, e-mail, order, case number or words'],
      [
        'out of office until Monday',
        'you are back that day; until then the person on call gets what falls due, and keeps it. Add “, Björn covers” and a colleague gets your cases once they accept',
      ],
      ['Björn takes mine until Thursday', 'a colleague has your cases until that day, once they accept'],
      ['back', 'you are back in the office'],
      ['improvements', 'changes that are under way in your departments, and what they did'],
      ['improve', 'make an improvement: what changes, who owns it, what is measured'],
      ['report', 'a link of your own to the report, for managers'],
      ['roster', 'for managers: the duty roster, and who was on duty in a pattern’s hours'],
      ['digest', 'set when, where and of which departments digests come, if you are a manager'],
    ] as [string, string][],
    note: 'To act on a case use the buttons of its message in your department’s channel.',
  },
  find: {
    what: 'What shall be found?',
    how: 'Write what you look for after it: “find kim@example.com”, “find +46 70 123 45 67”, “find A-1001” (an order or ticket), “find 1004” (a case), “find Kim”, or words the customer wrote.',
    nothing: (text: string) => `Nothing found for “${text}”`,
    tryThis:
      'Write a name, an e-mail address, a telephone number, an order or ticket, a case number, or words the customer wrote, each from its beginning. You find what is with your departments.',
    found: (text: string, n: number) => `Found for “${text}”: ${n}`,
    /** `least`: there are more than that. */
    newest: (shown: number, more: number, least: boolean) =>
      `The newest ${shown} are shown, ${least ? 'more than ' : ''}${more} more are not: write more of it to find fewer.`,
    contactOf: (when: string) => `A contact of ${when}`,
    contact: (channel: string) => `Contact, ${channel}`,
    ended: (when: string) => `ended ${when}`,
    openCase: 'Open a case',
    case: (number: number, severity: number | null, state: string | null) =>
      `Case ${number}, severity ${severity}: ${state}`,
    caseIn: (number: number, severity: number | null, channel: string) =>
      `Case ${number}, severity ${severity}, ${channel}`,
    stands: (state: string | null, accountable: string | null, when: string) =>
      `${state}, ${accountable}, opened ${when}`,
  },
  more: {
    title: (number: number) => `More for case ${number}`,
    submit: 'Go on',
    verb: { label: 'What would you like to do?' },
    untaken:
      'Once somebody has taken the case it can also be handed over, others asked for something, and its severity changed.',
    groups: {
      case: 'This case',
      help: 'With somebody else',
      end: 'Grave: abuse, merging, ends',
    },
  },
  openCase: {
    title: 'Open a case',
    submit: 'Open',
    email: { label: 'Customer’s e-mail', hint: 'E-mail or telephone: one of them is needed.' },
    phone: {
      label: 'Customer’s telephone',
      hint: 'Without an e-mail address the customer is only called.',
    },
    name: { label: 'Customer’s name' },
    brand: { label: 'Brand' },
    department: { label: 'Department' },
    channel: { label: 'Where did the customer say it?' },
    language: { label: 'The customer’s language', hint: 'Their mails and page are in it.' },
    words: { label: 'What the customer said', hint: 'In the customer’s own words, as far as you have them.' },
    reference: { label: 'Order or ticket', hint: 'The same reference joins the matter there is.' },
    severity: { label: 'Severity' },
    severities: {
      1: '1: injury, legal threat, data breach, discrimination',
      2: '2: the customer is badly hit',
      3: '3: dissatisfied',
    },
    staff: {
      label: 'E-mail of the colleague it is about',
      hint: 'If known: a person whom it is about does not handle it.',
    },
    faults: {
      email: 'Please write a whole e-mail address, such as kim@example.com.',
      phone: 'Please write the number in digits, such as +46701234567.',
      staff: 'Please write the colleague’s whole e-mail address, or leave it empty.',
    },
    noAddress: 'An e-mail address or a telephone number is needed to put it right.',
    chooseBrand: 'Please choose a brand.',
    chooseDepartment: 'Please choose a department.',
    unknown: 'This contact is not known here any more: use "open" instead.',
    notYours: (department: string) =>
      `This contact is with ${department}: its liaisons can open a case on it.`,
    aboutYou: 'This contact was yours, so a colleague opens the case.',
    opened: (number: number, department: string, onCall: string) =>
      `Case ${number} is open with ${department}: ${onCall} is on call for it.`,
    other: (number: number) =>
      `This customer also has case ${number} open: merge them if it is the same matter.`,
    ended: 'The case of this matter ended this moment: please send it again.',
    added: (number: number, accountable: string) =>
      `This matter has an open case: the words were added to case ${number}, which ${accountable} has.`,
    addedElsewhere: 'This matter has an open case: the words were added to it.',
  },
}
