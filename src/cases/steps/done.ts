import { and, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { remedies } from '../../../db/schema/index.ts'
import { DomainError } from '../../errors.ts'
import type { Case, Remedy } from '../case.ts'
import { type Act, changeByStaff } from '../changeByStaff.ts'
import { choices, long } from '../formFields.ts'
import { listOf, textOf } from '../formValues.ts'
import { remedyLabel } from '../labels.ts'
import { mailCustomer } from '../mailCustomer.ts'
import { promiseSoonest } from '../promises.ts'
import type { CaseVerb } from '../verb.ts'
import { drafted, findingFields } from './findingForm.ts'
import {
  decidedFirst,
  nothingOwed,
  settledFirst,
  unsettledField,
  waitsForDecision,
  withdrawRest,
} from './settled.ts'

const DAY = 24 * 3600_000
/** recovery.md section 3: a reminder after 3 days, silent after 7. */
export const REMIND_DAYS = 3
export const SILENT_DAYS = 7

const owedOf = (found: Case): Remedy[] => found.remedies.filter(({ doneAt }) => !doneAt)

/**
 * Records what was done. Remedies left unticked stay promised and the case goes on; once the apology is given and
 * every remedy done, the customer is asked whether it is put right. Money needs the reference of its booking.
 */
const run: CaseVerb['run'] = (deps, act) =>
  changeByStaff(deps, 'done', act, (found) => {
    const text = textOf(act, 'text', { min: 10 })
    apologyFirst(found)
    const ticked = new Set(listOf(act, 'remedies'))
    const owed = owedOf(found)
    if ([...ticked].some((id) => !owed.some((one) => one.id === id))) throw doneMeanwhile()
    const left = owed.filter(({ id }) => !ticked.has(id))
    const now = owed.filter(({ id }) => ticked.has(id))
    const reference = referenceOf(act, now)
    if (left.length > 0 && now.length === 0)
      throw new DomainError('invalid', ({ forms }) => forms.done.tick, 'remedies')
    // The case goes on until it is decided; without anything done there is nothing to note
    const undecided = waitsForDecision(found)
    if (undecided && now.length === 0) decidedFirst(found)
    const complete = left.length === 0 && !undecided
    const notNeeded = new Set(listOf(act, 'notNeeded'))
    if (complete) settledFirst(found, notNeeded)
    return {
      set: complete ? asking(text, act.now) : {},
      event: {
        kind: complete ? 'done' : 'remedy done',
        text,
        data: { remedies: now.map(({ id }) => id), ...(reference ? { reference } : {}) },
      },
      also: async (change, event) => {
        const { tx } = change
        await markDone(tx, now, { by: act.by.id, at: act.now, reference })
        await withdrawRest(tx, notNeeded, act.now)
        await drafted(change, found, act)
        if (complete) await nothingOwed(tx, found.id)
        else await promiseSoonest(tx, found.id, act.now)
        await mailCustomer(tx, found, event, act.now)
      },
    }
  })

const asking = (text: string, now: Date) => {
  const silentAt = new Date(now.getTime() + SILENT_DAYS * DAY)
  return {
    state: 'awaiting customer' as const,
    done: text,
    doneAt: now,
    askedAt: now,
    // Another question stands in its place
    waitingSince: null,
    askReminderAt: new Date(now.getTime() + REMIND_DAYS * DAY),
    silentAt,
    promise: 'your answer',
    promiseDueAt: silentAt,
  }
}

const markDone = async (
  tx: Tx,
  done: Remedy[],
  { by, at, reference }: { by: string; at: Date; reference: string | null },
) => {
  if (done.length === 0) return
  for (const paid of [true, false]) {
    const ids = done.filter(({ amount }) => (amount !== null) === paid).map(({ id }) => id)
    if (ids.length === 0) continue
    const ended = await tx
      .update(remedies)
      .set({ doneAt: at, doneBy: by, ...(paid ? { reference } : {}) })
      .where(and(inArray(remedies.id, ids), isNull(remedies.doneAt), isNull(remedies.withdrawnAt)))
      .returning({ id: remedies.id })
    if (ended.length < ids.length) throw doneMeanwhile()
  }
}

/** Nobody pays twice unnoticed: what was ticked is done already, by a colleague or another system. */
const doneMeanwhile = () => new DomainError('conflict', ({ forms }) => forms.done.meanwhile)

const apologyFirst = (found: Case) => {
  if (!found.apologisedAt) throw new DomainError('conflict', ({ forms }) => forms.done.apologyFirst)
}

const referenceOf = (act: Act, done: Remedy[]): string | null => {
  if (!done.some(({ amount }) => amount !== null)) return null
  const reference = textOf(act, 'reference', { min: 0, max: 200 })
  if (reference === '') throw new DomainError('invalid', ({ forms }) => forms.done.noReference, 'reference')
  return reference
}

const fields: CaseVerb['fields'] = async (found, words, _now, deps) => {
  const say = words.forms.done
  const owed = owedOf(found)
  const which = choices(owed.map((remedy) => [remedy.id, remedyLabel(remedy, words)]))
  const paid = owed.some(({ amount }) => amount !== null)
  return [
    ...(owed.length > 0
      ? [{ kind: 'choices' as const, name: 'remedies', ...say.remedies, required: false, choices: which }]
      : []),
    ...(paid
      ? [{ kind: 'text' as const, name: 'reference', ...say.reference, required: false, max: 200 }]
      : []),
    ...unsettledField(found, words),
    long('text', say.text),
    ...(await findingFields(found, words, deps, { short: true })),
  ]
}

export const done: CaseVerb = {
  intro: (found, { forms: { done: say } }) => {
    const approval = waitsForDecision(found)
    return approval ? [{ kind: 'note', text: say.undecided(approval.to), heed: true }] : []
  },
  before: (found) => {
    apologyFirst(found)
    if (owedOf(found).length === 0) decidedFirst(found)
  },
  fields,
  run,
}
