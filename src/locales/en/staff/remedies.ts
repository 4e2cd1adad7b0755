const promised = { label: 'What the customer is promised' }
const above = (kind: string, limit: string) => `Above your authority for ${kind.toLowerCase()} (${limit})`

/** Offering a remedy, asking a manager for it, and the manager's answer. */
export const remedies = {
  offer: {
    left: 'Goodwill you can give here without asking',
    leftOf: (kind: string, money: string) => `${kind.toLowerCase()} ${money}`,
    kind: { label: 'Remedy' },
    amount: { label: 'Amount', hint: 'For refund, discount or credit, and expenses.' },
    currency: { label: 'Currency' },
    ground: {
      label: 'Goodwill, or the customer’s right?',
      hint: 'What is the customer’s right is never cut by your authority. A manager first confirms large amounts.',
    },
    goodwill: 'Goodwill',
    right: (right: string) => `Right: ${right}`,
    otherRight: 'Another right: say which under "Why"',
    credit: { label: 'Credit by right' },
    creditChosen: 'The customer chose credit instead of money',
    words: { ...promised, hint: 'Mailed to the customer as you write it.' },
    due: { label: 'By when' },
    besides: {
      label: 'With an explanation: what you do for them besides',
      hint: 'Mailed to the customer as you write it. Not needed where another remedy was promised.',
    },
    alone:
      'An explanation alone can read as a no. Say what you do for the customer besides, or offer another remedy first. Only to tell them how it goes, use "Progress".',
    insteadOf: {
      label: 'If this is not what the customer wished: why not',
      hint: 'It stays inside. What the customer should know of it goes into the promise.',
    },
    why: {
      label: 'Why',
      hint: 'Only for another right, or above your authority: your manager reads it.',
    },
    replaces: { label: 'Instead of the one the customer asked to change?' },
    insteadOfThis: (remedy: string) => `Instead of: ${remedy}`,
    beside: 'No, beside it',
    noKind: 'Please choose a remedy.',
    replaced: 'This remedy is done or replaced meanwhile: offer the new one beside it.',
    plainNo:
      'An explanation alone would be a plain no. Offer something else instead of what was wished; the reasons go with it.',
    whichGround: 'Please choose: goodwill, or which right of the customer.',
    creditApart: 'By right the customer gets money. If they chose credit instead, use "Offer remedy".',
    noRight: 'Please choose which right it is.',
    whichRight: 'Please say which right it is.',
    notOfRight: (kind: string, gives: string[]) =>
      `"${kind}" is not what this right gives: ${gives.join(', ').toLowerCase()}. Choose one of these, or offer yours as goodwill.`,
    creditOnly:
      'By right the customer gets money, and credit only if they chose it: tick that they did, or offer a refund.',
    noAmount: (kind: string) => `${kind} has no amount: leave this empty.`,
    needsAmount: (kind: string) => `${kind} needs an amount.`,
    noCurrency: 'Please give a currency, for example SEK.',
    toReplaceGone:
      'The remedy it was to replace is done or replaced meanwhile: look at the card and offer it again.',
  },
  above: {
    refused: (kind: string, limit: string) => `${above(kind, limit)}: "Offer remedy" asks a manager for it.`,
    nobody: (kind: string, limit: string) =>
      `${above(kind, limit)}, and nobody else here can decide on it. Offer what is within it, and have an administrator add a manager.`,
    why: (kind: string, limit: string, manager: string) =>
      `${above(kind, limit)}: say in a line why, and ${manager} decides.`,
    asked: (kind: string, limit: string, manager: string, remedy: string, due: string) =>
      `${above(kind, limit)}: ${manager} decides on ${remedy}, by ${due}. You hear it in the case's thread. The customer is told nothing of it yet: the next word to them is due as before.`,
    waiting: (manager: string, remedy: string) =>
      `${manager} is already deciding on ${remedy} for this customer. Wait for that answer, or offer something within your authority meanwhile.`,
  },
  right: {
    asked: {
      above: (manager: string, remedy: string, due: string, limit: string) =>
        `Above what goes by right without a second look (${limit}): ${manager} confirms ${remedy}, by ${due}. You hear it in the case's thread, and the customer is told then. It is not cut.`,
      again: (manager: string, remedy: string, due: string) =>
        `This case had the same right before: ${manager} confirms ${remedy}, by ${due}. You hear it in the case's thread, and the customer is told then. It is not cut.`,
    },
    /** Where it is given along with something else: nothing can be asked there. */
    refused: {
      above: (limit: string) =>
        `Above what goes by right without a second look (${limit}): use "Offer remedy", and a manager confirms it.`,
      again: (_limit: string) =>
        'This case had the same right before: use "Offer remedy", and a manager confirms it.',
    },
    correct: { title: 'Correct it', submit: 'Promise it so' },
    ground: { label: 'Which right is it?' },
    neverCut: 'A right is not declined: confirm it, or correct its ground or amount.',
  },
  change: {
    title: 'Change the amount',
    submit: 'Approve this amount',
    amount: (currency: string | null) => ({ label: `Amount, ${currency}` }),
    words: { ...promised, hint: 'Mailed to the customer as it stands here. It has to fit the amount.' },
    reason: { label: 'For the liaison: why' },
    noAmount: 'This remedy has no amount: approve it, or decline it with an alternative.',
    stillSays: (asked: string, offered: string) =>
      `These words still say ${asked}, and the customer would read it beside ${offered}: write the new amount.`,
  },
  decline: {
    title: 'Decline with alternative',
    submit: 'Offer this instead',
    kind: { label: 'What the customer is offered instead' },
    amount: { label: 'Amount', hint: 'For refund, discount or credit, and expenses: these need one.' },
    words: { ...promised, hint: 'Mailed to the customer as you write it, under your name.' },
    due: { label: 'By when' },
    reason: { label: 'For the liaison: why not as asked', hint: 'It stays inside.' },
  },
  decide: {
    noApproval: 'This is not an approval.',
    own: (manager: string | undefined) =>
      `Nobody approves their own: ${manager ?? 'Somebody'} decides on this, or another manager.`,
    managers: (department: string, asked: string | undefined) =>
      `The managers of ${department} and management decide on this. ${asked ?? 'Somebody'} was asked.`,
    toReplaceGone:
      'The remedy it was to replace is done or accepted meanwhile: change the amount to what is still missing, or decline it with an alternative.',
    /** `accountable`: who has the case now; null once it ended. */
    withdrawn: (number: number, accountable: string | null, state: string) =>
      `It was withdrawn, since case ${number} is ${accountable ? `with ${accountable}` : state}: there is nothing to decide any more.`,
    outcome: {
      declined: 'declined it and offered an alternative',
      changed: 'changed the amount and approved it',
      approved: 'approved it',
    },
    /** What was given in 12 months, the limit with what the case had, and its sum with this one. */
    stale: (goodwill: string, limit: string, together: string) =>
      `Something was given since this card was last updated, so nothing was decided. Goodwill in 12 months: ${goodwill}. Authority: ${limit}.${together && ` With this remedy the case has ${together}.`} The card is being updated: decide again.`,
    /** `who`: null is the reader. */
    before: (who: string | null, outcome: string, at: string) =>
      `${who ?? 'You'} ${outcome}, ${at}. Nothing was changed now.`,
    past: (number: number, state: string) =>
      `Case ${number} is ${state}, so nothing can be promised in it now. ${state === 'awaiting customer' ? '"Carry on" on the case comes first.' : 'Nothing was changed.'}`,
    meanwhile: (number: number) =>
      `Case ${number} moved on meanwhile, so nothing was promised. Look at its card.`,
  },
}
