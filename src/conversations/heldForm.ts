import { mayApologise } from '../apologies/apologise.ts'
import type { Case } from '../cases/case.ts'
import type { Act } from '../cases/changeByStaff.ts'
import { choices, long, nextDate } from '../cases/formFields.ts'
import { dueOf, listOf, textOf } from '../cases/formValues.ts'
import { remedyLabel } from '../cases/labels.ts'
import { REMEDIES } from '../cases/remedyKinds.ts'
import { accountField } from '../cases/steps/account.ts'
import { findingFields } from '../cases/steps/findingForm.ts'
import type { CaseVerb } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError, type Says } from '../errors.ts'
import type { Offer } from '../remedies/offer.ts'
import { alongFields, besideExplanation, offerAlong } from '../remedies/offerAlong.ts'

const HOW = ['phone', 'counter', 'meeting'] as const

/** What a conversation brought, read from its form. */
export type Held = {
  how: (typeof HOW)[number]
  apology: string
  account: string
  offer: Offer | undefined
  /** The remedy is done already. */
  already: { reference: string | null } | undefined
  /** By when the customer hears from us; undefined: their spoken yes. */
  due: Date | undefined
}

/** Throws `invalid` naming the field; authority is checked where it is enacted. */
export const readHeld = async (deps: EdgeDeps, act: Act, found: Case): Promise<Held> => {
  const chosen = textOf(act, 'how')
  const how = HOW.find((one) => one === chosen)
  if (!how) throw new DomainError('invalid', ({ forms }) => forms.held.chooseHow, 'how')
  const apology = textOf(act, 'apology', { min: 0 })
  if (apology && !mayApologise(found, act.now))
    throw new DomainError('invalid', ({ forms }) => forms.held.once, 'apology')
  const offer = await offerOf(deps, act, found)
  const already = alreadyDone(act, offer)
  const yes = listOf(act, 'answer').includes('yes')
  if (yes) mayConfirm(found, apology, already ? undefined : offer)
  const text = textOf(act, 'account', { min: 0 })
  const account = text === found.account?.text.trim() ? '' : text
  return { how, apology, account, offer, already, due: yes ? undefined : dueOf(act, 'next', found) }
}

const offerOf = async (deps: EdgeDeps, act: Act, found: Case): Promise<Offer | undefined> => {
  const offer = await offerAlong(deps, act, found, { wordless: true })
  if (offer) besideExplanation({ ...act, values: {} }, found, offer, 'kind')
  return offer
}

/** Whether the remedy is done already; money needs the reference of its booking. */
const alreadyDone = (act: Act, offer: Offer | undefined): Held['already'] => {
  if (!offer || !listOf(act, 'already').includes('yes')) return undefined
  const reference = textOf(act, 'reference', { min: 0, max: 200 }) || null
  if (offer.amount !== null && !reference)
    throw new DomainError('invalid', ({ forms }) => forms.done.noReference, 'reference')
  return { reference }
}

/** The spoken yes is the customer's own only where there is nothing left that they could say no to. */
const mayConfirm = (found: Case, apology: string, offer: Offer | undefined) => {
  const refuse = (says: Says) => {
    throw new DomainError('invalid', says, 'answer')
  }
  if (!found.apologisedAt && !apology) refuse(({ forms }) => forms.held.apologyFirst)
  const owed = found.remedies.find(({ doneAt }) => !doneAt) ?? offer
  if (owed) refuse((words) => words.forms.held.stillOwed(remedyLabel(owed, words)))
  const [open] = found.proposals
  if (open) refuse(({ forms }) => forms.held.unsettled[open.kind](open.to))
}

export const heldFields: CaseVerb['fields'] = async (found, words, now, deps) => {
  const { forms, labels } = words
  const say = forms.held
  const optional = { required: false }
  return [
    {
      kind: 'choice',
      name: 'how',
      ...say.how,
      required: true,
      choices: choices(Object.entries(labels.talked)),
    },
    ...(mayApologise(found, now) ? [{ ...long('apology', say.apology), ...optional }] : []),
    accountField(found, words, false),
    ...alongFields(Object.keys(REMEDIES), found.authority, words, say),
    { ...long('words', say.words, 2000), ...optional },
    {
      kind: 'choices',
      name: 'already',
      ...say.already,
      ...optional,
      choices: choices([['yes', say.alreadyDone]]),
    },
    { kind: 'text', name: 'reference', ...say.reference, ...optional, max: 200 },
    { ...nextDate('due', say.due, found, now), ...optional },
    { kind: 'choices', name: 'answer', ...say.answer, ...optional, choices: choices([['yes', say.yes]]) },
    { ...nextDate('next', say.next, found, now), ...optional },
    ...(await findingFields(found, words, deps, { short: true })),
  ]
}
