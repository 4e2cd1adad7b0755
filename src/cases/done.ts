import { and, eq, inArray, isNull } from 'drizzle-orm'
import { remedies } from '../../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { choices, long } from './forms.ts'
import type { Case } from './load.ts'
import { mailCustomer } from './mailCustomer.ts'
import { makeMove } from './move.ts'
import { listOf, textOf } from './values.ts'
import type { CaseVerb } from './verb.ts'
import { remedyLabel } from './wording.ts'

const DAY = 24 * 3600_000
/** recovery.md section 3: a reminder after 3 days, silent after 7. */
export const REMIND_DAYS = 3
export const SILENT_DAYS = 7

/**
 * Records what was done. Remedies left unticked stay promised and the case goes on; once the apology is given and
 * every remedy done, the customer is asked whether it is put right.
 */
const run: CaseVerb['run'] = (deps, act) =>
  makeMove(deps, 'done', act, (found) => {
    const text = textOf(act, 'text', { min: 10 })
    apologyFirst(found)
    const ticked = new Set(listOf(act, 'remedies'))
    const owed = found.remedies.filter(({ doneAt }) => !doneAt)
    const left = owed.filter(({ id }) => !ticked.has(id))
    const now = owed.filter(({ id }) => ticked.has(id)).map(({ id }) => id)
    if (left.length > 0 && now.length === 0)
      throw new DomainError(
        'invalid',
        'Tick what was done, or use "Progress" to tell the customer how it goes.',
        'remedies',
      )
    const next = left.map(({ dueAt }) => dueAt.getTime())
    const complete = left.length === 0
    return {
      set: complete
        ? {
            state: 'awaiting customer',
            done: text,
            doneAt: act.now,
            askedAt: act.now,
            askReminderAt: new Date(act.now.getTime() + REMIND_DAYS * DAY),
            silentAt: new Date(act.now.getTime() + SILENT_DAYS * DAY),
            promise: 'your answer',
            promiseDueAt: new Date(act.now.getTime() + SILENT_DAYS * DAY),
          }
        : { promise: 'remedy', promiseDueAt: new Date(Math.min(...next)) },
      event: { kind: complete ? 'done' : 'remedy done', text, data: { remedies: now } },
      reply: true,
      also: async (tx, event) => {
        const ended =
          now.length > 0
            ? await tx
                .update(remedies)
                .set({ doneAt: act.now })
                .where(and(inArray(remedies.id, now), isNull(remedies.doneAt)))
                .returning({ id: remedies.id })
            : []
        if (ended.length < now.length)
          throw new DomainError(
            'conflict',
            'A remedy was marked done meanwhile: look at the card and try again.',
          )
        if (complete) {
          const undone = await tx
            .select({ id: remedies.id })
            .from(remedies)
            .where(and(eq(remedies.caseId, found.id), isNull(remedies.doneAt)))
          if (undone.length > 0)
            throw new DomainError(
              'conflict',
              'A remedy was promised meanwhile: look at the card and try again.',
            )
        }
        await mailCustomer(tx, found, event, act.now)
      },
    }
  })

const apologyFirst = (found: Case) => {
  if (!found.apologisedAt)
    throw new DomainError(
      'conflict',
      'The apology comes first: "Apologise" in your own words, then mark it done.',
    )
}

export const done: CaseVerb = {
  submit: 'Done',
  before: apologyFirst,
  fields: (found) => {
    const owed = found.remedies.filter(({ doneAt }) => !doneAt)
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
      long(
        'text',
        'What was done',
        'The customer reads it. Once all is done they are asked whether it is put right.',
      ),
    ]
  },
  run,
}
