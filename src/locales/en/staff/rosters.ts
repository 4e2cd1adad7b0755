import { counted } from './counted.ts'

/** Who is on duty when, and who was on duty in a pattern's hours. */
export const rosters = {
  off: 'Duty rosters and figures about people are off until organisation.yaml says in privacy.people what they are for, who was consulted, how staff were told, and how long they are kept.',
  refused: 'This roster can’t be used. Nothing was stored.',
  at: (line: number | null, field: string | null, text: string) =>
    `${line === null ? '' : `Line ${line}`}${line !== null && field ? ', ' : ''}${field ?? ''}${line !== null || field ? ': ' : ''}${text}`,
  faults: {
    'no zone': (said: string) =>
      `${said} names no time zone: give an offset, such as 2026-03-02T08:00+01:00, or a zone such as Europe/Stockholm`,
    'unknown zone': (said: string) => `“${said}” is no time zone known here`,
    'no time': (said: string) =>
      said ? `“${said}” is no date with a time` : 'a date with a time is missing',
    'ends before': () => 'it ends before it begins',
    'too long': () => 'a shift has at most seven days',
    'repeats too often': () => 'it repeats too often, or has done so for too long',
    'unknown person': (said: string) =>
      said ? `nobody in organisation.yaml is “${said}”` : 'nobody is named',
    'several people': (said: string) => `several people are called “${said}”: give the e-mail address`,
    overlap: (said: string) => `the same person is on duty at that time already: line ${said}`,
    'too many': (said: string) => `more than ${said} shifts`,
    'too large': (said: string) => `longer than ${said} bytes`,
    'not read': () => 'this is no iCal file',
    columns: (said: string) => `the first line has to name the columns person, from and to: missing ${said}`,
    'no shifts': () => 'there is no shift in it that is of today or later, or young enough to be kept',
    address: (said: string) => `the address can’t be read${said && ` (${said})`}`,
    'not public': () => 'this address is not public, and is never read',
  },
  title: (department: string) => `Duty roster: ${department}`,
  none: 'There is none.',
  shifts: 'Shifts kept',
  followed: 'Read again each day from',
  read: 'Last read',
  wrong: 'What was wrong last time',
  set: 'Set the roster',
  form: {
    title: 'Set the duty roster',
    submit: 'Set it',
    text: {
      label: 'The roster',
      hint: 'Paste an iCal file, or a table with the columns person, from and to. It replaces the roster from its first shift on.',
    },
    url: {
      label: 'Or an iCal address',
      hint: 'Begins with https://. It is read again each day.',
    },
    zone: { label: 'Time zone', hint: 'Of times in a table that name none, such as Europe/Stockholm.' },
    either: 'Please paste the roster or give an address.',
    notAddress: 'This is no public address that begins with https://.',
  },
  stored: (shifts: number, people: number) =>
    `${counted(shifts, 'shift', 'shifts')} of ${counted(people, 'person', 'people')} are kept.`,
  willRead: 'The address is read within a minute: ask for the roster again to see it.',
  notYours: 'A department’s roster is for its managers.',
  unknown: (department: string) => `There is no department “${department}”.`,
  onDuty: {
    label: 'Who was on duty',
    lead: 'A lead to look at with the team, and nothing more: people who were there know best what happened. It does not say that anybody did anything wrong.',
    people: (names: string, pattern: string) => `On duty in these hours: ${names}. ${pattern}`,
    few: (least: number) =>
      `Nobody is named: each person here was on duty for fewer than ${least} of these answers.`,
    nobody: 'The roster has nobody on duty in these hours.',
    yourself: 'You were on duty in these hours yourself: another manager of the department can look at this.',
    notYours: 'Who was on duty is told to the department’s own managers alone.',
    notHere: 'This pattern is not known here any more.',
  },
}
