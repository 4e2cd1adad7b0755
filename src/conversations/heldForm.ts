import type { Field } from '../../integrations/chat.ts'
import type { Case } from '../cases/caseFile.ts'
import type { Act } from '../cases/changeByStaff.ts'
import { choices, long, nextDate } from '../cases/formFields.ts'
import { dueOf, listOf, textOf } from '../cases/formValues.ts'
import { remedyLabel } from '../cases/labels.ts'
import { isRemedy, REMEDIES } from '../cases/remedyKinds.ts'
import { accountField } from '../cases/steps/account.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { authorityOf } from '../remedies/authority.ts'
import { currencyOf, type Offer, readOffer } from '../remedies/offer.ts'

const HOW = { phone: 'by phone', counter: 'at the counter', meeting: 'in a meeting' }
type How = keyof typeof HOW

/** What a conversation brought, read from its form. */
export type Held = {
  how: How
  apology: string
  account: string
  offer: Offer | undefined
  /** By when the customer hears from us; undefined: their spoken yes. */
  due: Date | undefined
}

/** Throws `invalid` naming the field; authority is checked where it is enacted. */
export const readHeld = async (deps: EdgeDeps, act: Act, found: Case): Promise<Held> => {
  const how = textOf(act, 'how')
  if (!Object.hasOwn(HOW, how)) throw new DomainError('invalid', 'Please choose how you talked.', 'how')
  const apology = textOf(act, 'apology', { min: 0 })
  const offer = await offerOf(deps, act, found)
  const yes = listOf(act, 'answer').includes('yes')
  if (yes) mayConfirm(found, apology, offer)
  const text = textOf(act, 'account', { min: 0 })
  const account = text === found.account?.text.trim() ? '' : text
  return { how: how as How, apology, account, offer, due: yes ? undefined : dueOf(act, 'next', found) }
}

const offerOf = async ({ db }: EdgeDeps, act: Act, found: Case): Promise<Offer | undefined> => {
  const kind = textOf(act, 'kind', { min: 0 })
  if (!kind) {
    const other = textOf(act, 'amount', { min: 0 }) || textOf(act, 'words', { min: 0 })
    if (other) throw new DomainError('invalid', 'Which remedy did you promise?', 'kind')
    return undefined
  }
  const authority = await authorityOf(db, found.departmentKey)
  if (isRemedy(kind) && REMEDIES[kind].money && !currencyOf(authority, kind))
    throw new DomainError('invalid', 'Use "Offer remedy" for it: that form asks for the currency.', 'kind')
  return readOffer(act, found, authority)
}

/** The spoken yes is the customer's own only where there is nothing left that they could say no to. */
const mayConfirm = (found: Case, apology: string, offer: Offer | undefined) => {
  const refuse = (why: string) => {
    throw new DomainError('invalid', why, 'answer')
  }
  if (!found.apologisedAt && !apology)
    refuse('The apology comes first: if you gave it in this conversation, note it above.')
  const owed = found.remedies.find(({ doneAt }) => !doneAt) ?? offer
  if (owed)
    refuse(
      `${remedyLabel(owed)} is still owed: leave this unticked now, use "Mark done" once it is done, and note the yes then.`,
    )
}

const optional = (name: string, label: string, hint: string, max?: number) => ({
  ...long(name, label, hint, max),
  required: false,
})

export const heldFields = (found: Case, now: Date): Field[] => [
  {
    kind: 'choice',
    name: 'how',
    label: 'How did you talk?',
    required: true,
    choices: choices(Object.entries(HOW)),
  },
  optional('apology', 'The apology you gave', 'If you gave one: in your own words, as you said it.'),
  accountField(found, false),
  {
    kind: 'choice',
    name: 'kind',
    label: 'A remedy you promised',
    required: false,
    hint: 'Goodwill within your authority; for more, or for a right, use "Offer remedy".',
    choices: choices(Object.entries(REMEDIES).map(([kind, { label }]) => [kind, label])),
  },
  { kind: 'amount', name: 'amount', label: 'Amount', required: false },
  optional('words', 'What you promised', 'Mailed to the customer as you write it.', 2000),
  { ...nextDate('due', 'By when will the remedy be done?', found, now), required: false },
  {
    kind: 'choices',
    name: 'answer',
    label: 'Is it put right?',
    required: false,
    choices: choices([['yes', 'The customer said: yes, it is put right']]),
    hint: 'The customer gets a receipt, and can say “not yet”.',
  },
  {
    ...nextDate('next', 'If not: by when does the customer hear from you next?', found, now),
    required: false,
  },
]
