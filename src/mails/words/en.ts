import type { Words } from './words.ts'

export const en: Words = {
  greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
  thing: {
    phone: (brand) => `your call with ${brand}`,
    chat: (brand) => `your chat with ${brand}`,
    email: (brand) => `your e-mail contact with ${brand}`,
    store: (brand) => `your visit to ${brand}`,
    web: (brand) => `your online contact with ${brand}`,
    visit: () => 'the visit',
    'social media': (brand) => `your contact with ${brand} on social media`,
    parcel: (brand) => `your delivery from ${brand}`,
    other: (brand) => `your contact with ${brand}`,
  },
  about: 'About',
  when: 'When',
  with: 'With',
  reference: 'Reference',
  quote: (words) => `“${words}”`,
  invitation: {
    subject: (thing) => `How was ${thing}?`,
    reminderSubject: (thing) => `A reminder: how was ${thing}?`,
    preheader: 'One question. If something went wrong, we want to put it right.',
    lead: 'You were in touch with us, and we would like to know how it went. If something went wrong, we want to put it right.',
    reminderLead:
      'The other day we asked how it went. Your answer still counts, and if something went wrong we want to put it right. We will not ask about this again.',
    scale: (score, words) => `${score} of 5${words ? `, ${words.toLowerCase()}` : ''}`,
    how: 'Choose a number, then confirm it on the page that opens.',
    open: (until) => `You can answer until ${until}.`,
    why: (brand) => `You get this e-mail because you were in touch with ${brand}.`,
    noReply: 'A reply to it does not count as your answer: what you write reaches us on the page that opens.',
    unsubscribe: 'Please don’t ask me again',
  },
  case: {
    open: 'See your case',
    nextWord: (when) => `You will hear from us again by ${when}.`,
    nextRemedy: (when) => `What we promised you will be done by ${when}.`,
    due: 'At the latest',
    otherRemedy: 'Remedy',
    signature: (person, brand) => `${person}, ${brand}`,
    writeThere: (person) =>
      `Write to ${person} on your case page. Replies to this e-mail are not added to your case.`,
    mailbox: (address) => `To reach us, write to ${address}.`,
    apology: { subject: (from) => `An apology from ${from}` },
    progress: { subject: 'How your case is going' },
    promised: {
      subject: 'What we will do, and by when',
      lead: 'This is what we will do to put it right.',
      promise: 'You will hear from us when it is done.',
    },
    still: 'This is what we still owe you.',
    kept: {
      subject: 'Done, as we promised',
      partSubject: 'One part is done: what is left, and by when',
    },
    question: {
      subject: (from) => `A question from ${from}`,
      answer: 'Answer on your case page',
      how: 'You need no account, and can answer in your own words.',
    },
    account: {
      subject: 'How we understood what happened',
      lead: 'This is how we understood what happened.',
      how: 'If something is wrong or missing, correct it on your case page. If it is right, there is nothing you need to do.',
      look: 'Read or correct it',
    },
    link: {
      subject: 'The new link to your case',
      lead: 'Here is the new link to your case. Older links have ended.',
      unasked:
        'If you did not ask for it, somebody who had an older link did. That link does not work any more.',
    },
    handover: {
      subject: (to) => `${to} has your case now`,
      lead: (to, department) =>
        department ? `${to} at ${department} has taken over your case.` : `${to} has taken over your case.`,
      rest: 'You need not repeat anything: what you have told us, and what we promised you, goes along.',
    },
    call: {
      booked: 'We will call you',
      moved: 'Your call has a new time',
      cancelled: 'Your call is cancelled',
      near: 'We are calling you soon',
      cancelledLead: (when) => `The call on ${when} is cancelled.`,
      again: 'You can book another time on your case page.',
      change: 'If it does not suit you, change the time or cancel the call on your case page.',
    },
    final: 'Our final answer',
    ended: {
      subject: 'Your case is closed',
      withdrawn: 'You told us that you do not want to take this further, so we have closed your case.',
      'answered by mistake': 'You told us that your answer was a mistake, so we have closed your case.',
      wrong: (address) => `If that is not right, write to ${address} and we take it up again.`,
    },
    spoken: {
      subject: 'You told us that it is put right',
      lead: 'Thank you for talking with us. You told us that it is put right now, and we have noted that.',
      how: 'If it is not, let us know, and we carry on.',
    },
    done: {
      subject: 'Have we put it right?',
      reminderSubject: 'A reminder: have we put it right?',
      lead: 'This is what we have done.',
      reminderLead:
        'The other day we asked if it is put right. Only you can tell, so here is the question once more. This is what we have done.',
      how: 'You confirm your answer on the page that opens. If it isn’t put right, we carry on.',
      last: 'We will not ask again, but your case page stays open to you.',
    },
  },
}
