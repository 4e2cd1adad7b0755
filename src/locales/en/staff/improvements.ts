import { counted } from './counted.ts'

const answers = (n: number) => counted(n, 'answer', 'answers')

/** Changes in how a department works, and whether they helped. Dates and percentages are given as they are read. */
export const improvements = {
  title: (number: number, what: string) => `Improvement ${number}: ${what}`,
  summary: (number: number, standing: string) => `Improvement ${number}: ${standing}`,
  facts: {
    why: 'Why',
    owner: 'Owner',
    inPlace: 'In place',
    measured: 'What is measured',
    before: 'Before',
    after: 'After',
    result: 'What came of it',
  },
  /** By the keys of the data; `late` is to be in place and is not. */
  standing: {
    planned: 'planned',
    late: 'should be in place by now',
    measuring: 'in place, being measured',
    measured: 'measured, to be closed',
    closed: 'closed',
  },
  by: (date: string) => `not yet, planned by ${date}`,
  late: (date: string) => `not yet, it was planned by ${date}`,
  since: (date: string) => `since ${date}`,
  never: 'it never was',
  because: {
    driver: (driver: string) => `Customers name “${driver}”`,
    finding: (number: number) => `The finding of case ${number}`,
    aFinding: 'The finding of a case',
  },
  /** Of all answers; `of` are the channel and the brand, where it is about one. */
  names: (driver: string, of: string) => `Answers that name “${driver}”, of all answers${of && ` (${of})`}`,
  dissatisfied: (of: string) => `Dissatisfied answers, of all answers${of && ` (${of})`}`,
  count: (successes: number, n: number) => `${successes} of ${answers(n)}`,
  share: (count: string, share: string, low: string, high: string) =>
    `${count}: ${share} (95% interval ${low} to ${high})`,
  noAnswers: 'no answers yet',
  starts: (needed: number, weeks: number | null) =>
    `To see a halving, about ${answers(needed)} are needed after it${weeks === null ? '' : `: some ${counted(weeks, 'week', 'weeks')} at today’s pace`}.`,
  startsNever:
    'So few answers name it that even a halving would not show. Measure something wider, or more channels.',
  verdict: {
    better: 'Better: the share is lower than before.',
    worse: 'Worse: the share is higher than before.',
    noHalving: 'No clear change: a halving would most likely have shown by now.',
    tooEarly: (more: number) => `Can’t tell yet: about ${counted(more, 'more answer', 'more answers')}.`,
    cannot: 'Can’t tell: too few answers named it before.',
  },
  new: {
    title: 'Make an improvement',
    submit: 'Make it',
    what: { label: 'What changes', hint: 'What the department does in another way, in a sentence or two.' },
    why: { label: 'Why' },
    owner: { label: 'Owner', hint: 'Sees to it, and closes it with its result.' },
    dueOn: { label: 'In place by' },
    driver: { label: 'What is measured', hint: 'Its share of all answers, before and after.' },
    anyDriver: 'Dissatisfied answers, whatever they are about',
    channel: { label: 'In which channel' },
    anyChannel: 'All channels',
    brand: { label: 'Of which brand' },
    anyBrand: 'All brands',
    nowhere: 'Improvements are made by liaisons and managers of a department, and you are in none.',
    elsewhere: 'Improvements of this department are made by its own liaisons and managers.',
    noOwner: 'Please choose who owns it.',
    nothingFound: 'This is not known here any more: say “improve” to begin without it.',
    opened: (number: number, starts: string) => `Improvement ${number} is there. ${starts}`,
  },
  inPlace: {
    title: 'It is in place',
    label: 'Put in place',
    on: { label: 'Since when', hint: 'The first whole day. Answers from that day on count as after it.' },
    ahead: 'This day has not come: say so once it is in place.',
    longAgo: 'This is more than 90 days ago: please give a later day.',
    already: (number: number) => `Improvement ${number} is in place already.`,
  },
  change: { title: 'Change the improvement', label: 'Change' },
  close: {
    title: 'Close the improvement',
    label: 'Close',
    result: { label: 'What came of it', hint: 'Whether it stays, and what the department learnt.' },
  },
  again: { label: 'Open again' },
  told: {
    changed: (by: string) => `${by} changed it.`,
    owner: (name: string) => `New owner: ${name}.`,
    dueOn: (date: string) => `New date: ${date}.`,
    inPlace: (by: string, date: string) => `${by}: in place since ${date}.`,
    measured: 'please close it with what came of it.',
    closed: (by: string) => `${by} closed it`,
    reopened: (by: string) => `${by} opened it again.`,
    back: (since: string, after: string) =>
      `it is back: ${since} in the last four weeks, ${after} after the change. The improvement is open again.`,
  },
  past: 'This day is past.',
  tooFar: 'At most a year ahead.',
  changedMeanwhile: (number: number) =>
    `Improvement ${number} was changed this moment: please look at it again.`,
  notYours: (number: number, owner: string) =>
    `Improvement ${number} is ${owner}’s: the owner and the department’s managers act on it.`,
  closedAlready: (number: number) => `Improvement ${number} is closed.`,
  unknown: 'This improvement is not known here.',
  improve: 'Improve',
  list: { title: 'Improvements', none: 'None under way.', new: 'Make an improvement' },
}
