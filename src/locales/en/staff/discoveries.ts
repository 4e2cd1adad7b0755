import { counted } from './counted.ts'

/** Shares are counted: "17 of 50 (34 %)". `about` is a driver, `where` a channel or brand; empty where there is none. */
type Share = { hits: string; n: string; percent: string }
type Spoken = { about: string; where: string }
const share = ({ hits, n, percent }: Share) => `${percent} (${hits} of ${n})`
const answers = ({ about, where }: Spoken) =>
  `${about ? `answers about ${about}` : 'dissatisfied answers'}${where && ` (${where})`}`
const cases = (of: Spoken) =>
  `dissatisfied answers${of.about && ` about ${of.about}`}${of.where && ` (${of.where})`}`
const tested = (p: string, comparisons: string) => `p ${p} after ${comparisons} comparisons`

/** What was found by machine, and incidents. Numbers, percentages and dates are given as they are read. */
export const discoveries = {
  kinds: { change: 'Change', burst: 'Burst', theme: 'Theme', pattern: 'Pattern' },
  /** Where a window is: "on weekdays". */
  days: (days: 'all' | 'weekdays' | 'weekend' | number, weekday: string) =>
    days === 'all'
      ? 'on all days'
      : days === 'weekdays'
        ? 'on weekdays'
        : days === 'weekend'
          ? 'at weekends'
          : `on ${weekday}s`,
  pattern: (
    it: Spoken & {
      inside: string
      cases: string
      expected: string
      from: string
      to: string
      days: string
      p: string
      comparisons: string
    },
  ) =>
    `${it.inside} of ${it.cases} ${cases(it)} are about contacts that ended between ${it.from} and ${it.to} ${it.days}, where ${it.expected} in ${it.cases} would be expected (${tested(it.p, it.comparisons)}).`,
  theme: (it: { phrase: string; count: string; before: string; about: string }) =>
    `“${it.phrase}” is in ${it.count} dissatisfied comments, in ${it.before} of the 28 days before${it.about && `; most of them name ${it.about}`}.`,
  changed: (it: Spoken & { worse: boolean; period: string; before: Share; after: Share }) =>
    `${it.period}: the share of ${answers(it)} ${it.worse ? 'rose' : 'fell'} from ${share(it.before)} to ${share(it.after)}.`,
  compared: (
    it: Spoken & {
      worse: boolean
      month: boolean
      period: string
      before: Share
      after: Share
      low: string
      high: string
      level: string
      p: string
      comparisons: string
    },
  ) =>
    `${it.period}: the share of ${answers(it)} ${it.worse ? 'rose' : 'fell'} from ${share(it.before)} in the ${it.month ? 'month' : 'four weeks'} before to ${share(it.after)}, by ${it.low} to ${it.high} points (${it.level} interval, ${tested(it.p, it.comparisons)}).`,
  /** Behind a change: the others that the same week or month shows. */
  alike: (n: number, month: boolean) =>
    `… and ${counted(n, 'more change', 'more changes')} in the same ${month ? 'month' : 'week'}`,
  burst: (it: { about: string; hits: string; n: string; usual: string; from: string; to: string }) =>
    `${it.hits} of ${it.n} answers ${it.about ? `name ${it.about}` : 'are dissatisfied'} ${it.to ? `between ${it.from} and ${it.to}` : `since ${it.from}`}, where ${it.usual} are usual.`,
  /** Words and score say the opposite: a person should look. */
  check: 'Check: the words do not match the score',
  incident: {
    title: (about: string, over: boolean) => `${over ? 'Incident over' : 'Incident'}${about && `: ${about}`}`,
    summary: (says: string) => `Incident. ${says}`,
    looks: 'is next in line: please look at this first.',
    gathers:
      'New cases of it are posted here without a mention. Severity 1 and calls to management ring as always.',
    cases: 'Cases',
    none: 'none yet',
    mostNamed: 'Most named',
    write: 'Write what is known',
    rewrite: 'Change what is known',
    known: (language: string) => `What is known (${language})`,
    knownHint:
      'One paragraph of facts. Liaisons can add it to their own words to each customer of this incident.',
    by: (name: string, when: string) => `Written by ${name}, ${when}.`,
    back: (hits: string, n: string) => `The rate is back to what is usual. In all ${hits} of ${n} answers.`,
    quiet: (hits: string, n: string) => `Nothing more for four hours. In all ${hits} of ${n} answers.`,
    kept: 'Kept. It is offered in the forms of these cases.',
    unknown: 'This incident is not known here any more.',
    notYours: (department: string) =>
      `This incident is for ${department}: its liaisons and managers write what is known.`,
    /** On a case of it. */
    part: (from: string) => `Part of an incident since ${from}`,
    open: 'Open the incident',
    /** In the forms. */
    share: 'Add what is known about the incident',
    yes: 'Yes, after my own words',
    about: 'What is known about the incident',
    changed: 'What is known has changed since. Please read it again.',
    no: 'No, my own words only',
  },
}
