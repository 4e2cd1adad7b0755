import { randomUUID } from 'node:crypto'
import type { Authority } from '../../db/schema/index.ts'
import type { Field } from '../../integrations/chat.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import type { Change } from '../cases/change.ts'
import { type Act, changeByStaff } from '../cases/changeByStaff.ts'
import { decidersOf } from '../cases/deciders.ts'
import { choices, long, nextDate, toCustomer } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { remedyLabel, rightLabel, wishParts } from '../cases/labels.ts'
import { GOODWILL, GROUNDS, isRemedy, OTHER_RIGHT, REMEDIES } from '../cases/remedyKinds.ts'
import type { CaseVerb } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import type { StaffWords } from '../locales/staff.ts'
import { staffMoney } from '../money.ts'
import { askApproval } from './askApproval.ts'
import {
  AboveAuthority,
  authorityOf,
  goodwillGiven,
  goodwillLine,
  leftOf,
  limitOf,
  withinAuthority,
} from './authority.ts'
import { enact, promised } from './enact.ts'
import { besideExplanation, currencyOf, kindOf, type Offer, readOffer, replaceable } from './offer.ts'
import { confirmedFirst } from './rights.ts'

/** Promises a remedy: a right of the customer as it is, goodwill within authority. Above that a manager is asked. */
const run: CaseVerb['run'] = async (deps, act) => {
  try {
    return await promise(deps, act)
  } catch (error) {
    if (!(error instanceof AboveAuthority)) throw error
    // A right is not kept from the customer for want of a manager
    if (error.right && (await nobodyElse(deps, act))) return promise(deps, act, true)
    return askApproval(deps, act, error)
  }
}

const nobodyElse = async ({ db }: EdgeDeps, { caseId, by, now }: Act): Promise<boolean> =>
  (await decidersOf(db, await loadCase(db, caseId), now, [by.id])).length === 0

const promise = (deps: EdgeDeps, act: Act, unconfirmed = false) => {
  const id = randomUUID()
  return changeByStaff(deps, 'remedy', act, async (found) => {
    const offer = readOffer(act, found, await authorityOf(deps.db, found.departmentKey))
    const besides = besideExplanation(act, found, offer)
    return {
      set: { state: 'recovering' },
      event: promised(id, offer),
      also: async (change, event) => {
        const { tx } = change
        await withinAuthority(tx, found, offer, act.by.id, act.now)
        if (offer.statutory && !unconfirmed) await confirmedFirst(tx, found, offer)
        await enact(tx, found, { id, offer, by: act.by.id, event, now: act.now })
        if (besides) await enactBesides(change, found, act, besides)
      },
    }
  })
}

const enactBesides = async (change: Change, found: Case, { by, now }: Act, offer: Offer) => {
  const id = randomUUID()
  const event = await change.note(found.id, { ...promised(id, offer), by: by.id })
  await enact(change.tx, found, { id, offer, by: by.id, event, now })
}

/** What goodwill is left to this liaison here, and what the customer was given before. */
const intro: CaseVerb['intro'] = async (found, words, now, { db }, by) => {
  const { labels, remedies } = words
  const say = remedies.offer
  const kinds = Object.keys(await authorityOf(db, found.departmentKey)).filter(isRemedy)
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
const fields: CaseVerb['fields'] = (found, words) => {
  const say = words.remedies.offer
  const rights = Object.keys(GROUNDS).map((right): [string, string] => [
    right,
    say.right(rightLabel(right, words)),
  ])
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
      initial: GOODWILL,
      choices: choices([[GOODWILL, say.goodwill], ...rights, [OTHER_RIGHT, say.otherRight]]),
    },
  ]
}

/** Then its own fields, with what was chosen. */
const next: CaseVerb['next'] = async (act, found, words, { db }) => {
  if (['amount', 'words', 'due'].some((name) => act.values[name] !== undefined)) return undefined
  const say = words.remedies.offer
  const kind = kindOf(act)
  const right = textOf(act, 'ground', { min: 0 }) || GOODWILL
  const { money } = REMEDIES[kind]
  const authority = await authorityOf(db, found.departmentKey)
  const all = [...(await fields(found, words, act.now, { db } as EdgeDeps, act.by))]
  return [
    ...all.flatMap((field) =>
      field.kind === 'choice' ? chosen(field, textOf(act, field.name, { min: 0 })) : [],
    ),
    ...(money ? [{ kind: 'amount' as const, name: 'amount', ...say.amount, required: true }] : []),
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
    nextDate('due', say.due, found, act.now),
    ...(found.answers.wish ? [{ ...long('insteadOf', say.insteadOf, 1000), required: false }] : []),
    ...(money || right === OTHER_RIGHT
      ? [{ kind: 'text' as const, name: 'why', ...say.why, required: false, max: 1000 }]
      : []),
  ]
}

/** What was chosen before, to be seen and sent along. */
const chosen = (field: Extract<Field, { kind: 'choice' }>, value: string): Field[] => {
  const kept = field.choices.filter((one) => one.value === value)
  return kept.length > 0 ? [{ ...field, choices: kept, initial: value }] : []
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

export const remedy: CaseVerb = { intro, fields, next, run }
