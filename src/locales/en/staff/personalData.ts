/** A customer's data: what is left of it in chat once it was erased, and refusals. */
export const personalData = {
  erased: (number: number | undefined) =>
    number === undefined
      ? 'A customer’s personal data was erased, and with it what this message said.'
      : `Case ${number}: the customer’s personal data was erased, and with it what this message said.`,
  erasedAddress:
    'The person of this address had their data erased. Nothing from it is kept, unless they wish to be known again.',
  /** Told to management, without anything about the person. */
  waits: {
    title: 'An erasure waits',
    asked: 'A customer asked us to erase their data. It waits, since something is still owed to them:',
    refused: 'A customer’s data was to be erased. It was not, since something is still owed to them:',
    still: 'A customer’s erasure has waited for 7 days. We still owe them:',
    free: 'A customer’s erasure has waited for 7 days. We owe them nothing any more.',
    more: (n: number) => (n === 1 ? 'and one thing more' : `and ${n} things more`),
    byItself: 'Once that is done, the data is erased by itself. You can also erase it all the same.',
    byHand: 'Erase it on the desk once that is done, or all the same.',
    open: 'Decide on the desk',
  },
}
