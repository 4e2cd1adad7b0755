const of = (who: string | null | undefined) => who ?? 'Somebody'

/** The cards of approvals, handovers and requests. `who` is null where no person is known. */
export const proposals = {
  approval: {
    waitingTitle: (number: number, remedy: string) => `Case ${number}: ${remedy}, for your approval`,
    confirmTitle: (number: number, remedy: string) => `Case ${number}: ${remedy}, to confirm`,
    title: (number: number, remedy: string) => `Case ${number}: ${remedy}`,
    summary: (number: number, what: string) => `Case ${number}: ${what}`,
    asks: (who: string | null, remedy: string) => `${of(who)} asks for ${remedy}`,
    askedBy: 'Asked by',
    remedy: 'Remedy',
    goodwill: (remedy: string, replaces: boolean) =>
      `${remedy}, goodwill${replaces ? ', in place of the one the customer asked to change' : ''}`,
    byRight: (remedy: string, replaces: boolean) =>
      `${remedy}, the customer’s right${replaces ? ', in place of the one the customer asked to change' : ''}`,
    ground: 'Ground',
    whyConfirm: 'Why it is confirmed first',
    right: {
      above: 'above the limit for money by right',
      again: 'the same right a second time in this case',
    },
    together: 'With this, the case has',
    doneBy: 'To be done by',
    decideBy: 'Decide by',
    authority: 'Authority',
    toCustomer: 'To the customer',
    forLiaison: 'For the liaison',
    promised: 'What the customer was promised',
    approve: 'Approve',
    confirm: 'Confirm',
    correct: 'Correct it',
    changeAmount: 'Change the amount',
    decline: 'Decline with an alternative',
    /** `at` is empty or begins with a comma. */
    withdrawn: (at: string) => `Withdrawn${at}: there is nothing to decide here any more.`,
    declined: (who: string | null, remedy: string, at: string) =>
      `${of(who)} declined it and offered instead: ${remedy}${at}.`,
    changed: (who: string | null, remedy: string, at: string) => `${of(who)} changed it to ${remedy}${at}.`,
    confirmed: (who: string | null, at: string) => `${of(who)} confirmed it${at}.`,
    approved: (who: string | null, at: string) => `${of(who)} approved it${at}.`,
  },
  handover: {
    title: (number: number) => `Case ${number}: handover`,
    from: 'The customer asked for somebody else, and so Amends',
    asked: 'The customer asked for somebody else.',
    offers: (from: string, number: number) => `${from} offers you case ${number}`,
    summary: (number: number, state: string) => `Case ${number}: handover ${state}`,
    offered: (from: string, to: string | null, accountable: string) =>
      `${from} offers this case to ${to ?? 'you'}. ${accountable} stays accountable until you accept.`,
    ended: {
      accepted: 'Accepted: the case is yours.',
      declined: 'Declined.',
      'timed out': 'Not answered in time: it stays where it was.',
      withdrawn: 'Withdrawn: it is not offered any more.',
    } as Partial<Record<string, string>>,
    stands: 'Where it stands',
    moves: 'Accepted, it moves to your department with its history.',
    accept: 'Accept',
    decline: 'Decline',
  },
  request: {
    title: (number: number) => `Case ${number}: request`,
    summary: (department: string, number: number, state: string) =>
      `Request from ${department}, case ${number}: ${state}`,
    asked: 'What is asked',
    by: 'By',
    soon: 'as soon as you can',
    from: 'From',
    accept: 'Accept',
    decline: 'Decline',
    done: 'Done',
    /** `at` is empty or begins with a comma. */
    standing: {
      waiting: (who: string, to: string | null, accountable: string) =>
        `${who} asks ${to ?? 'you'} for one deed. The case stays with ${accountable}.`,
      accepted: (who: string | null, at: string) => `${of(who)} accepted it${at}.`,
      declined: (who: string | null, at: string) => `${of(who)} declined it and offered something else${at}:`,
      done: (at: string) => `Done${at}:`,
      withdrawn: (at: string) => `Not needed any more${at}: thank you.`,
      timedOut: 'Not needed any more.',
    },
  },
}
