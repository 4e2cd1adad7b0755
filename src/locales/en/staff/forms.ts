import { afterwards, mailed, nameSays } from './afterwards.ts'

const next = { label: 'By when will the customer hear from you next?' }

/** The forms of a case by move: each field's label and hint, then what the move refuses. */
export const forms = {
  writeIn: 'Write in',
  notMailed:
    'The customer asked not to be contacted: what you write is kept on the case page, and not mailed.',
  kept: 'It stands on the case page and is not mailed.',
  noAddress:
    'No e-mail address of this customer is known, so nothing can be mailed. Call them, and note it with "Conversation held".',
  /** Of what another customer was sent. */
  sentBefore: (exactly: boolean, when: string) =>
    `${exactly ? 'These same words were' : 'This says the same as what was'} sent to another customer on ${when}, but for names and facts. Write what is so for this customer alone.`,
  apologise: {
    once: 'You have apologised for this. One apology says more than two: tell the customer how it goes, and what you do by when. If something goes wrong again, you can apologise for that.',
    kind: {
      label: 'A remedy you give at once',
      hint: 'Within your authority, or by right. For more, for another right or for a large sum use "Offer remedy": a manager decides.',
    },
    amount: { label: 'Its amount', hint: 'For refund, discount or credit, and expenses.' },
    words: { label: 'What you promise, in your words', hint: `${mailed} ${nameSays}` },
    text: {
      label: 'Your apology',
      hint: 'In your own words, in the customer’s language. It is mailed under your name.',
    },
    next,
    /** `when`: empty where it was this moment. */
    sentBefore: (exactly: boolean, same: boolean, when: string, wrote: boolean) =>
      `${exactly ? 'These same words were' : 'This says the same as an apology'} sent to ${same ? 'this' : 'another'} customer${when && ` on ${when}`}, but for names and facts. Write what you would say to this customer alone${wrote ? ': their own words are above' : ''}. Or call them, and note it with "Conversation held".`,
  },
  ask: {
    text: {
      label: 'Your question',
      hint: 'In the customer’s language. It is mailed under your name, and the answer shows in the thread.',
    },
    next: { label: 'Without an answer: by when do you come back anyway?' },
  },
  progress: { text: { label: 'How it goes', hint: mailed }, next },
  takeBack: {
    which: { label: 'Which remedy is not done?', hint: 'It is owed again, and counts once.' },
    text: { label: 'The correction', hint: mailed },
    due: { label: 'By when will it be done?' },
    nothing: 'No remedy of this case is marked done.',
  },
  carryOn: {
    text: { label: 'What you will do now', hint: mailed },
    next,
    other: (number: number) =>
      `Case ${number} of the same matter is open by now: carry on there. Nothing was changed.`,
  },
  account: {
    text: (byCustomer: boolean) => ({
      label: 'What happened, as agreed',
      hint: byCustomer
        ? 'As the customer corrected it. They get what you change, and can correct it again.'
        : 'The customer gets it, and can correct it.',
    }),
    same: 'This is the account as it stands: change it, or leave it as it is and close this form.',
    changed:
      'The account was changed meanwhile, maybe by the customer: open the form again and read it first.',
  },
  done: {
    remedies: { label: 'Which remedies are done?', hint: 'Those left unticked stay promised.' },
    reference: {
      label: 'Reference of the booking',
      hint: 'For money that you ticked: where it can be found again.',
    },
    text: {
      label: 'What was done',
      hint: 'The customer reads it. Once all is done they are asked whether it is put right.',
    },
    tick: 'Tick what was done, or use "Progress" to tell the customer how it goes.',
    meanwhile:
      'A remedy you ticked was done or replaced meanwhile, so nothing was changed: look at the card and try again.',
    promised: 'A remedy was promised or asked for meanwhile: look at the card and try again.',
    apologyFirst: 'The apology comes first: "Apologise" in your own words, then mark it done.',
    notNeeded: { label: 'Still open: what is not needed any more?', hint: 'Those asked are told so.' },
    /** Above the form: the case goes on for now. */
    undecided: (manager: string | null) =>
      `${manager ?? 'A manager'} has not decided on a remedy yet. What you tick is noted as done, and the customer is told. They are asked whether it is put right once that is decided and you mark it done.`,
    noNeed: {
      request: (department: string | null) => `The request to ${department}`,
      handover: (colleague: string | null) => `The handover to ${colleague}`,
    },
    unsettled: {
      approval: (manager: string | null) =>
        `${manager} still decides on a remedy for this customer. Use "Progress" meanwhile, and mark it done after that.`,
      request: (department: string | null) =>
        `What was asked of ${department} is still open. Wait for it, or tick that it is not needed any more.`,
      handover: (colleague: string | null) =>
        `${colleague} has not answered the handover. Wait for it, or tick that it is not needed any more.`,
    },
    noReference: 'Money needs the reference of its booking, so that it can be found again.',
  },
  ...afterwards,
  callManagement: {
    why: {
      label: 'Why is management needed? One line',
      hint: 'Management reads it first, at once. The case stays where it is.',
    },
  },
  severity: {
    severity: (now: number) => ({
      label: `Severity (now ${now})`,
      hint: '1 is the worst, and calls management.',
    }),
    choices: {
      1: '1: injury, legal threat, data breach or discrimination',
      2: '2: the customer is badly hit',
      3: '3: dissatisfied',
    },
    reason: { label: 'Why?' },
    same: (severity: number) => `The severity is ${severity} already: please choose another.`,
  },
  handling: {
    handling: { label: 'How does the customer want it handled?' },
    reason: { label: 'How do you know?' },
  },
  correctAddress: {
    email: {
      label: 'The customer’s e-mail address',
      hint: 'Nothing is sent again. Mails that still wait go to the new address, and links sent to the old one end.',
    },
    noAddress: 'This is not an e-mail address. Please check it.',
    same: 'This is the address already.',
    noUtf8: 'Our mail server can’t write to letters such as these before the @.',
    another: (number: number | null) =>
      `This address is another customer’s, with ${number ? `case ${number}` : 'a contact'} on the same reference.`,
  },
  abusive: {
    sure: { label: 'Is the text abusive?' },
    yes: (manager: string) => `Yes: fold it behind a warning, and give the case to ${manager}`,
    reason: { label: 'Anything the manager should know?' },
    tick: 'Tick this to give the case to a manager.',
    noManager: 'There is no manager who could have it. Use "Call management".',
    already: (number: number) => `Case ${number} is marked as abusive already: its text is folded.`,
  },
  merge: {
    case: {
      label: 'With which case of this customer?',
      hint: 'The earlier one goes on, with what was promised in both. It can be undone.',
    },
    choice: (number: number, department: string, reference: string | null, state: string) =>
      `Case ${number}, ${department}${reference ? `, ${reference}` : ''}: ${state}`,
    number: { label: 'Or its number' },
    none: (number: number, customer: string | null) =>
      `${customer ?? 'This customer'} has no other open case that case ${number} could be merged with.`,
    noNumber: 'Please give the number of a case.',
    ended: (number: number) => `Case ${number} has ended: only open cases can be merged.`,
    notTheirs: 'This customer has no such case. Cases of different customers are never merged.',
    notYours: (number: number, department: string, accountable: string) =>
      `Case ${number} is with ${department}. Ask ${accountable} to merge the two, or hand yours over to ${department}.`,
    keptApart: (number: number) =>
      `Case ${number} is about a colleague, and is kept apart. Give both to one person by "Hand over" instead.`,
    merged: (ended: number, goesOn: number) => `Case ${ended} goes on in case ${goesOn}.`,
    changed: 'One of the two has changed meanwhile: look at their cards and try again.',
    otherOpen: (number: number) =>
      `Another case of what case ${number} is about is open by now: go on there. Nothing was changed.`,
    unmerged: (number: number, other: number) => `Cases ${number} and ${other} are separate again.`,
    already: (number: number) => `Case ${number} is its own again already. Nothing was changed.`,
  },
  unconfirmed: {
    reason: { label: 'Why is nothing more to be done?', hint: 'Kept with the case; not sent.' },
    early: (until: string) =>
      `The customer has until ${until} to answer. If more is to be done before that, use "Carry on".`,
  },
  finalAnswer: {
    reasons: {
      label: 'Your answer and its reasons',
      hint: 'Mailed to the customer as you write it, in your name. The case ends as not agreed.',
    },
    body: { label: 'Where can the customer take it?', hint: 'The dispute body, and how to reach it.' },
  },
  end: {
    end: {
      label: 'What is so?',
      hint: 'If you and the customer do not agree, a manager gives a final answer instead.',
    },
    choices: {
      withdrawn: 'Withdrawn: the customer no longer wants it put right',
      'answered by mistake': 'Answered by mistake: there is nothing to put right',
      'contact declined': 'Contact declined: nothing more is sent to them',
    },
    reason: { label: 'How do you know?', hint: 'Kept with the case; not sent.' },
  },
}
