import { eq } from 'drizzle-orm'
import { type Authority, departments, remedies } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { choices, long, nextDate } from './forms.ts'
import type { Case } from './load.ts'
import { mailCustomer } from './mailCustomer.ts'
import { managersOf } from './managers.ts'
import { type Act, makeMove } from './move.ts'
import { REMEDIES, type RemedyKind } from './remedies.ts'
import { dueOf, textOf } from './values.ts'
import type { CaseVerb } from './verb.ts'

/** Promises a remedy within the department's authority. Above it: refused, naming the manager who can. */
const run: CaseVerb['run'] = (deps, act) =>
  makeMove(deps, 'remedy', act, async (found) => {
    const kind = textOf(act, 'kind')
    if (!Object.hasOwn(REMEDIES, kind)) throw new DomainError('invalid', 'Please choose a remedy.', 'kind')
    const words = textOf(act, 'words', { max: 2000 })
    const due = dueOf(act, 'due', found)
    const amount = amountOf(act)
    const currency = await withinAuthority(deps, found, kind as RemedyKind, amount)
    const shown = amount === null ? null : amount.toFixed(2)
    return {
      set: { state: 'recovering', promise: 'remedy', promiseDueAt: soonest(found, due) },
      event: { kind: 'remedy promised', text: words, data: { kind, amount: shown, currency, due } },
      reply: true,
      also: async (tx, event) => {
        await tx.insert(remedies).values({
          caseId: found.id,
          kind,
          amount: shown,
          currency,
          words,
          by: act.by.id,
          promisedAt: act.now,
          dueAt: due,
        })
        await mailCustomer(tx, found, event, act.now)
      },
    }
  })

const soonest = (found: Case, due: Date): Date =>
  new Date(
    Math.min(
      due.getTime(),
      ...found.remedies.filter(({ doneAt }) => !doneAt).map(({ dueAt }) => dueAt.getTime()),
    ),
  )

const amountOf = ({ values }: Act): number | null => {
  const text = typeof values.amount === 'string' ? values.amount.trim().replace(',', '.') : ''
  if (text === '') return null
  const amount = Number(text)
  if (!/^\d+(\.\d{1,2})?$/.test(text) || amount <= 0 || amount > 9_999_999)
    throw new DomainError('invalid', 'Please give an amount, for example 250 or 99.50.', 'amount')
  return amount
}

const withinAuthority = async (
  deps: Deps,
  found: Case,
  kind: RemedyKind,
  amount: number | null,
): Promise<string | null> => {
  if (!REMEDIES[kind].money) {
    if (amount !== null)
      throw new DomainError('invalid', `${REMEDIES[kind].label} has no amount: leave this empty.`, 'amount')
    return null
  }
  if (amount === null) throw new DomainError('invalid', `${REMEDIES[kind].label} needs an amount.`, 'amount')
  const [department] = await deps.db
    .select({ authority: departments.authority })
    .from(departments)
    .where(eq(departments.key, found.departmentKey))
  const limit = (department?.authority as Authority | undefined)?.[kind]
  if (limit && amount <= limit.amount) return limit.currency
  const managers = await managersOf(deps.db, found.departmentKey)
  const who = managers[0] ? `${managers[0]} can decide on more` : 'a manager can decide on more'
  const may = limit ? `up to ${limit.amount} ${limit.currency}` : 'none without asking'
  throw new DomainError(
    'invalid',
    `Above your authority for ${REMEDIES[kind].label.toLowerCase()} (${may}): ${who}.`,
    'amount',
  )
}

export const remedy: CaseVerb = {
  submit: 'Promise it',
  fields: (found, now) => [
    {
      kind: 'choice',
      name: 'kind',
      label: 'Remedy',
      required: true,
      choices: choices(Object.entries(REMEDIES).map(([kind, { label }]) => [kind, label])),
    },
    {
      kind: 'number',
      name: 'amount',
      label: 'Amount',
      required: false,
      decimals: true,
      min: 0,
      hint: 'For refund, discount or credit, and expenses.',
    },
    long('words', 'What the customer is promised', 'Mailed to the customer as you write it.', 2000),
    nextDate('due', 'By when', found, now),
  ],
  run,
}
