/** A case's own message, and the message that is left where it was before. */
export const card = {
  title: (number: number, customer: string | null, score: string, drivers: string) =>
    `Case ${number}: ${[customer, score, drivers].filter(Boolean).join(', ')}`,
  /** `said`: the beginning of the customer's words, in quotes. */
  summary: (number: number, customer: string | null, score: string, standing: string, said: string) =>
    `Case ${number}, ${[customer, score].filter(Boolean).join(', ')}: ${standing}${said && ` ${said}`}`,
  severity: (severity: number) => `severity ${severity}`,
  /** What the customer answered to whether it is put right. */
  answered: (answer: string, when: string) => `${answer}, the customer answered ${when}`,
  noWords: 'No words were noted.',
  /** A score that was changed since. */
  scores: (now: string, first: string) => `${now}, first ${first}`,
  mayWrite: 'No words yet: the customer may still be writing.',
  leftNone: 'The customer left no words with the score.',
  more: 'More…',
  /** A move with the department it goes to. */
  routed: (move: string, department: string) => `${move}: ${department}`,
  /** In chat, in the place of what is to be read on the page alone. */
  sensitive: 'Sensitive: open the page',
  abusive: 'Marked as abusive; open the page to read it',
  openPage: 'Open the page',
  twice: 'This may appear twice: it is not known whether the first try arrived.',
  /** What the accountable person owes, by when: the rest of a sentence that begins with their name. */
  standing: {
    open: (take: string, apology: string) => `is accountable. Take it by ${take}, apologise by ${apology}.`,
    /** The customer gave no words: nobody knows yet what to apologise for. */
    openAsk: (take: string, ask: string) =>
      `is accountable. The customer gave no words: take it by ${take}, and ask what happened by ${ask}.`,
    ask: (by: string) => `has it. The customer gave no words: ask what happened by ${by}.`,
    apology: (by: string) => `has it. Apologise by ${by}.`,
    remedy: (by: string) => `has it. A remedy is promised by ${by}.`,
    word: (by: string) => `has it. The customer hears by ${by}.`,
    silent: (by: string) =>
      `has it. The customer stayed silent: a manager decides by ${by}, "End as unconfirmed" or "Carry on".`,
    asked: (since: string) => `has it. Waiting for the customer’s answer since ${since}.`,
    confirmed: 'documents the finding: the customer confirmed that it is put right.',
    documented: (when: string) => `put it right and documented it, ${when}.`,
    unconfirmed: 'had it. What was promised is done, but the customer did not answer: unconfirmed.',
    owes: (what: string, by: string, state: string) =>
      `still owes the customer: ${what}, by ${by}. The case is ${state}, the promise is not.`,
    merged: (number: number | null) =>
      `had it: it goes on in ${number ? `case ${number}` : 'another case of this customer'}.`,
    ended: (state: string, when: string) => `had it. It ended as ${state}, ${when}.`,
    /** Where the date has passed. */
    late: {
      open: (by: string) => `is accountable. Nobody has taken it: it was due by ${by}.`,
      ask: (by: string) => `has it. The customer gave no words: asking what happened was due ${by}.`,
      apology: (by: string) => `has it. The apology was due ${by}.`,
      remedy: (by: string) => `has it. A remedy was due ${by}.`,
      word: (by: string) => `has it. A word to the customer was due ${by}.`,
      silent: (by: string) =>
        `has it. The customer stayed silent: a manager’s decision was due ${by}, "End as unconfirmed" or "Carry on".`,
      owes: (what: string, by: string, state: string) =>
        `still owes the customer: ${what}, was due ${by}. The case is ${state}, the promise is not.`,
    },
  },
  facts: {
    ended: 'Why it ended',
    contact: (channel: string, when: string) => `${channel}, ended ${when}`,
    reads: (language: string) => `reads ${language}`,
    handledBy: 'Handled by',
    about: 'About',
    severe: (severity: string, named: string) => `${severity}: the customer names ${named}`,
    and: ', and ',
    safety: 'safety or privacy',
    setByStaff: (handling: string) => `${handling} (set by staff)`,
  },
  waiting: {
    repeated: (nth: string) => `This is the ${nth} case of this customer in 90 days.`,
    called: (when: string, by: string | null) => `Management was called${by ? ` by ${by}` : ''} ${when}.`,
    snoozed: (who: string, until: string) => `${who} put a reminder off until ${until}.`,
    question: (since: string) =>
      `A question is with the customer since ${since}: the clocks wait for the answer.`,
    refused: (when: string) =>
      `The customer did not get our mail: it was refused for good ${when}. Check the address (More, “Correct the address”), or reach them another way.`,
    /** Nothing is mailed to that address any more. */
    unreachable:
      'The customer gets none of our mail: their address was refused for good. Use “Correct the address”, or reach them another way.',
    complained:
      'The customer gets none of our mail: they reported it as unwanted. Reach them another way, or use “Correct the address” with one they give you.',
    unsure: (when: string) =>
      `A mail to the customer may not have arrived, ${when}. If it matters, use “Send the mail again”: they may get it twice.`,
    callBack: (when: string, phone: string) => `Call-back ${when}, ${phone}.`,
    approval: (to: string | null, since: string) =>
      `Waiting for approval by ${to ?? 'a manager'} since ${since}.`,
    handover: (to: string | null, since: string) =>
      `Offered to ${to ?? 'somebody else'} since ${since}: not accepted yet.`,
    request: (to: string | null, due: string, accepted: boolean) =>
      `Asked ${to ?? 'another department'}${due && ` by ${due}`}: ${accepted ? 'accepted' : 'not answered yet'}.`,
    requestRefused: (to: string | null) =>
      `${to ?? 'The partner'} did not get our request: its mail was refused for good.`,
    change: (remedy: string) => `The customer asks to change: ${remedy}`,
  },
  done: {
    apologised: (when: string) => `Apologised ${when}`,
    done: (when: string) => `Done ${when}`,
    confirmed: (when: string, by: 'spoken' | 'clicked' | null, withoutReceipt: boolean) =>
      `Confirmed by the customer ${when}${withoutReceipt ? ', spoken in a conversation, without receipt' : by === 'spoken' ? ', spoken in a conversation' : by ? ', by a click' : ''}`,
    account: 'What happened, as agreed',
    corrected: 'What happened, as the customer corrected it',
    remedyDone: (what: string, right: boolean, when: string, reference: string | null) =>
      `${what} (${right ? 'the customer’s right' : 'goodwill'}): done ${when}${reference ? `, reference ${reference}` : ''}`,
    remedyPromised: (what: string, right: boolean, by: string, accepted: boolean) =>
      `${what} (${right ? 'the customer’s right' : 'goodwill'}): promised by ${by}${accepted ? ', accepted by the customer' : ''}`,
  },
  durations: {
    taken: 'Taken after',
    apology: 'Apology after',
    done: 'Done after',
    confirmed: 'Confirmed after',
    open: 'Open in all',
    minutes: (n: number) => `${n} min`,
    hours: (n: number) => `${n} h`,
    days: (n: number) => `${n} days`,
  },
  elsewhere: {
    title: (number: number) => `Case ${number}`,
    moved: (number: number, department: string) => `Case ${number} is handled elsewhere now: ${department}.`,
    nothing: (number: number) =>
      `Case ${number} is handled elsewhere now: there is nothing to decide here any more.`,
    history: (number: number) => `Case ${number}: what happened before it came here`,
    before: 'What happened before it came here:',
    leftOut: (n: number) => `${n} earlier left out.`,
  },
  /** On the desk, to who is accountable and has no chat. */
  yours: {
    title: (number: number) => `Case ${number} is yours to take`,
    text: (number: number, department: string, by: string) =>
      `You are accountable for case ${number} of ${department}. Take it by ${by}.`,
  },
}
