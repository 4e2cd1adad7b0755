const of = (who: string | null) => who ?? 'Somebody'
const by = (who: string | null) => who ?? 'The customer'

/** What happened to a case, told in its thread. `who` is null where it was the customer or the product. */
export const thread = {
  summary: (number: number, what: string) => `Case ${number}: ${what}`,
  andMore: (n: number) => ` And ${n} more.`,
  /** What a mention says after the name. */
  reminded: {
    1: 'needs to look at this.',
    2: 'is notified as manager.',
    3: 'is notified for management.',
  },
  /** `late`: what is late. */
  snoozed: (who: string | null, until: string, late: string) =>
    `${of(who)} put this off until ${until}: ${late}. The managers see it here and in the digest.`,
  covered: (from: string, to: string, until: string) => `${to} has this case for ${from} until ${until}.`,
  coveredBack: (to: string, from: string) => `${to} is back and has this case again. Thank you, ${from}.`,
  taken: (who: string | null) => `${of(who)} took the case.`,
  accountableNow: (who: string) => `${who} is accountable now.`,
  silent: 'The customer did not answer within 7 days. The case ends as unconfirmed.',
  answered: {
    yes: 'The customer says: yes, it is put right.',
    partly: 'The customer says: partly. The case goes on.',
    'not yet': 'The customer says: not yet. The case goes on, one severity worse.',
  },
  spokenYes: (who: string | null, withoutReceipt: boolean) =>
    `The customer said so to ${who ?? 'us'}: yes, it is put right. ${withoutReceipt ? 'No receipt can reach them: it counts as spoken, without receipt.' : 'They have a receipt.'}`,
  earlier: (number: number, answer: string) =>
    `The customer was asked if case ${number} is put right: ${answer}.`,
  apology: (who: string | null, spoken: boolean) =>
    `${of(who)} ${spoken ? 'apologised in the conversation:' : 'apologised to the customer:'}`,
  progress: (who: string | null) => `${of(who)} told the customer how it goes:`,
  done: (who: string | null) => `${of(who)} marked it done and asked the customer whether it is put right:`,
  drafted: (who: string | null) =>
    `${of(who)} drafted the finding. It counts once it is confirmed, after the customer’s answer.`,
  documented: (who: string | null, version: number) =>
    version > 1
      ? `${of(who)} added version ${version} of the finding.`
      : `${of(who)} documented the finding.`,
  finding: {
    cause: 'Cause',
    factors: 'Factors',
    people: 'People or roles',
    departments: 'Departments',
    solution: 'Solution',
    prevention: 'Prevention',
    nothing: (why: string) => `Nothing: ${why}`,
    toCustomer: 'Told to the customer',
  },
  added: {
    title: 'The customer added:',
    score: 'Score',
    now: (score: number) => `now ${score} of 5`,
    about: 'About',
    personOrProcess: 'Person or process',
  },
  question: (who: string | null, due: string) =>
    `${of(who)} asked the customer, and comes back by ${due} anyway:`,
  customerSaid: (pictures: number) =>
    `The customer writes${pictures > 0 ? `, with ${pictures === 1 ? 'a picture' : `${pictures} pictures`}` : ''}:`,
  account: (who: string | null) => `${of(who)} sent the customer what happened, as agreed:`,
  accountCorrected: 'The customer corrected the account:',
  remedyAccepted: (remedy: string) => `The customer accepts: ${remedy}.`,
  changeAsked: (remedy: string) =>
    `The customer asks for something else than ${remedy}. "Offer remedy" can replace it.`,
  theRemedy: 'the remedy',
  held: (who: string | null, how: string, due: string) =>
    `${of(who)} talked with the customer ${how}.${due && ` Next word by ${due}.`}`,
  stopped: 'The customer stopped all messages: nothing more is sent to them.',
  dataAsked: {
    copy: 'The customer asked for a copy of their data. They have it; there is nothing to do.',
    erasure:
      'The customer asked us to erase their data. It is erased by itself as soon as nothing is owed to them any more.',
  },
  /** `ground`: which right; null: goodwill. */
  promised: (
    who: string | null,
    remedy: string,
    due: string,
    { ground, credit, replaces }: { ground: string | null; credit: boolean; replaces: boolean },
  ) => {
    const right =
      ground && `, the customer’s right (${ground}${credit ? ', credit by the customer’s choice' : ''})`
    const instead = replaces ? ', in place of the one the customer asked to change' : ''
    return `${of(who)} promised ${remedy} by ${due}${right ?? ''}${instead}:`
  },
  remedyDone: (who: string | null, what: string, reference: string | undefined) => {
    const booked = reference ? `, reference ${reference}` : ''
    return who
      ? `${who} marked done: ${what}${booked}:`
      : `${what} was done by another system${booked}. The customer is told. Once all is done, "Mark done" asks them whether it is put right.`
  },
  withdrawn: (who: string | null, what: string) => `${of(who)} withdrew ${what}. The customer reads:`,
  disputed: (who: string | null, right: string) =>
    `${of(who)} disputes a right of the customer: ${right}. The customer reads:`,
  takenBack: (who: string | null, remedy: string, reference: string, due: string) =>
    `${of(who)} took back that ${remedy} was done${reference && ` (reference ${reference})`}. It is owed again, by ${due}, and the customer is told:`,
  approval: {
    asked: (who: string | null, to: string, remedy: string, due: string) =>
      `${of(who)} asks ${to} to approve ${remedy}${due && ` by ${due}`}:`,
    given: (who: string | null, remedy: string) =>
      who
        ? `${who} approved ${remedy}.`
        : `Nobody confirmed ${remedy} in time. It is promised as it was asked for: a right is not delayed.`,
    changed: (who: string | null, remedy: string, asked: string) =>
      `${of(who)} approved ${remedy} instead of ${asked}.`,
    declined: (who: string | null, remedy: string) =>
      `${of(who)} did not approve it as asked, and offers instead ${remedy}:`,
  },
  opened: (who: string | null, channel: string) =>
    `${of(who)} opened this case from a complaint seen elsewhere (${channel}).`,
  addressCorrected: (who: string | null, from: string, to: string) =>
    `${of(who)} corrected the customer’s e-mail address${from && ` from ${from}`} to ${to}. Mails that wait go there; nothing is sent again.`,
  sentAgain: (who: string | null) =>
    `${of(who)} had a mail to the customer sent again: it was not known whether it had arrived.`,
  openedByAnswer: (score: number, safety: boolean) =>
    `The customer answered ${score} of 5${safety ? ', and names safety or privacy' : ''}.`,
  heardElsewhere: (who: string | null, channel: string) =>
    `${of(who)} saw more of this elsewhere (${channel}):`,
  handover: {
    offered: (who: string | null, to: string) =>
      who
        ? `${who} offered this case to ${to}.`
        : `The customer asked for somebody else, so this case is offered to ${to}.`,
    stands: 'Where it stands',
    accepted: (department: string | undefined) =>
      `accepted this case${department ? ` for ${department}` : ''}. The customer is told.`,
    declined: (who: string | null) => `${by(who)} declined the handover:`,
    timedOut: (to: string) => `${to} did not answer the handover in time.`,
    still:
      'still has this case. Offer it to somebody else, book a call-back or call management: all are behind "More…".',
  },
  request: {
    sent: (who: string | null, department: string, due: string) =>
      `${by(who)} asked ${department} for this, by ${due}:`,
    accepted: (who: string | null, department: string, due: string) =>
      who
        ? `${who} accepted the request for ${department}: done by ${due}.`
        : `${department} accepted the request: done by ${due}.`,
    declined: (who: string | null, department: string) =>
      `${who ? `${who} of ${department}` : department} declined the request and offers instead:`,
    takeUp: 'can take this up, or send another request.',
    done: (who: string | null, department: string) =>
      `${who ? `${who} of ${department}` : department} did what was asked.`,
    takenBack: (who: string | null, department: string) =>
      `${by(who)} took back the request to ${department}:`,
    /** The customer neither sees nor gets these words. */
    partnerSaid: (partner: string, pictures: number) =>
      `${partner} writes to us alone${pictures > 0 ? `, with ${pictures === 1 ? 'a picture' : `${pictures} pictures`}` : ''}:`,
    hasWord: 'has word of the request.',
    answered: 'has the answer to the request.',
  },
  callBack: {
    booked: (who: string | null, at: string, phone: string) =>
      `${by(who)} booked a call-back: ${at}, ${phone}.`,
    moved: (who: string | null, at: string, phone: string) =>
      `${by(who)} moved the call-back to ${at}, ${phone}.`,
    cancelled: (who: string | null, at: string) => `${by(who)} cancelled the call-back of ${at}.`,
    withCase: (at: string) => `The call-back of ${at} is not needed any more: the customer is told.`,
  },
  managementCalled: (who: string | null) => (who ? `${who} called management:` : 'Management was called:'),
  severity: (who: string | null, from: number, to: number) =>
    `${by(who)} changed the severity from ${from} to ${to} (1 is worst):`,
  handling: (who: string | null, handling: string) => `${by(who)} set how to handle it: ${handling}`,
  notThem: (who: string | null, name: string) =>
    `${of(who)} says that ${name}, whom the complaint names, is nobody here.`,
  abusive: (who: string | null, accountable: string) =>
    `${by(who)} marked the text as abusive: ${accountable} has the case.`,
  openedAgain: 'The customer opened this case again:',
  openedAfter: (number: number) =>
    `The customer wrote on the page of case ${number}, which ended more than 30 days ago:`,
  carriedOn: (who: string | null) => `${of(who)} carries on, and told the customer:`,
  merged: (who: string | null, number: number) =>
    `${by(who)} merged this with case ${number}: it goes on there.`,
  joined: (who: string | null, number: number) =>
    `${by(who)} merged case ${number} with this one: what was promised there is owed here.`,
  saidThere: 'What the customer said there',
  unmerged: (who: string | null, number: number) => `${by(who)} unmerged it from case ${number}.`,
  finalAnswer: (who: string | null) => `${of(who)} gave the customer a final answer:`,
  disputeBody: 'Where the customer can take it',
  ended: (who: string | null, state: string) => `${by(who)} ended the case as ${state}:`,
  somebodyElse: (about: boolean): string =>
    about
      ? 'The customer complains about who had this case, and asked for somebody else:'
      : 'The customer asked for somebody else:',
  nowAccountable: 'is accountable now.',
}
