/** What is late, and the message that calls somebody to it. `who` was to do it, where a name is known. */
export const call = {
  late: {
    take: 'nobody has taken it',
    apology: 'the apology is late',
    'first promise': 'the customer was promised nothing yet',
    promise: 'a promise to the customer is late',
    decision: 'a decision is overdue',
    answer: 'the customer has not answered the question',
    'ask confirmation': 'the customer was not asked if it is put right',
    approval: 'an approval is waiting',
    handover: 'a handover is waiting',
    request: 'a request is late',
    'call-back': 'a call-back',
    finding: 'the finding is late',
    remedy: 'a remedy is owed, though the case has ended',
    silence: 'a silent customer: please decide',
  },
  /** What is late and by when it was due, in one plain sentence or two. */
  says: {
    take: (number: number, by: string) => `Case ${number} was to be taken by ${by}. Nobody has taken it yet.`,
    apology: (number: number, by: string) =>
      `The apology to the customer of case ${number} was due by ${by}.`,
    'first promise': (number: number, by: string) =>
      `The customer of case ${number} was to hear by ${by} what happens next.`,
    promise: (number: number, by: string) =>
      `The customer of case ${number} was promised something by ${by}. If it can't be done yet, "Progress" tells them how it goes.`,
    decision: (number: number, by: string, who = 'A manager') =>
      `${who} was to decide by ${by} on case ${number}, whose customer stayed silent: "End as unconfirmed" or "Carry on".`,
    answer: (number: number, by: string) =>
      `The customer of case ${number} has not answered the question, and was to hear from us by ${by}: please get in touch anyway.`,
    'ask confirmation': (number: number, by: string) =>
      `Everything promised in case ${number} is done. By ${by} the customer was to be asked whether it is put right: "Mark done" asks them.`,
    approval: (number: number, by: string, who = 'A manager') =>
      `${who} was to decide by ${by} on a remedy in case ${number}. The customer waits for it.`,
    handover: (number: number, by: string, who = 'A colleague') =>
      `${who} was to answer by ${by} whether they take over case ${number}.`,
    request: (number: number, by: string, who = 'The other department') =>
      `${who} was to answer a request in case ${number} by ${by}.`,
    refused: (number: number, who = 'The partner') =>
      `${who} did not get the request in case ${number}: its mail was refused for good. Take it back and ask another way, or have the address corrected in organisation.yaml.`,
    deed: (number: number, by: string, who = 'The other department') =>
      `${who} was to do by ${by} what case ${number} needs of it.`,
    'call-back': (number: number, at: string) => `The customer of case ${number} expects a call at ${at}.`,
    finding: (number: number, by: string) =>
      `The finding of case ${number} was due by ${by}: what caused it, and what prevents it. "Document" asks for no more than that.`,
    'call missed': (number: number, at: string) =>
      `The customer of case ${number} expected a call at ${at}. None is noted as held.`,
    remedy: (number: number, by: string) =>
      `Case ${number} has ended, but what was promised by ${by} is still owed to the customer. "Settle what is owed" says what became of it.`,
    silence: (number: number, by: string, severe: boolean, mailable: boolean) => {
      const why = severe
        ? 'At severity 1'
        : mailable
          ? 'With something promised undone'
          : 'Nothing can be mailed to them, so'
      return `The customer of case ${number} has not answered for 7 days. ${why} the clock ends nothing: please ${mailable ? '' : 'call them, or '}decide by ${by} whether to carry on or to end it as unconfirmed.`
    },
  },
  snooze: (until: string) => `Snooze until ${until}`,
  title: (number: number, what: string) => `Case ${number}: ${what}`,
  asksForAnother: 'the customer asks for somebody else',
  managementCalled: 'management is called',
  /** Why, where nobody said it in words of their own. */
  because: {
    severe: (named: string) => `The customer writes of ${named}.`,
    safety: 'The customer names safety or privacy.',
    chosen: 'It was opened as severity 1.',
    notYet: 'The customer says that it is not put right yet: severity 1 now.',
    afterAnswer: 'The customer writes after the second final answer: please read it.',
    right: 'No manager confirmed a right by the day it was due, so it was promised as it was asked for.',
    cases: (nth: string) => `It is the ${nth} case of this customer in 90 days.`,
  },
  anotherAsked: (accountable: string) =>
    `The customer asks for somebody else. ${accountable} is accountable now.`,
  management: (by: string | null) =>
    by ? `${by} calls management to this case.` : 'Management is called to this case.',
  accountable: 'Accountable',
  waitsFor: 'Waits for',
  state: 'State then',
  due: 'Due',
  asked: 'Asked',
  called: 'Called',
  open: 'Open the case',
}
