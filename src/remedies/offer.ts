import type { Authority } from '../../db/schema/index.ts'
import { CURRENCIES, readAmount } from '../amounts.ts'
import { disagreement } from '../amountsInText.ts'
import type { Case } from '../cases/case.ts'
import type { Act } from '../cases/changeByStaff.ts'
import type { Labelled } from '../cases/formFields.ts'
import { dueOf, listOf, textOf } from '../cases/formValues.ts'
import { rightLabel } from '../cases/labels.ts'
import { GOODWILL, GROUNDS, isRemedy, OTHER_RIGHT, REMEDIES, type RemedyKind } from '../cases/remedyKinds.ts'
import { DomainError } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'

/** A remedy as it is offered to the customer. `amount` in the currency's main unit, as text with its decimals. */
export type Offer = {
  kind: RemedyKind
  amount: string | null
  currency: string | null
  statutory: boolean
  /** Which right: a key of GROUNDS, or words. */
  ground: string | null
  /** By right, and the customer chose credit over money. */
  credit?: true
  words: string
  due: Date
  /** Why this and not what the customer wished. */
  insteadOf: string | null
  /** The remedy that the customer asked to have changed. */
  replaces: string | null
}

export type Given = Pick<Act, 'values' | 'now'>

/** Reads and checks the form of an offer; throws `invalid` naming the field. Authority is another matter. */
export const readOffer = (
  act: Given,
  found: Case,
  authority: Authority,
  /** Where its name says it all, and where the form has one date for it and the next word. */
  { wordless = false, due = 'due' } = {},
): Offer => {
  const kind = kindOf(act)
  const right = textOf(act, 'ground')
  const statutory = right !== GOODWILL
  if (statutory) checkRight(act, kind, right)
  const insteadOf = textOf(act, 'insteadOf', { min: 0, max: 1000 }) || null
  if (insteadOf) notPlainNo(kind)
  const asked = textOf(act, 'replaces', { min: 0 })
  const replaces = asked === '' || asked === 'none' ? null : asked
  if (replaces && !replaceable(found).some(({ id }) => id === replaces))
    throw new DomainError('invalid', ({ remedies }) => remedies.offer.replaced, 'replaces')
  return agreed({
    kind,
    ...moneyOf(act, kind, authority),
    statutory,
    ground: statutory ? (right === OTHER_RIGHT ? textOf(act, 'why', { max: 1000 }) : right) : null,
    ...(statutory && kind === 'discount' ? { credit: true } : {}),
    words: textOf(act, 'words', { min: wordless ? 0 : 1, max: 2000 }),
    due: dueOf(act, due, found),
    insteadOf,
    replaces,
  })
}

/** What the label of an amount says besides: its currency; of any kind, every one that the department has. */
export const inCurrency = (labelled: Labelled, authority: Authority, kind?: RemedyKind): Labelled => {
  const all = Object.values(authority).map(({ currency }) => currency)
  const known = kind ? [currencyOf(authority, kind)].filter((one) => one !== undefined) : [...new Set(all)]
  return known.length > 0 ? { ...labelled, label: `${labelled.label}, ${known.join(' / ')}` } : labelled
}

/** Goodwill, and the rights that have a name. */
export const groundsOf = (words: StaffWords): [string, string][] => {
  const say = words.remedies.offer
  return [
    [GOODWILL, say.goodwill],
    ...Object.keys(GROUNDS).map((right): [string, string] => [right, say.right(rightLabel(right, words))]),
  ]
}

export const kindOf = (act: Given): RemedyKind => {
  const kind = textOf(act, 'kind')
  if (!isRemedy(kind)) throw new DomainError('invalid', ({ remedies }) => remedies.offer.noKind, 'kind')
  return kind
}

/** Those the customer asked to have changed, and that are not done yet. */
export const replaceable = (found: Case) =>
  found.remedies.filter(({ changeAsked, doneAt }) => changeAsked !== null && !doneAt)

/** Declining a wish takes something to offer instead: reasons alone are no alternative. */
export const notPlainNo = (kind: RemedyKind): void => {
  if (kind === 'explanation')
    throw new DomainError('invalid', ({ remedies }) => remedies.offer.plainNo, 'kind')
}

const checkRight = (act: Given, kind: RemedyKind, right: string) => {
  if (right !== OTHER_RIGHT && !Object.hasOwn(GROUNDS, right))
    throw new DomainError('invalid', ({ remedies }) => remedies.offer.noRight, 'ground')
  if (right === OTHER_RIGHT && textOf(act, 'why', { min: 0 }).length < 5)
    throw new DomainError('invalid', ({ remedies }) => remedies.offer.whichRight, 'why')
  const gives = GROUNDS[right]
  if (gives && !gives.includes(kind))
    throw new DomainError(
      'invalid',
      ({ remedies, labels: { remedies: names } }) =>
        remedies.offer.notOfRight(
          names[kind],
          gives.map((one) => names[one]),
        ),
      'kind',
    )
  if (kind === 'discount' && !listOf(act, 'credit').includes('yes'))
    throw new DomainError('invalid', ({ remedies }) => remedies.offer.creditOnly, 'credit')
}

/** The currency of a kind: its authority's, else the department's; undefined where the department has none. */
export const currencyOf = (authority: Authority, kind: string): string | undefined =>
  (authority[kind] ?? Object.values(authority)[0])?.currency

/** Reads amount and currency. A remedy of money needs an amount, any other has none. */
export const moneyOf = (
  act: Given,
  kind: RemedyKind,
  authority: Authority,
): Pick<Offer, 'amount' | 'currency'> => {
  const { money } = REMEDIES[kind]
  const text = textOf(act, 'amount', { min: 0, max: 100 })
  if (!money) {
    if (text !== '')
      throw new DomainError(
        'invalid',
        ({ remedies, labels }) => remedies.offer.noAmount(labels.remedies[kind]),
        'amount',
      )
    return { amount: null, currency: null }
  }
  if (text === '')
    throw new DomainError(
      'invalid',
      ({ remedies, labels }) => remedies.offer.needsAmount(labels.remedies[kind]),
      'amount',
    )
  const currency = currencyOf(authority, kind) ?? textOf(act, 'currency').toUpperCase()
  if (!CURRENCIES.has(currency))
    throw new DomainError('invalid', ({ remedies }) => remedies.offer.noCurrency, 'currency')
  const read = readAmount(text, currency)
  if ('fault' in read) throw new DomainError('invalid', read.fault, 'amount')
  return { amount: read.amount, currency }
}

/** The words to the customer and the amount beside them say the same money; throws `invalid` that says both. */
export const agreed = <T extends Pick<Offer, 'words' | 'amount' | 'currency'>>(offer: T): T => {
  const { words, amount, currency } = offer
  const wrong = amount && currency ? disagreement(words, amount, currency) : undefined
  if (wrong) throw new DomainError('invalid', wrong, 'amount')
  return offer
}
