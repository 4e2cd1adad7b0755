import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { remedies } from '../../../db/schema/index.ts'
import { DomainError } from '../../errors.ts'
import type { Case, Remedy } from '../case.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { choices, long, nextDate } from '../formFields.ts'
import { dueOf, textOf } from '../formValues.ts'
import { remedyLabel } from '../labels.ts'
import { mailCustomer } from '../mailCustomer.ts'
import { nextOwnerOf } from '../nextOwner.ts'
import { promiseSoonest } from '../promises.ts'
import type { CaseVerb } from '../verb.ts'
import { alone, collided, goesOn } from './carryOn.ts'

const doneOf = ({ remedies }: Case): Remedy[] => remedies.filter(({ doneAt }) => doneAt)

const nothing = () => new DomainError('conflict', ({ forms }) => forms.takeBack.nothing)

/** Those that go on for it; a case that ended otherwise stays what it is, and owes the remedy all the same. */
const GOES_ON: readonly Case['state'][] = ['awaiting customer', 'unconfirmed', 'confirmed', 'documented']

const comesBack = ({ state }: Case) => GOES_ON.includes(state)

const again = (accountable: string, due: Date) => ({
  ...goesOn,
  state: 'recovering' as const,
  confirmedBy: null,
  waitingSince: null,
  promise: 'remedy',
  promiseDueAt: due,
  ownerId: accountable,
  accountableId: accountable,
})

/**
 * A remedy that was marked done by mistake is owed again: the same one, so that it counts once however often it is
 * marked. The customer gets the correction and the new date.
 */
export const takeBackDone: CaseVerb = {
  before: async (found, _now, deps) => {
    if (doneOf(found).length === 0) throw nothing()
    if (comesBack(found)) await alone(deps, found)
  },
  fields: (found, words, now) => {
    const say = words.forms.takeBack
    const done = doneOf(found)
    const which = choices(done.map((one) => [one.id, remedyLabel(one, words)]))
    return [
      { kind: 'choice', name: 'which', ...say.which, required: true, choices: which, initial: done[0]?.id },
      long('text', say.text, 1000),
      nextDate('due', say.due, found, now),
    ]
  },
  run: (deps, act) =>
    changeByStaff(deps, 'not-done', act, async (found) => {
      const chosen = textOf(act, 'which')
      const one = doneOf(found).find(({ id }) => id === chosen)
      if (!one) throw nothing()
      const text = textOf(act, 'text', { min: 10, max: 1000 })
      const due = dueOf(act, 'due', found)
      const returns = comesBack(found)
      if (returns) await alone(deps, found)
      const { id: remedy, kind, amount, currency, reference } = one
      return {
        set: returns ? again(await nextOwnerOf(deps.db, found, act.now), due) : {},
        event: {
          kind: 'done taken back',
          text,
          data: { remedy, kind, amount, currency, reference, due },
        },
        also: async ({ tx }, event) => {
          const taken = await tx
            .update(remedies)
            .set({ doneAt: null, doneBy: null, reference: null, dueAt: due })
            .where(and(eq(remedies.id, remedy), isNotNull(remedies.doneAt), isNull(remedies.withdrawnAt)))
            .returning({ id: remedies.id })
          if (taken.length === 0) throw nothing()
          await promiseSoonest(tx, found.id, act.now)
          await mailCustomer(tx, found, event, act.now)
        },
      }
    }).catch((error) => collided(deps, act, error)),
}
