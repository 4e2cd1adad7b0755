import { randomUUID } from 'node:crypto'
import type { Authority } from '../../db/schema/index.ts'
import type { CardPart, Field } from '../../integrations/chat.ts'
import type { Case } from '../cases/caseFile.ts'
import { type Act, changeByStaff } from '../cases/changeByStaff.ts'
import { choices, long, nextDate } from '../cases/formFields.ts'
import { remedyLabel, wishParts } from '../cases/labels.ts'
import { GOODWILL, GROUNDS, isRemedy, OTHER_RIGHT, REMEDIES } from '../cases/remedyKinds.ts'
import type { Actor } from '../cases/rights.ts'
import type { CaseVerb } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
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
import { currencyOf, readOffer, replaceable } from './offer.ts'

/** Promises a remedy: a right of the customer as it is, goodwill within authority. Above that a manager is asked. */
const run: CaseVerb['run'] = async (deps, act) => {
  try {
    return await promise(deps, act)
  } catch (error) {
    if (error instanceof AboveAuthority) return askApproval(deps, act, error.limit)
    throw error
  }
}

const promise = (deps: EdgeDeps, act: Act) => {
  const id = randomUUID()
  return changeByStaff(deps, 'remedy', act, async (found) => {
    const offer = readOffer(act, found, await authorityOf(deps.db, found.departmentKey))
    return {
      set: { state: 'recovering' },
      event: promised(id, offer),
      also: async ({ tx }, event) => {
        await withinAuthority(tx, found, offer, act.by.id, act.now)
        await enact(tx, found, { id, offer, by: act.by.id, event, now: act.now })
      },
    }
  })
}

/** What goodwill is left to this liaison here, and what the customer was given before. */
const intro = async (found: Case, now: Date, { db }: EdgeDeps, by: Actor): Promise<CardPart[]> => {
  const kinds = Object.keys(await authorityOf(db, found.departmentKey)).filter(isRemedy)
  const left = await Promise.all(
    kinds.map(async (kind) => {
      const limit = await limitOf(db, found, { kind, by: by.id, now })
      return limit
        ? [`${REMEDIES[kind].label.toLowerCase()} ${staffMoney(leftOf(limit), limit.currency)}`]
        : []
    }),
  )
  const given = goodwillLine(await goodwillGiven(db, found.customerId, now))
  return [
    ...wishParts(found),
    {
      kind: 'facts',
      facts: [
        { label: 'Goodwill you can give here without asking', value: left.flat().join(', ') || 'none' },
        { label: 'Goodwill to this customer in 12 months', value: given },
      ],
    },
  ]
}

const fields = async (found: Case, now: Date, { db }: EdgeDeps): Promise<Field[]> => {
  const authority = await authorityOf(db, found.departmentKey)
  return [
    ...replacing(found),
    {
      kind: 'choice',
      name: 'kind',
      label: 'Remedy',
      required: true,
      choices: choices(Object.entries(REMEDIES).map(([kind, { label }]) => [kind, label])),
    },
    {
      kind: 'amount',
      name: 'amount',
      label: 'Amount',
      required: false,
      hint: 'For refund, discount or credit, and expenses.',
    },
    ...currencyField(authority),
    {
      kind: 'choice',
      name: 'ground',
      label: 'Goodwill, or the customer’s right?',
      required: true,
      initial: GOODWILL,
      hint: 'What is the customer’s right is never cut by your authority.',
      choices: choices([
        [GOODWILL, 'Goodwill'],
        ...Object.keys(GROUNDS).map((right): [string, string] => [right, `Right: ${right}`]),
        [OTHER_RIGHT, 'Another right: say which under "Why"'],
      ]),
    },
    {
      kind: 'choices',
      name: 'credit',
      label: 'Credit by right',
      required: false,
      choices: choices([['yes', 'The customer chose credit instead of money']]),
    },
    long('words', 'What the customer is promised', 'Mailed to the customer as you write it.', 2000),
    nextDate('due', 'By when', found, now),
    {
      kind: 'text',
      name: 'insteadOf',
      label: 'If this is not what the customer wished: why not',
      required: false,
      multiline: true,
      max: 1000,
      hint: 'It stays inside. What the customer should know of it goes into the promise.',
    },
    {
      kind: 'text',
      name: 'why',
      label: 'Why',
      required: false,
      max: 1000,
      hint: 'Only for another right, or above your authority: your manager reads it.',
    },
  ]
}

/** A department without any authority has no currency of its own. */
const currencyField = (authority: Authority): Field[] =>
  currencyOf(authority, '')
    ? []
    : [{ kind: 'text', name: 'currency', label: 'Currency', required: false, max: 3, placeholder: 'SEK' }]

const replacing = (found: Case): Field[] => {
  const asked = replaceable(found)
  if (asked.length === 0) return []
  return [
    {
      kind: 'choice',
      name: 'replaces',
      label: 'Instead of the one the customer asked to change?',
      required: false,
      initial: asked[0]!.id,
      choices: choices([
        ...asked.map((remedy): [string, string] => [remedy.id, `Instead of: ${remedyLabel(remedy)}`]),
        ['none', 'No, beside it'],
      ]),
    },
  ]
}

export const remedy: CaseVerb = { submit: 'Promise it', intro, fields, run }
