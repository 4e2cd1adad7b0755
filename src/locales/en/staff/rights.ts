/** Who may do what when, and what is wrong with a value: refusals of any move. */
export const rights = {
  /** Above what was typed in a form that was refused. */
  yourWords: 'What you wrote, for you to copy',
  stranger:
    'You are not known to Amends here. An administrator can add you to organisation.yaml and apply it.',
  /** A page or button that is for other roles. */
  notYourRole: 'This is not for your role. organisation.yaml says who has which.',
  noCase: 'There is no such case.',
  unknown: 'This is not known here any more.',
  older: 'This button is from an older version: look for a newer message of the case.',
  aboutYou: (number: number) => `Case ${number} is about a contact of yours, so a colleague handles it.`,
  yourName: (number: number, department: string) =>
    `Case ${number} is about somebody of your name. A colleague has it until a manager of ${department} says that it is not you.`,
  nothingUnsure: 'It is known by now what became of the mail: look at the card. Nothing was changed.',
  notNamed: 'No complaint by name waits here.',
  outsider: (number: number, department: string) =>
    `Case ${number} is with ${department}. Only its liaisons and managers can act on it.`,
  forManagers: (move: string, department: string) =>
    `"${move}" is for the managers of ${department}: use "Call management" if it needs one.`,
  managersAtWorst: (move: string, department: string) =>
    `At severity 1 "${move}" is for the managers of ${department}: use "Call management" if it needs one.`,
  taken: (number: number, accountable: string) =>
    `${accountable} has case ${number}. Only ${accountable} and the managers can act on it.`,
  notTaken: (number: number) => `Nobody has taken case ${number} yet: "Take it" comes first.`,
  takenAlready: (number: number, accountable: string) => `${accountable} already has case ${number}.`,
  notNow: (number: number, move: string, state: string) =>
    `"${move}" is not possible now: case ${number} is ${state}. Nothing was changed.`,
  nothingHere: (number: number, accountable: string) =>
    `${accountable} has case ${number}. There is nothing here you can do now.`,
}

export const values = {
  empty: 'Please fill this in.',
  short: (min: number) => `Please write at least ${min} characters.`,
  long: (max: number) => `This is longer than ${max} characters.`,
  noDate: 'Please give a date.',
  past: 'This day is past.',
  tooFar: (days: number) => `This is more than ${days} days ahead: promise a word before that.`,
  chooseOne: 'Please choose one.',
  chooseSeverity: 'Please choose 1, 2 or 3.',
  amount: {
    /** `cents`: an amount with decimals. */
    example: (cents: string) => `250 or ${cents}`,
    unread: (example: string) => `Please give an amount, for example ${example}.`,
    zero: 'Please give an amount above zero.',
    other: (said: string, currency: string) =>
      `This says ${said}, and the amount is in ${currency}: write it in ${currency}.`,
    twoWays: (text: string, large: string, small: string) =>
      `“${text}” can be read in two ways: write ${large} for the larger amount, ${small} for the smaller one.`,
    decimals: (currency: string, decimals: number, example: string) =>
      `${currency} has ${decimals === 0 ? 'no decimals' : `${decimals} decimals`}: write an amount such as ${example}.`,
    most: (money: string) => `No remedy is above ${money}: is this the amount you mean?`,
    disagree: (said: string, money: string) =>
      `The words say ${said}, and the amount is ${money}: which one is meant? Make them the same.`,
  },
  day: {
    /** `first` and `second`: the same as they are always understood. */
    twoWays: (text: string, one: string, other: string, first: string, second: string) =>
      `Is “${text}” ${one} or ${other}? Write ${first} or ${second}.`,
    weekday: (day: string, weekday: string, date: string) =>
      `${day} is a ${weekday}: which day is meant? Write it without the weekday, or as ${date}.`,
  },
}
