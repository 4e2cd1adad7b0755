/** A customer's data: what is left of it in chat once it was erased, and refusals. */
export const personalData = {
  erased: (number: number | undefined) =>
    number === undefined
      ? 'A customer’s personal data was erased, and with it what this message said.'
      : `Case ${number}: the customer’s personal data was erased, and with it what this message said.`,
  erasedAddress:
    'The person of this address had their data erased. Nothing from it is kept, unless they wish to be known again.',
}
