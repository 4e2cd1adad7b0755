/** Mails. */
export const mails = {
  greeting: (name: string | null) => (name ? `Hello ${name},` : 'Hello,'),
  /** A contact as it stands in "How was …?", by its channel. */
  thing: {
    phone: (brand: string) => `your call with ${brand}`,
    chat: (brand: string) => `your chat with ${brand}`,
    email: (brand: string) => `your e-mail contact with ${brand}`,
    store: (brand: string) => `your visit to ${brand}`,
    web: (brand: string) => `your online contact with ${brand}`,
    visit: () => 'the visit',
    'social media': (brand: string) => `your contact with ${brand} on social media`,
    parcel: (brand: string) => `your delivery from ${brand}`,
    other: (brand: string) => `your contact with ${brand}`,
  },
  /** Labels of facts. */
  about: 'About',
  when: 'When',
  with: 'With',
  reference: 'Reference',
  quote: (words: string) => `“${words}”`,
  invitation: {
    subject: (thing: string) => `How was ${thing}?`,
    reminderSubject: (thing: string) => `A reminder: how was ${thing}?`,
    preheader: 'One question. If something went wrong, we want to put it right.',
    lead: 'You were in touch with us, and we would like to know how it went. If something went wrong, we want to put it right.',
    reminderLead:
      'The other day we asked how it went. Your answer still counts, and if something went wrong we want to put it right. We will not ask about this again.',
    scale: (score: number, words: string | null) => `${score} of 5${words ? `, ${words.toLowerCase()}` : ''}`,
    how: 'Choose a number, then confirm it on the page that opens.',
    open: (until: string) => `You can answer until ${until}.`,
    why: (brand: string) => `You get this e-mail because you were in touch with ${brand}.`,
    /** Where an answer has to be given. */
    noReply: 'A reply to this e-mail does not count as an answer. Please write on the page that opens.',
    unsubscribe: 'Stop the surveys',
  },
  case: {
    open: 'See your case',
    nextWord: (when: string) => `You will hear from us again by ${when}.`,
    nextRemedy: (when: string) => `What we promised you will be done by ${when}.`,
    due: 'At the latest',
    otherRemedy: 'Remedy',
    signature: (person: string, brand: string) => `${person}, ${brand}`,
    /** Where the customer's words are read: on the case page or, once that takes none, in the brand's mailbox. */
    writeThere: (person: string) =>
      `Write to ${person} on your case page. Replies to this e-mail are not added to your case.`,
    mailbox: (address: string) => `You can also reach us at ${address}.`,
    apology: { subject: (from: string) => `An apology from ${from}` },
    progress: { subject: 'How your case is going' },
    promised: {
      subject: 'What we will do, and by when',
      lead: 'This is what we will do to put it right.',
      promise: 'You will hear from us when it is done.',
    },
    /** Before what was promised and is not done yet. */
    still: 'This is what we still owe you.',
    kept: {
      subject: 'Done, as we promised',
      partSubject: 'One part is done: what is left, and by when',
    },
    question: {
      subject: (from: string) => `A question from ${from}`,
      answer: 'Answer on your case page',
      how: 'You need no account, and can answer in your own words.',
    },
    account: {
      subject: 'How we understood what happened',
      lead: 'This is how we understood what happened.',
      how: 'If something is wrong or missing, correct it on your case page. If it is right, there is nothing you need to do.',
      look: 'Read or correct it',
    },
    correction: {
      subject: 'A correction: this is not done yet',
      lead: 'We told you that this was done. It is not, and we still owe it to you.',
    },
    changed: {
      subject: 'What has changed because of you',
      lead: 'You told us what went wrong. This has changed because of it:',
    },
    link: {
      subject: 'The new link to your case',
      lead: 'Here is the new link to your case. Older links no longer work.',
      unasked: 'If you did not ask for it, somebody else with an older link did. That link no longer works.',
    },
    handover: {
      subject: (to: string) => `${to} has your case now`,
      lead: (to: string, department: string | null) =>
        department ? `${to} at ${department} has taken over your case.` : `${to} has taken over your case.`,
      rest: 'You won’t have to repeat anything: they have what you told us and what we promised you.',
    },
    call: {
      booked: 'We will call you',
      moved: 'Your call has a new time',
      cancelled: 'Your call is cancelled',
      near: 'We are calling you soon',
      cancelledLead: (when: string) => `The call on ${when} is cancelled.`,
      again: 'You can book another time on your case page.',
      change: 'If it does not suit you, change the time or cancel the call on your case page.',
    },
    final: 'Our final answer',
    /** Promises that are withdrawn, and rights that outlive the case. */
    atEnd: {
      subject: 'A promise we take back, and why',
      withdrawn: 'We promised you this, and it will not happen. This is why.',
      word: (when: string) => `The word promised by ${when}`,
      request: 'What a colleague was to do',
      'call-back': (when: string) => `The call on ${when}`,
      owed: 'This is your right: you still get it.',
      disputed: 'We do not agree that this is your right',
    },
    ended: {
      subject: 'Your case is closed',
      withdrawn: 'You told us that you do not want to take this further, so we have closed your case.',
      'answered by mistake': 'You told us that your answer was a mistake, so we have closed your case.',
      wrong: 'If that is not right, say so on your case page within 30 days, and we open it again.',
    },
    spoken: {
      subject: 'You told us that it is put right',
      lead: 'Thank you for talking to us. You told us that it is put right now, and we have noted that.',
      how: 'If it is not, let us know and we’ll carry on.',
    },
    done: {
      subject: 'Have we put it right?',
      reminderSubject: 'A reminder: have we put it right?',
      lead: 'This is what we have done.',
      reminderLead:
        'The other day we asked if it is put right. Only you can tell, so here is the question once more. This is what we have done.',
      how: 'You confirm your answer on the page that opens. If it isn’t put right, we’ll carry on.',
      last: 'We will not ask again, but your case page stays open to you.',
    },
  },
  /** A customer's thanks, to a member of staff. */
  thanks: {
    subject: 'A customer says thank you',
    lead: (brand: string) => `A customer of ${brand} was happy with your help and wrote:`,
    close: 'Thank you. It makes a difference.',
    why: 'You get this because a customer thanked you in a survey and a colleague passed it on. It is not used in any statistics.',
  },
  /** Asks a partner outside for one deed, with a link to its page. */
  partner: {
    greeting: (partner: string) => `Hello ${partner},`,
    subject: (brand: string, number: number) => `${brand} asks for your help (case ${number})`,
    lead: (who: string, brand: string) => `${who} at ${brand} asks you for this.`,
    by: 'By',
    open: 'Answer the request',
    how: 'On the page you can accept with a date, decline with what you can do instead, or tell us that it is done. You need no account. The link is for this one request: please don’t pass it on.',
    why: (brand: string) =>
      `You get this because ${brand} works with you. Answers to this e-mail don’t reach the request.`,
    withdrawnSubject: (brand: string, number: number) => `${brand}: not needed any more (case ${number})`,
    withdrawn: 'What we asked you for is not needed any more. Thank you for your help.',
    whyWithdrawn: (brand: string) => `You get this because ${brand} sent you a request earlier.`,
  },
}
