import { namesAmount } from '../amountsInText.ts'
import { choices, long } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { GROUNDS } from '../cases/remedyKinds.ts'
import type { Given, OtherVerb } from '../cases/verb.ts'
import { DomainError } from '../errors.ts'
import { wordFor } from '../locales/index.ts'
import { plainAmount, staffMoney } from '../money.ts'
import { factsOf, formOf } from './approval.ts'
import { type Approval, decide, offered, onceDecided, toDecide } from './decide.ts'
import { agreed, moneyOf, type Offer } from './offer.ts'

/** Another amount, more or less; the words to the customer go with it. */
export const changeAmount: OtherVerb = {
  form: async (deps, asked) => {
    const approval = await toDecide(deps, asked.subject, asked.by)
    const { amount, currency, words } = approval.data.offer
    const { change, right: ofRight, offer: offering } = asked.words.remedies
    const { right, offer } = approval.data
    const say = right ? { ...change, ...ofRight.correct } : change
    onlyMoney(approval)
    const grounds = Object.keys(GROUNDS).map((one): [string, string] => [one, offering.right(one)])
    const own = offer.ground && !Object.hasOwn(GROUNDS, offer.ground) ? [offer.ground] : []
    return formOf('change-amount', asked, approval, {
      title: say.title,
      submit: say.submit,
      fields: [
        ...(right
          ? [
              {
                kind: 'choice' as const,
                name: 'ground',
                ...ofRight.ground,
                required: true,
                initial: offer.ground ?? undefined,
                choices: choices([
                  ...grounds,
                  ...own.map((one): [string, string] => [one, one.slice(0, 75)]),
                ]),
              },
            ]
          : []),
        ...(amount === null
          ? []
          : [
              {
                kind: 'amount' as const,
                name: 'amount',
                ...say.amount(currency),
                required: true,
                initial: plainAmount(amount, currency, asked.words),
              },
            ]),
        { ...long('words', say.words, 2000), initial: words },
        { ...long('reason', say.reason, 1000), required: false },
      ],
    })
  },
  run: onceDecided(async (deps, given) => {
    const approval = await toDecide(deps, given.subject, given.by)
    onlyMoney(approval)
    const asked = offered(approval, given.now)
    const offer = {
      ...asked,
      ...(asked.amount === null
        ? {}
        : moneyOf(given, asked.kind, { [asked.kind]: { amount: 0, currency: asked.currency! } })),
      ground: approval.data.right ? groundOf(given, asked) : asked.ground,
      words: textOf(given, 'words', { max: 2000 }),
    }
    const same = Number(offer.amount) === Number(asked.amount) && offer.ground === asked.ground
    const another = asked.amount !== null && Number(offer.amount) !== Number(asked.amount)
    if (another && offer.words === asked.words && namesAmount(asked.words, asked.amount!, asked.currency!))
      throw new DomainError(
        'invalid',
        (words) =>
          words.remedies.change.stillSays(
            staffMoney(asked.amount!, asked.currency, words),
            staffMoney(offer.amount!, offer.currency, words),
          ),
        'words',
      )
    agreed(offer)
    return decide(deps, approval, given, {
      state: 'accepted',
      answer: textOf(given, 'reason', { min: 0, max: 1000 }) || undefined,
      event: (proposal) =>
        same
          ? { kind: 'approval given', data: { proposal, ...factsOf(offer) } }
          : { kind: 'approval changed', data: { proposal, ...factsOf(offer), asked: asked.amount } },
      offer,
      ...(same ? {} : { decided: { ...factsOf(offer), words: offer.words, ground: offer.ground } }),
      from: approval.proposal.by!,
    })
  }),
}

/** Another right than the one it was promised on; it has to give this remedy. */
const groundOf = (given: Given, { kind, ground }: Offer): string | null => {
  const chosen = textOf(given, 'ground', { min: 0 }) || ground
  const gives = chosen ? wordFor(GROUNDS, chosen) : undefined
  if (chosen !== ground && !gives?.includes(kind))
    throw new DomainError('invalid', ({ remedies }) => remedies.offer.noRight, 'ground')
  return chosen
}

const onlyMoney = ({ data }: Approval) => {
  if (data.offer.amount === null && !data.right)
    throw new DomainError('conflict', ({ remedies }) => remedies.change.noAmount)
}
