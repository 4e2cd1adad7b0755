import { and, eq, inArray, isNull } from 'drizzle-orm'
import { proposals, remedies } from '../../db/schema/index.ts'
import type { CardPart, Field } from '../../integrations/chat.ts'
import { DomainError } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'
import type { Case, OpenProposal, Remedy } from './case.ts'
import type { Change } from './change.ts'
import type { Act } from './changeByStaff.ts'
import { long } from './formFields.ts'
import { textOf } from './formValues.ts'
import { remedyLabel, timeOf } from './labels.ts'
import { isOpen } from './states.ts'

/** Promised and not done. The customer's rights among them outlive every end of the case. */
export const owedOf = ({ remedies }: Pick<Case, 'remedies'>): Remedy[] =>
  remedies.filter(({ doneAt }) => !doneAt)
export const rightsOwed = (found: Pick<Case, 'remedies'>): Remedy[] =>
  owedOf(found).filter(({ statutory }) => statutory)

/** What a person may only end by saying why, in words that the customer reads. */
type Item =
  | { what: 'remedy'; name: string; remedy: Remedy }
  | { what: 'word'; name: string; due: Date }
  | { what: 'request'; name: string; proposal: OpenProposal }
  | { what: 'call-back'; name: string; due: Date }

const WORDS = ['next word', 'your answer']

/**
 * A right is not among it. While a right is owed, what another department has taken on goes on. `answered`: the end
 * itself is the word that was promised.
 */
const toWithdraw = (found: Case, answered: boolean): Item[] => [
  ...owedOf(found)
    .filter(({ statutory }) => !statutory)
    .map((remedy) => ({ what: 'remedy' as const, name: `why-${remedy.id}`, remedy })),
  ...(!answered && wordOwed(found)
    ? [{ what: 'word' as const, name: 'why-word', due: found.promiseDueAt! }]
    : []),
  ...(rightsOwed(found).length > 0 ? [] : found.proposals)
    .filter(({ kind, state }) => kind === 'request' && state === 'accepted')
    .map((proposal) => ({ what: 'request' as const, name: `why-${proposal.id}`, proposal })),
  ...(found.callBack ? [{ what: 'call-back' as const, name: 'why-call', due: found.callBack.at }] : []),
]

const wordOwed = ({ state, promise, promiseDueAt }: Case): boolean =>
  (state === 'owned' || state === 'recovering') && promiseDueAt !== null && WORDS.includes(promise ?? '')

const labelOf = (found: Case, item: Item, words: StaffWords): string => {
  const say = words.ends.what
  switch (item.what) {
    case 'remedy':
      return remedyLabel(item.remedy, words)
    case 'request':
      return say.request(item.proposal.to ?? '')
    default:
      return say[item.what](timeOf(found, item.due, words))
  }
}

/** A field for each thing that an end takes from the customer: why, as they read it. */
export const withdrawalFields = (found: Case, words: StaffWords, answered = false): Field[] =>
  toWithdraw(found, answered).map((item) =>
    long(item.name, words.ends.why(labelOf(found, item, words)), 1000),
  )

/** What an end leaves owed, above its form. */
export const staysOwed = (found: Case, words: StaffWords): CardPart[] => {
  const rights = rightsOwed(found).map((one) => remedyLabel(one, words))
  return rights.length > 0 ? [{ kind: 'note', text: words.ends.stays(rights), heed: true }] : []
}

/** A right that a manager still decides on comes before every end. Throws `conflict`. */
export const decidedFirst = ({ proposals: open }: Case): void => {
  const waiting = open.find(({ kind, right }) => kind === 'approval' && right)
  if (waiting) throw new DomainError('conflict', ({ ends }) => ends.undecided(waiting.to))
}

export type Withdrawal = { item: Item; why: string }

/** Reads the reasons. Throws `invalid`, and `conflict` where something is owed that the form did not show. */
export const readWithdrawals = (act: Pick<Act, 'values'>, found: Case, answered = false): Withdrawal[] => {
  decidedFirst(found)
  const items = toWithdraw(found, answered)
  if (items.some(({ name }) => act.values[name] === undefined)) throw stillOwed(found, items)
  return items.map((item) => ({ item, why: textOf(act, item.name, { min: 10, max: 1000 }) }))
}

const stillOwed = (found: Case, items: Item[]) =>
  new DomainError('conflict', (words) => words.ends.owed(items.map((item) => labelOf(found, item, words))))

/**
 * Withdraws it, each with an event that the customer's page tells, within the change that ends the case. Throws
 * `conflict` where something was promised since the case was read: no end swallows what is owed.
 */
export const withdraw = async (change: Change, found: Case, all: Withdrawal[], by: string): Promise<void> => {
  for (const { item, why } of all) {
    await change.note(found.id, { kind: 'promise withdrawn', text: why, by, data: factsOf(item) })
    if (item.what === 'remedy') await takeBack(change, found, [item.remedy.id], { withdrawnReason: why })
    if (item.what === 'request')
      await change.tx.update(proposals).set({ answer: why }).where(eq(proposals.id, item.proposal.id))
  }
  const left = await change.tx
    .select({ id: remedies.id })
    .from(remedies)
    .where(and(UNDONE(found.id), eq(remedies.statutory, false)))
  if (left.length > 0) throw stillOwed(found, [])
}

const UNDONE = (caseId: string) =>
  and(eq(remedies.caseId, caseId), isNull(remedies.doneAt), isNull(remedies.withdrawnAt))

/** Ends a remedy that is not done: withdrawn with a reason, or a right that is disputed. Throws `conflict`. */
export const takeBack = async (
  { tx, now }: Change,
  found: Pick<Case, 'id'>,
  ids: string[],
  how: Pick<typeof remedies.$inferInsert, 'withdrawnReason' | 'disputeBody'>,
): Promise<void> => {
  const ended = await tx
    .update(remedies)
    .set({ ...how, withdrawnAt: now })
    .where(and(UNDONE(found.id), inArray(remedies.id, ids)))
    .returning({ id: remedies.id })
  if (ended.length < ids.length) throw new DomainError('conflict', ({ ends }) => ends.settledMeanwhile)
}

const factsOf = (item: Item) => {
  const { what } = item
  if (what === 'remedy') {
    const { id, kind, amount, currency, dueAt: due } = item.remedy
    return { what, remedy: id, kind, amount, currency, due }
  }
  if (what === 'request') return { what, department: item.proposal.to ?? '', due: item.proposal.deedDueAt }
  return { what, due: item.due }
}

/** The case has ended, or was confirmed, and something is owed all the same. */
export const owesAfterEnd = (found: Pick<Case, 'state' | 'remedies'>): boolean =>
  !isOpen(found.state) && found.state !== 'merged' && owedOf(found).length > 0
