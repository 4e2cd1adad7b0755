import type { EdgeDeps } from '../../deps.ts'
import type { Member } from '../../directory/members.ts'
import { DomainError } from '../../errors.ts'
import type { Case } from '../case.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { decidersOf } from '../deciders.ts'
import { choices, long } from '../formFields.ts'
import { listOf, textOf } from '../formValues.ts'
import { handTo } from '../transfer.ts'
import type { CaseVerb } from '../verb.ts'

/** The manager who has it, else the first present; with all away the first of them. */
const managerFor = async ({ db }: EdgeDeps, found: Case, now: Date): Promise<Member> => {
  const managers = await decidersOf(db, found, now)
  const manager = managers.find(({ id }) => id === found.accountableId) ?? managers[0]
  if (manager) return manager
  throw new DomainError('conflict', ({ forms }) => forms.abusive.noManager)
}

const notYet = ({ abusiveAt, number }: Case) => {
  if (abusiveAt) throw new DomainError('conflict', ({ forms }) => forms.abusive.already(number))
}

/** Nobody has to bear abuse: the text is folded behind a warning, and a manager has the case. */
export const abusive: CaseVerb = {
  before: async (found, now, deps) => {
    notYet(found)
    await managerFor(deps, found, now)
  },
  fields: async (found, { forms: { abusive: say } }, now, deps) => {
    const yes = say.yes((await managerFor(deps, found, now)).name).slice(0, 75)
    return [
      { kind: 'choices', name: 'sure', ...say.sure, required: true, choices: choices([['yes', yes]]) },
      { ...long('reason', say.reason, 1000), required: false },
    ]
  },
  run: (deps, act) =>
    changeByStaff(deps, 'abusive', act, async (found) => {
      notYet(found)
      if (!listOf(act, 'sure').includes('yes'))
        throw new DomainError('invalid', ({ forms }) => forms.abusive.tick, 'sure')
      const text = listOf(act, 'reason').length > 0 ? textOf(act, 'reason', { max: 1000 }) : undefined
      const manager = await managerFor(deps, found, act.now)
      const to = { ...manager, departmentKey: found.departmentKey, department: found.department }
      return {
        set: { abusiveAt: act.now },
        event: { kind: 'abusive', text, data: { to: manager.name } },
        also: async ({ tx }, event) => {
          await handTo(tx, found, to, { now: act.now, key: String(event) })
        },
      }
    }),
}
