/** Who may do what when, and what is wrong with a value: refusals of any move. */
export const rights = {
  stranger:
    'You are not known to Amends here. An administrator can add you to organisation.yaml and apply it.',
  noCase: 'There is no such case.',
  unknown: 'This is not known here any more.',
  older: 'This button is from an older version: look for a newer message of the case.',
  aboutYou: (number: number) => `Case ${number} is about a contact of yours, so a colleague handles it.`,
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
}
