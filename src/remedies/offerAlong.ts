import type { Authority } from '../../db/schema/index.ts'
import type { Field } from '../../integrations/chat.ts'
import type { Case } from '../cases/case.ts'
import { choices, type Labelled } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { GOODWILL, isRemedy, REMEDIES } from '../cases/remedyKinds.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { wordFor } from '../locales/index.ts'
import type { StaffWords } from '../locales/staff.ts'
import { authorityOf } from './authority.ts'
import { currencyOf, type Given, groundsOf, inCurrency, type Offer, readOffer } from './offer.ts'

/** The fields of a remedy that is given along with something else; nothing is chosen for the person. */
export const alongFields = (
  kinds: string[],
  authority: Authority,
  words: StaffWords,
  say: { kind: Labelled; amount: Labelled },
): Field[] => [
  {
    kind: 'choice',
    name: 'kind',
    ...say.kind,
    required: false,
    choices: choices(kinds.map((kind) => [kind, wordFor<string>(words.labels.remedies, kind) ?? kind])),
  },
  {
    kind: 'choice',
    name: 'ground',
    label: words.remedies.offer.ground.label,
    required: false,
    compact: true,
    choices: choices(groundsOf(words)),
  },
  { kind: 'amount', name: 'amount', ...inCurrency(say.amount, authority), required: false },
]

/** A remedy that is given along with something else, if one is: within authority, and no explanation. */
export const offerAlong = async (
  { db }: Pick<EdgeDeps, 'db'>,
  act: Given,
  found: Case,
  how?: { wordless?: boolean; due?: string },
): Promise<Offer | undefined> => {
  const kind = textOf(act, 'kind', { min: 0 })
  if (!kind) {
    const other = ['ground', 'amount', 'words'].some((name) => textOf(act, name, { min: 0 }))
    if (other) throw new DomainError('invalid', ({ forms }) => forms.held.whichRemedy, 'kind')
    return undefined
  }
  const authority = await authorityOf(db, found.departmentKey)
  if (isRemedy(kind) && REMEDIES[kind].money && !currencyOf(authority, kind))
    throw new DomainError('invalid', ({ forms }) => forms.held.noCurrency, 'kind')
  const right = textOf(act, 'ground', { min: 0 })
  if (!right) throw new DomainError('invalid', ({ remedies }) => remedies.offer.whichGround, 'ground')
  if (kind === 'discount' && right !== GOODWILL)
    throw new DomainError('invalid', ({ remedies }) => remedies.offer.creditApart, 'ground')
  return readOffer(act, found, authority, how)
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
