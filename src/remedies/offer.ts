import type { Authority } from '../../db/schema/index.ts'
import { CURRENCIES, disagreement, readAmount } from '../amounts.ts'
import type { Case } from '../cases/case.ts'
import type { Act } from '../cases/changeByStaff.ts'
import { dueOf, listOf, textOf } from '../cases/formValues.ts'
import { GOODWILL, GROUNDS, isRemedy, OTHER_RIGHT, REMEDIES, type RemedyKind } from '../cases/remedyKinds.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { authorityOf } from './authority.ts'

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

type Given = Pick<Act, 'values' | 'now'>

/** Reads and checks the form of an offer; throws `invalid` naming the field. Authority is another matter. */
export const readOffer = (
  act: Given,
  found: Case,
  authority: Authority,
  /** Where its name says it all, and where the form has one date for it and the next word. */
  { wordless = false, due = 'due' } = {},
): Offer => {
  const kind = kindOf(act)
  const right = textOf(act, 'ground', { min: 0 }) || GOODWILL
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

/** A remedy that is given along with something else, if one is: within authority, and no explanation. */
export const offerAlong = async (
  { db }: Pick<EdgeDeps, 'db'>,
  act: Given,
  found: Case,
  how?: { wordless?: boolean; due?: string },
): Promise<Offer | undefined> => {
  const kind = textOf(act, 'kind', { min: 0 })
  if (!kind) {
    const other = textOf(act, 'amount', { min: 0 }) || textOf(act, 'words', { min: 0 })
    if (other) throw new DomainError('invalid', ({ forms }) => forms.held.whichRemedy, 'kind')
    return undefined
  }
  const authority = await authorityOf(db, found.departmentKey)
  if (isRemedy(kind) && REMEDIES[kind].money && !currencyOf(authority, kind))
    throw new DomainError('invalid', ({ forms }) => forms.held.noCurrency, 'kind')
  return readOffer(act, found, authority, how)
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

/**
 * An explanation alone may be a no in disguise, which no list of words would find: it goes with something that is done
 * for the customer, promised before or in the same form. Gives the latter; throws `invalid` where there is neither.
 */
export const besideExplanation = (
  act: Given,
  found: Case,
  { kind, due, replaces }: Offer,
  field = 'besides',
): Offer | undefined => {
  if (kind !== 'explanation') return undefined
  const words = textOf(act, 'besides', { min: 0, max: 2000 })
  const others = found.remedies.some((one) => one.kind !== 'explanation' && one.id !== replaces)
  if (!words && others) return undefined
  if (words.length < 10) throw new DomainError('invalid', ({ remedies }) => remedies.offer.alone, field)
  return {
    kind: 'alternative',
    amount: null,
    currency: null,
    statutory: false,
    ground: null,
    words,
    due,
    insteadOf: null,
    replaces: null,
  }
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
