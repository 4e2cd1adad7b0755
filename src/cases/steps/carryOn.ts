import { OPEN_LIST } from '../../../db/schema/index.ts'
import type { EdgeDeps } from '../../deps.ts'
import { codeOf, DomainError } from '../../errors.ts'
import type { Case } from '../case.ts'
import { loadCase } from '../caseFile.ts'
import { type Act, changeByStaff } from '../changeByStaff.ts'
import { long, nextDate, toCustomer } from '../formFields.ts'
import { dueOf, textOf, wordBy } from '../formValues.ts'
import { mailCustomer } from '../mailCustomer.ts'
import { nextOwnerOf } from '../nextOwner.ts'
import { promiseSoonest } from '../promises.ts'
import type { CaseVerb } from '../verb.ts'

const UNIQUE_VIOLATION = '23505'

/** The open case its matter has beside it; undefined if there is none. */
const openBeside = async ({ db }: Pick<EdgeDeps, 'db'>, found: Case): Promise<number | undefined> => {
  const [open] = await db.$client<{ number: number }[]>`
    select number from cases where matter_id = ${found.matterId} and id <> ${found.id}
      and state in ${db.$client.unsafe(OPEN_LIST)}`
  return open?.number
}

export const alone = async (deps: EdgeDeps, found: Case) => {
  const other = await openBeside(deps, found)
  if (other !== undefined) throw new DomainError('conflict', ({ forms }) => forms.carryOn.other(other))
}

/** More is to be done after all: the customer hears so, with the next date. */
const run: CaseVerb['run'] = (deps, act) =>
  changeByStaff(deps, 'carry-on', act, async (found) => {
    await alone(deps, found)
    const text = textOf(act, 'text', { min: 10 })
    const due = dueOf(act, 'next', found)
    const accountable = await nextOwnerOf(deps.db, found, act.now)
    return {
      set: {
        state: 'recovering',
        ...goesOn,
        ...wordBy(found, due, act.now),
        ownerId: accountable,
        accountableId: accountable,
      },
      event: { kind: 'carried on', text, data: { due } },
      also: async ({ tx }, event) => {
        await promiseSoonest(tx, found.id, act.now, due)
        await mailCustomer(tx, found, event, act.now)
      },
    }
  }).catch(async (error) => collided(deps, act, error))

export const collided = async (deps: EdgeDeps, act: Act, error: unknown): Promise<never> => {
  if (codeOf(error) === UNIQUE_VIOLATION) await alone(deps, await loadCase(deps.db, act.caseId))
  throw error
}

/** What a case that goes on again no longer has. */
export const goesOn = {
  done: null,
  doneAt: null,
  askedAt: null,
  askReminderAt: null,
  silentAt: null,
  confirmedAt: null,
  endedAt: null,
  endReason: null,
}

/** More is to be done on a case that waits for the customer, or ended without an answer. */
export const carryOn: CaseVerb = {
  before: (found, _now, deps) => alone(deps, found),
  fields: (found, words, now) => [
    long('text', toCustomer(found, words.forms.carryOn.text, words)),
    nextDate('next', words.forms.carryOn.next, found, now),
  ],
  run,
}
