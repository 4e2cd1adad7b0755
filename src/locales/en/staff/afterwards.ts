/** Said of a text that goes out as it is typed. */
export const mailed = 'Mailed to the customer as you write it.'
/** Of the words of a remedy. */
export const nameSays = 'Leave it empty if the remedy’s name says it all.'

/** Noted once it is over: a finding, and a conversation. */
export const afterwards = {
  document: {
    cause: { label: 'Cause' },
    /** Beside another step, before the finding is due. */
    early: 'For the finding, if you know it already: later one click confirms it.',
    causeWords: { label: 'The cause in a sentence' },
    factors: { label: 'Factors', hint: 'What made it possible or worse.' },
    people: {
      label: 'People or roles',
      hint: 'Roles rather than names. Hear a person first if you name them.',
    },
    departments: { label: 'Departments' },
    solution: { label: 'Solution', hint: 'What put it right for this customer.' },
    prevention: {
      label: 'What prevents it?',
      hint: 'What keeps it from happening again. If nothing can: why not.',
    },
    unpreventable: { label: 'Can it be prevented?' },
    nothing: 'Nothing can prevent it: the text says why',
    toCustomer: {
      label: 'What changed because of this customer?',
      hint: 'One sentence. It is mailed to the customer as you write it, in your name.',
    },
    noCause: 'Please choose a cause.',
    unfinished: 'The draft lacks its cause or its prevention: "Document" lets you finish it.',
  },
  held: {
    how: { label: 'How did you talk?' },
    apology: { label: 'The apology you gave', hint: 'If you gave one: in your own words, as you said it.' },
    already: { label: 'Is it done already?' },
    alreadyDone: 'Yes, it is done',
    reference: {
      label: 'Reference of the booking',
      hint: 'For money that is paid already: where it can be found again.',
    },
    kind: {
      label: 'A remedy you promised or gave',
      hint: 'Within your authority, or by right. For more, for another right or for a large sum use "Offer remedy": a manager decides.',
    },
    amount: { label: 'Amount' },
    words: { label: 'What you promised, in your words', hint: `${mailed} ${nameSays}` },
    due: { label: 'By when will the remedy be done?' },
    answer: { label: 'Is it put right?', hint: 'The customer gets a receipt, and can say “not yet”.' },
    yes: 'The customer said: yes, it is put right',
    next: { label: 'If not: by when does the customer hear from you next?' },
    chooseHow: 'Please choose how you talked.',
    whichRemedy: 'Which remedy did you promise?',
    once: 'The apology for this was given before. Note under the account what else was said.',
    noCurrency: 'Use "Offer remedy" for it: that form asks for the currency.',
    apologyFirst: 'The apology comes first: if you gave it in this conversation, note it above.',
    stillOwed: (remedy: string) =>
      `${remedy} is still owed: leave this unticked now, use "Mark done" once it is done, and note the yes then.`,
    unsettled: {
      approval: (manager: string | null) =>
        `${manager} still decides on a remedy: leave this unticked now, and note the yes after that.`,
      request: (department: string | null) =>
        `What was asked of ${department} is still open: leave this unticked now, and note the yes once it is settled.`,
      handover: (colleague: string | null) =>
        `${colleague} has not answered the handover: leave this unticked now, and note the yes after that.`,
    },
  },
}
