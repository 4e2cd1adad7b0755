const cases = (n: number) => `${n} ${n === 1 ? 'case' : 'cases'}`

/** A colleague has somebody's cases until a date. */
export const covers = {
  asks: (person: string, until: string) => `Will you take ${person}’s cases until ${until}?`,
  until: (person: string, answerBy: string, leave: boolean) =>
    `Nothing moves before you accept. Without an answer by ${answerBy} ${leave ? 'the person on call gets what falls due' : `${person} keeps them`}.`,
  comesBack: (person: string) =>
    `New cases for ${person} go to you meanwhile. Then they have their cases back, except those in which you wrote to the customer: you keep those.`,
  accept: 'Accept',
  decline: 'Decline',
  standing: {
    waiting: '',
    accepted: 'Accepted: the cases are yours until then.',
    declined: 'Declined.',
    'timed out': 'Not answered in time.',
    withdrawn: 'Not needed any more.',
    ended: 'It is over.',
  },
  yours: (n: number) => `${cases(n)} ${n === 1 ? 'is' : 'are'} yours now. Write “my cases” to see them.`,
  declinedNotice: 'Declined. The person who asked is told.',
  notYours: 'This was asked of somebody else. Nothing was changed.',
  answered: 'This was answered before, or is not needed any more.',
  already: 'A colleague was asked already, or has your cases. Say “back” first to change it.',
  asked: (colleague: string) => `${colleague} is asked to take your cases`,
  nothingMoves: (colleague: string, answerBy: string) =>
    `Nothing moves before ${colleague} accepts; the answer is due by ${answerBy}.`,
  unknown: (name: string) => `Nobody in your departments is called “${name}”`,
  several: (name: string) => `Several colleagues are called “${name}”`,
  who: (names: string) => `Please give the whole name: ${names}.`,
  away: (colleague: string, until: string) =>
    `${colleague} is out of office until ${until}. Nothing was changed.`,
  accepted: (colleague: string, n: number, until: string) =>
    `${colleague} has ${n === 0 ? 'nothing to take over yet, and gets your new cases' : `your ${cases(n)}`} until ${until}.`,
  back: (colleague: string, back: number, stay: number) =>
    `${cases(back)} came back to you from ${colleague}.${stay > 0 ? ` ${cases(stay)} stayed with ${colleague}, whom those customers know now.` : ''}`,
  givenBack: (person: string, back: number, stay: number) =>
    `${cases(back)} went back to ${person}.${stay > 0 ? ` ${cases(stay)} stayed with you.` : ''}`,
  nobody: (colleague: string, declined: boolean, leave: boolean) =>
    `${colleague} ${declined ? 'can’t take your cases' : 'did not answer whether they take your cases'}. ${leave ? 'The person on call gets what falls due while you are away.' : 'They stay with you.'}`,
}
