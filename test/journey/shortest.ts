/** How a person acts on one case: presses a button, sends the form it opened. */
export type Hands = {
  press: (verb: string) => Promise<unknown>
  send: (values: Record<string, string | string[]>) => Promise<unknown>
}
export type Count = { clicks: number; texts: number }

/** What a recovery costs: a click opens, advances or submits; a text is words that somebody types. */
const counted = async (hands: Hands, walk: (hands: Hands) => Promise<void>): Promise<Count> => {
  const count = { clicks: 0, texts: 0 }
  await walk({
    press: (verb) => {
      count.clicks++
      return hands.press(verb)
    },
    send: (values) => {
      count.clicks++
      count.texts += Object.values(values).filter((one) => typeof one === 'string' && /\s/.test(one)).length
      return hands.send(values)
    },
  })
  return count
}

const finding = {
  cause: 'delivery-late',
  causeWords: 'The depot packed the day after the order.',
  prevention: 'Orders before noon are packed the same day.',
}

/** By mail, from the answer to documented. `next`: a date the form comes prefilled with. `yes`: the customer's own. */
export const byMail = (
  hands: Hands,
  {
    apology,
    next,
    remedy,
    yes,
  }: { apology: string; next: string; remedy: () => Promise<string>; yes: () => Promise<unknown> },
): Promise<Count> =>
  counted(hands, async ({ press, send }) => {
    await press('apologise')
    await send({ text: apology, kind: 'replacement', ground: 'goodwill', next })
    await press('done')
    await send({
      remedies: [await remedy()],
      text: 'The new lamp stands at your door since noon.',
      ...finding,
    })
    await yes()
    await press('confirm-finding')
  })

/** By phone: the conversation is noted once. */
export const byPhone = (hands: Hands, { apology, next }: { apology: string; next: string }): Promise<Count> =>
  counted(hands, async ({ press, send }) => {
    await press('held')
    await send({
      how: 'phone',
      apology,
      kind: 'replacement',
      ground: 'goodwill',
      already: ['yes'],
      due: next,
      answer: ['yes'],
      ...finding,
    })
    await press('confirm-finding')
  })
