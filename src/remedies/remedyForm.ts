import type { Authority } from '../../db/schema/index.ts'
import type { Field } from '../../integrations/chat.ts'
import type { Case } from '../cases/case.ts'
import type { Act } from '../cases/changeByStaff.ts'
import { choices, long, nextDate, toCustomer } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { remedyLabel, wishParts } from '../cases/labels.ts'
import { GOODWILL, isRemedy, OTHER_RIGHT, REMEDIES, type RemedyKind } from '../cases/remedyKinds.ts'
import type { CaseVerb } from '../cases/verb.ts'
import type { StaffWords } from '../locales/staff.ts'
import { staffMoney } from '../money.ts'
import { goodwillGiven, goodwillLine, leftOf, limitOf } from './authority.ts'
import { currencyOf, groundsOf, inCurrency, kindOf, replaceable } from './offer.ts'

/** What goodwill is left to this liaison here, and what the customer was given before. */
export const intro: CaseVerb['intro'] = async (found, words, now, { db }, by) => {
  const { labels, remedies } = words
  const say = remedies.offer
  const kinds = Object.keys(found.authority).filter(isRemedy)
  const left = await Promise.all(
    kinds.map(async (kind) => {
      const limit = await limitOf(db, found, { kind, by: by.id, now })
      return limit
        ? [say.leftOf(labels.remedies[kind], staffMoney(leftOf(limit), limit.currency, words))]
        : []
    }),
  )
  const given = goodwillLine(await goodwillGiven(db, found.customerId, now), words)
  return [
    ...wishParts(found, words),
    {
      kind: 'facts',
      facts: [
        { label: say.left, value: left.flat().join(', ') || labels.none },
        { label: labels.goodwill, value: given },
      ],
    },
  ]
}

/** First what: the rest of the form depends on it. */
export const fields: CaseVerb['fields'] = (found, words) => {
  const say = words.remedies.offer
  return [
    ...replacing(found, words),
    {
      kind: 'choice',
      name: 'kind',
      ...say.kind,
      required: true,
      choices: choices(Object.entries(words.labels.remedies)),
    },
    {
      kind: 'choice',
      name: 'ground',
      ...say.ground,
      required: true,
      choices: choices([...groundsOf(words), [OTHER_RIGHT, say.otherRight]]),
    },
  ]
}

/**
 * Then its own fields, under what was chosen: that may still be changed, and where the new choice has other fields the
 * form comes back with them and with all that was typed.
 */
export const next: CaseVerb['next'] = async (act, found, words, deps, drawn) => {
  const kind = kindOf(act)
  const right = textOf(act, 'ground')
  const drawnFor = `${kind}/${right}`
  const filled = ['amount', 'words', 'due'].some((name) => act.values[name] !== undefined)
  if (drawn ? drawn === drawnFor : filled) return undefined
  const first = await fields(found, words, act.now, deps, act.by)
  const second = secondFields(found, { kind, right }, words, act.now)
  return { fields: [...first.map(asMenu), ...second].map((field) => filledIn(field, act)), drawnFor }
}

const asMenu = (field: Field): Field => (field.kind === 'choice' ? { ...field, compact: true } : field)

/** With what was typed or chosen before. */
const filledIn = (field: Field, { values }: Act): Field => {
  const value = values[field.name]
  return value === undefined ? field : ({ ...field, initial: value } as Field)
}

const secondFields = (
  found: Case,
  { kind, right }: { kind: RemedyKind; right: string },
  words: StaffWords,
  now: Date,
): Field[] => {
  const say = words.remedies.offer
  const { money } = REMEDIES[kind]
  const { authority } = found
  return [
    ...(money
      ? [
          {
            kind: 'amount' as const,
            name: 'amount',
            ...inCurrency(say.amount, authority, kind),
            required: true,
          },
        ]
      : []),
    ...(money ? currencyField(authority, words) : []),
    ...(kind === 'discount' && right !== GOODWILL
      ? [
          {
            kind: 'choices' as const,
            name: 'credit',
            ...say.credit,
            required: false,
            choices: choices([['yes', say.creditChosen]]),
          },
        ]
      : []),
    long('words', toCustomer(found, say.words, words), 2000),
    ...(kind === 'explanation' ? [{ ...long('besides', say.besides, 2000), required: false }] : []),
    nextDate('due', say.due, found, now),
    ...(found.answers.wish ? [{ ...long('insteadOf', say.insteadOf, 1000), required: false }] : []),
    ...(money || right === OTHER_RIGHT
      ? [{ kind: 'text' as const, name: 'why', ...say.why, required: false, max: 1000 }]
      : []),
  ]
}

/** A department without any authority has no currency of its own. */
const currencyField = (authority: Authority, { remedies: { offer: say } }: StaffWords): Field[] =>
  currencyOf(authority, '')
    ? []
    : [{ kind: 'text', name: 'currency', ...say.currency, required: false, max: 3, placeholder: 'SEK' }]

const replacing = (found: Case, words: StaffWords): Field[] => {
  const say = words.remedies.offer
  const asked = replaceable(found)
  if (asked.length === 0) return []
  return [
    {
      kind: 'choice',
      name: 'replaces',
      ...say.replaces,
      required: false,
      initial: asked[0]!.id,
      choices: choices([
        ...asked.map((one): [string, string] => [one.id, say.insteadOfThis(remedyLabel(one, words))]),
        ['none', say.beside],
      ]),
    },
  ]
}
