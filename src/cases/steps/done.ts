import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { proposals, remedies } from '../../../db/schema/index.ts'
import type { Field } from '../../../integrations/chat.ts'
import { DomainError } from '../../errors.ts'
import type { Case, Remedy } from '../caseFile.ts'
import { type Act, changeByStaff } from '../changeByStaff.ts'
import { choices, long } from '../formFields.ts'
import { listOf, textOf } from '../formValues.ts'
import { remedyLabel } from '../labels.ts'
import { mailCustomer } from '../mailCustomer.ts'
import { promiseSoonest } from '../promises.ts'
import type { CaseVerb } from '../verb.ts'

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
      throw new DomainError(
        'invalid',
        'Tick what was done, or use "Progress" to tell the customer how it goes.',
        'remedies',
      )
    const complete = left.length === 0
    if (complete) decidedFirst(found)
    return {
      set: complete ? asking(text, act.now) : {},
      event: {
        kind: complete ? 'done' : 'remedy done',
        text,
        data: { remedies: now.map(({ id }) => id), ...(reference ? { reference } : {}) },
      },
      also: async ({ tx }, event) => {
        await markDone(tx, now, { by: act.by.id, at: act.now, reference })
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
const doneMeanwhile = () =>
  new DomainError(
    'conflict',
    'A remedy you ticked was done or replaced meanwhile, so nothing was changed: look at the card and try again.',
  )

/** Under the case's row: what was promised or asked for since the form was opened. */
const nothingOwed = async (tx: Tx, caseId: string) => {
  const undone = await tx
    .select({ id: remedies.id })
    .from(remedies)
    .where(and(eq(remedies.caseId, caseId), isNull(remedies.doneAt), isNull(remedies.withdrawnAt)))
  const undecided = await tx
    .select({ id: proposals.id })
    .from(proposals)
    .where(and(eq(proposals.caseId, caseId), eq(proposals.kind, 'approval'), eq(proposals.state, 'waiting')))
  if (undone.length + undecided.length > 0)
    throw new DomainError(
      'conflict',
      'A remedy was promised or asked for meanwhile: look at the card and try again.',
    )
}

const apologyFirst = (found: Case) => {
  if (!found.apologisedAt)
    throw new DomainError(
      'conflict',
      'The apology comes first: "Apologise" in your own words, then mark it done.',
    )
}

/** The customer is not asked whether it is put right while a manager still decides on a remedy. */
const decidedFirst = ({ proposals: open }: Case) => {
  const waiting = open.find(({ kind }) => kind === 'approval')
  if (waiting)
    throw new DomainError(
      'conflict',
      `${waiting.to} still decides on a remedy for this customer. Use "Progress" meanwhile, and mark it done after that.`,
    )
}

const referenceOf = (act: Act, done: Remedy[]): string | null => {
  if (!done.some(({ amount }) => amount !== null)) return null
  const reference = textOf(act, 'reference', { min: 0, max: 200 })
  if (reference === '')
    throw new DomainError(
      'invalid',
      'Money needs the reference of its booking, so that it can be found again.',
      'reference',
    )
  return reference
}

const fields = (found: Case): Field[] => {
  const owed = owedOf(found)
  return [
    ...(owed.length > 0
      ? [
          {
            kind: 'choices' as const,
            name: 'remedies',
            label: 'Which remedies are done?',
            required: false,
            hint: 'Those left unticked stay promised.',
            choices: choices(owed.map((remedy) => [remedy.id, remedyLabel(remedy)])),
          },
        ]
      : []),
    ...(owed.some(({ amount }) => amount !== null)
      ? [
          {
            kind: 'text' as const,
            name: 'reference',
            label: 'Reference of the booking',
            required: false,
            max: 200,
            hint: 'For money that you ticked: where it can be found again.',
          },
        ]
      : []),
    long(
      'text',
      'What was done',
      'The customer reads it. Once all is done they are asked whether it is put right.',
    ),
  ]
}

export const done: CaseVerb = {
  submit: 'Done',
  before: (found) => {
    apologyFirst(found)
    if (owedOf(found).length === 0) decidedFirst(found)
  },
  fields,
  run,
}
