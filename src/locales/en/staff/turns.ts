/** Handing a case over, asking another department, booking a call-back: forms, answers and refusals. */
export const turns = {
  handover: {
    to: { label: 'To whom?', hint: 'Who is out of office is not listed.' },
    onCall: (department: string, name: string) => `${department}: ${name}, on call`,
    why: { label: 'Why?' },
    stands: { label: 'Where does it stand?', hint: 'So that the customer repeats nothing.' },
    waiting: (number: number, to: string | null, accountable: string) =>
      `Case ${number} is offered to ${to} already. ${accountable} keeps it until they answer; if it can’t wait, use "Call management".`,
    nobody:
      'Nobody else is present now. Use "Book a call-back", so that the customer knows when they are called, or "Call management".',
    absent: 'This person can’t take it now: please choose somebody else.',
    meanwhile: 'Another handover of this case was offered meanwhile. Nothing was changed.',
    offered: (to: string) => `Offered to ${to}. The case stays where it is until ${to} accepts.`,
    notYours: 'This handover was offered to somebody else. Nothing was changed.',
    late: {
      accepted: 'You accepted this handover before.',
      declined: 'You declined this handover before.',
      'timed out': 'This handover timed out:',
      withdrawn: 'This handover was withdrawn:',
      other: 'This handover is not open any more:',
    },
    has: (late: string, number: number, accountable: string) =>
      `${late} ${accountable} has case ${number}. Nothing was changed.`,
    yours: (number: number) => `Case ${number} is yours now. The customer is told.`,
    decline: {
      title: 'Decline the handover',
      submit: 'Decline',
      reason: (accountable: string) => ({
        label: 'Why not?',
        hint: `${accountable} reads it and keeps the case until somebody accepts it.`,
      }),
    },
  },
  request: {
    department: { label: 'Which department or partner?' },
    partner: (name: string) => `${name}, partner outside`,
    /** What a partner reads besides the deed, or nothing. */
    reads: (partner: string, shared: string) =>
      shared ? `${partner} reads the deed, and ${shared}.` : `${partner} reads the deed alone.`,
    shares: {
      reference: 'the reference',
      words: 'the customer’s words',
      name: 'the customer’s name',
      phone: 'the customer’s telephone number',
      email: 'the customer’s e-mail address',
      pictures: 'the customer’s pictures',
    },
    takeBack: {
      which: {
        label: 'Which request?',
        hint: 'The people who were asked are told. A partner’s link ends at once.',
      },
      why: { label: 'Why?', hint: 'Only your colleagues read it.' },
      none: 'There is no open request to take back.',
    },
    deed: {
      label: 'What should they do?',
      hint: 'One deed, with all they need for it. Another department doesn’t see the customer’s words or how to reach them.',
    },
    due: { label: 'By when?' },
    noDepartment:
      'There is no other department to ask. Use "Call management" if this needs more than yours can do.',
    choose: 'Please choose who is asked.',
    notYours: (department: string | undefined) =>
      `This request is for ${department ?? 'another department'}. Only its liaisons and managers can answer it.`,
    aboutYou: 'This request is about a contact of yours, so a colleague handles it.',
    acceptFirst: 'Accept the request first, so that its sender knows it is on its way.',
    already: (state: string) =>
      `This request is ${state === 'waiting' ? 'not needed any more' : state} already. Nothing was changed.`,
    decline: {
      title: 'Decline the request',
      submit: 'Decline',
      alternative: {
        label: 'What can you do instead, and by when?',
        hint: 'The person who asked reads it. A plain no is not possible.',
      },
    },
    done: {
      title: 'Request done',
      submit: 'Done',
      words: { label: 'What was done?', hint: 'The person who asked reads it.' },
    },
  },
  callBack: {
    at: {
      label: 'When?',
      hint: 'Times when somebody is there to call, between 8 and 20 where the customer is.',
    },
    booked: (at: string) => `Booked for ${at}. Instead:`,
    both: (here: string, zone: string, there: string, theirs: string) =>
      `${here} ${zone} (for the customer ${there} ${theirs})`,
    cancel: 'Cancel the call-back',
    phone: { label: 'Telephone number' },
    noneFree:
      'No time is free in the next five business days, between 8 and 20 where the customer is. Tell the customer by "Progress" when they hear from you, or use "Call management".',
    chooseTime: 'Please choose a time.',
    noPhone: 'Please give a telephone number, such as +46 70 123 45 67.',
    taken: 'This time is not free any more: please choose another one.',
    ended: (number: number) => `Case ${number} has ended, so no call-back can be booked on it.`,
  },
}
