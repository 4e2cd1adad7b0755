/** The desk's page on what is kept of one customer. */
export const customers = {
  title: 'Customers',
  how: 'Shows or erases all that is kept of one customer. Both are noted in the audit log.',
  of: 'Whole e-mail address, telephone number or case number',
  find: 'Find',
  nobody: (of: string) => `“${of}” finds nobody. Only a whole address or number does.`,
  since: (when: string) => `known since ${when}`,
  cases: 'Cases:',
  show: 'Show all that is kept',
  download: 'Download as JSON',
  zip: 'Download with pictures (ZIP)',
  /** Something is still owed to them, or held. */
  waiting: 'Customers who asked to be erased, and wait',
  waits: (number: number, when: string) => `case ${number}, confirmed ${when}`,
  erase: 'Erase',
  eraseHow:
    'Names, addresses, words and pictures go everywhere, for good; the numbers stay. Open cases end, and the customer is not written to any more.',
  eraseNow: 'Erase for good',
  eraseAnyway: 'Erase all the same',
  owed: 'Something is still owed. Fulfil it first, or erase all the same:',
  owes: (number: number, thing: string, due?: string) =>
    `case ${number}: ${thing}${due ? `, due ${due}` : ''}`,
  things: { word: 'it is open, and an answer is owed', call: 'a call is booked' },
  erased: 'The customer was erased.',
  left: (mails: number, places: string) =>
    `Out of reach: ${mails === 1 ? 'one mail that was' : `${mails} mails that were`} sent${places ? `, and ${places}` : ''}.`,
  before: 'The customer had been erased before: nothing more was done.',
  erasedName: 'An erased customer',
  erasedAt: (when: string) => `Erased ${when}. Only numbers are left.`,
  about: 'A case of this customer is about you: ask a colleague in management.',
}
