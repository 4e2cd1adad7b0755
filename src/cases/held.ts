import { and, eq, lte } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { callBacks, type cases, remedies } from '../../db/schema/index.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { accountField, keepAccount, nextVersion } from './account.ts'
import { authorityOf, withinAuthority } from './authority.ts'
import { enact, newRemedy, promised } from './enact.ts'
import { endRest } from './ending.ts'
import { choices, long, nextDate } from './forms.ts'
import type { Case } from './load.ts'
import { mailCustomer } from './mailCustomer.ts'
import { type Act, addEvent, makeMove } from './move.ts'
import { currencyOf, type Offer, readOffer } from './offer.ts'
import { promiseSoonest } from './owed.ts'
import { isRemedy, REMEDIES } from './remedies.ts'
import { dueOf, listOf, textOf } from './values.ts'
import type { CaseVerb } from './verb.ts'
import { remedyLabel } from './wording.ts'

const HOW = { phone: 'by phone', counter: 'at the counter', meeting: 'in a meeting' }
type How = keyof typeof HOW

/** What a conversation brought, read from its form. */
type Held = {
  how: How
  apology: string
  account: string
  offer: Offer | undefined
  /** By when the customer hears from us; undefined: their spoken yes. */
  due: Date | undefined
}

/** After a call or at the counter one form notes it all, in any order: one transaction, each its own event. */
const run: CaseVerb['run'] = (deps, act) =>
  makeMove(deps, 'held', act, async (found) => {
    const held = await read(deps, act, found)
    const { how, due } = held
    return {
      set: {
        ...(due ? goesOn(found) : confirmed(found, act.now)),
        ...(held.apology ? { apologisedAt: found.apologisedAt ?? act.now } : {}),
        waitingSince: null,
        askReminderAt: null,
        silentAt: null,
      },
      event: { kind: 'held', data: { how, ...(due ? { due } : {}) } },
      reply: true,
      also: async (tx) => {
        await note(tx, found, act, held)
        await callEnds(tx, found, act.now)
        if (due) await promiseSoonest(tx, found.id, act.now, due)
        else {
          await nothingOwed(tx, found)
          await endRest(tx, found.id, act.now)
        }
      },
    }
  })

type Columns = Partial<typeof cases.$inferInsert>

const goesOn = (found: Case): Columns => ({
  state: 'recovering',
  promise: 'next word',
  ...(found.state === 'awaiting customer' ? { done: null, doneAt: null, askedAt: null } : {}),
})

const confirmed = (found: Case, now: Date): Columns => ({
  state: 'confirmed',
  confirmedAt: now,
  confirmedBy: 'spoken',
  doneAt: found.doneAt ?? now,
  askedAt: found.askedAt ?? now,
  promise: 'a finding',
  promiseDueAt: null,
})

const read = async (deps: EdgeDeps, act: Act, found: Case): Promise<Held> => {
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

/** Each part its own event; what the customer should have in writing is mailed. */
const note = async (tx: Tx, found: Case, act: Act, { apology, account, offer, due }: Held) => {
  const by = act.by.id
  const { now } = act
  if (apology)
    await addEvent(tx, found, { kind: 'apology', text: apology, data: { spoken: true, due }, by, now }, true)
  if (account) {
    const version = nextVersion(found, account, 'account')
    const event = await addEvent(
      tx,
      found,
      { kind: 'account', text: account, data: { version }, by, now },
      true,
    )
    await keepAccount(tx, { caseId: found.id, version, text: account, by, at: now })
    await mailCustomer(tx, found, event!, now)
  }
  if (offer) {
    const id = newRemedy()
    await withinAuthority(tx, found, offer, by, now)
    const event = await addEvent(tx, found, { ...promised(id, offer), by, now }, true)
    await enact(tx, found, { id, offer, by, event: event!, now })
  }
  if (!due) {
    const data = { answer: 'yes', spoken: true }
    const event = await addEvent(tx, found, { kind: 'answered', data, by, now }, true)
    await mailCustomer(tx, found, event!, now)
  }
}

/** A booked call-back whose time has come was this conversation. */
const callEnds = (tx: Tx, found: Case, now: Date) =>
  tx
    .update(callBacks)
    .set({ state: 'held' })
    .where(and(eq(callBacks.caseId, found.id), eq(callBacks.state, 'booked'), lte(callBacks.at, now)))

const nothingOwed = async (tx: Tx, found: Case) => {
  const owed = await tx
    .select({ doneAt: remedies.doneAt, withdrawnAt: remedies.withdrawnAt })
    .from(remedies)
    .where(eq(remedies.caseId, found.id))
  if (owed.some(({ doneAt, withdrawnAt }) => !doneAt && !withdrawnAt))
    throw new DomainError('conflict', 'A remedy was promised meanwhile: look at the card and try again.')
}

const optional = (name: string, label: string, hint: string, max?: number) => ({
  ...long(name, label, hint, max),
  required: false,
})

export const held: CaseVerb = {
  submit: 'Save',
  fields: (found, now) => [
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
    { kind: 'number', name: 'amount', label: 'Amount', required: false, decimals: true, min: 0 },
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
  ],
  run,
}
