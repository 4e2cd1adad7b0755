/** What is still owed where a case ends, or has ended. */
export const ends = {
  what: {
    word: (by: string) => `the word promised by ${by}`,
    request: (department: string) => `what ${department} took on`,
    'call-back': (at: string) => `the call on ${at}`,
  },
  why: (what: string) => ({
    label: `Why is it withdrawn: ${what}?`,
    hint: 'The customer reads it. Or close this form, and keep the promise first.',
  }),
  owed: (what: string[]) =>
    what.length > 0
      ? `Still owed to the customer: ${what.join('; ')}. Keep it, hand it over, or open this form again and say why it is withdrawn.`
      : 'Something was promised meanwhile: look at the card and open this form again.',
  undecided: (manager: string | null) =>
    `${manager ?? 'A manager'} still decides on a right of this customer. That comes first.`,
  settledMeanwhile: 'It was done or replaced meanwhile, so nothing was changed: look at the card again.',
  stays: (what: string[]) =>
    `Still owed, by its date and by the person accountable now: ${what.join('; ')}. It is the customer’s right.`,
  /** Severe words of an answer that belongs to nobody we know. */
  anonymous: {
    title: 'Severe words in an anonymous answer',
    text: 'Nobody knows who wrote it, so there is no case. Please see what has to be done.',
    score: 'Score',
  },
  /** What may be done about a remedy once the case has ended. */
  settle: {
    nothing: 'Nothing is owed in this case any more.',
    which: { label: 'Which one?' },
    how: { label: 'What happened to it?' },
    done: 'It is done',
    withdrawn: 'Withdrawn, for goodwill alone',
    text: { label: 'What the customer reads', hint: 'What was done, or why it is withdrawn.' },
    reference: { label: 'Reference of the booking', hint: 'For money: where it can be found again.' },
    right: 'A right of the customer is not withdrawn. It is done, handed over, or a manager disputes it.',
  },
  dispute: {
    nothing: 'No right of the customer is owed in this case.',
    which: { label: 'Which right is disputed?' },
    text: { label: 'Why, as the customer reads it' },
    body: { label: 'Where can the customer take it?', hint: 'The dispute body, by its name.' },
  },
}
