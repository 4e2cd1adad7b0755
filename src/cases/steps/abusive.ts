import type { EdgeDeps } from '../../deps.ts'
import type { Member } from '../../directory/members.ts'
import { DomainError } from '../../errors.ts'
import type { Case } from '../caseFile.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { decidersOf } from '../deciders.ts'
import { choices } from '../formFields.ts'
import { listOf, textOf } from '../formValues.ts'
import { handTo } from '../transfer.ts'
import type { CaseVerb } from '../verb.ts'

/** The manager who has it, else the first present; with all away the first of them. */
const managerFor = async ({ db }: EdgeDeps, found: Case, now: Date): Promise<Member> => {
  const managers = await decidersOf(db, found, now)
  const manager = managers.find(({ id }) => id === found.accountableId) ?? managers[0]
  if (manager) return manager
  throw new DomainError('conflict', 'There is no manager who could have it. Use "Call management".')
}

const notYet = (found: Case) => {
  if (found.abusiveAt)
    throw new DomainError(
      'conflict',
      `Case ${found.number} is marked as abusive already: its text is folded.`,
    )
}

/** Nobody has to bear abuse: the text is folded behind a warning, and a manager has the case. */
export const abusive: CaseVerb = {
  submit: 'Give it to a manager',
  before: async (found, now, deps) => {
    notYet(found)
    await managerFor(deps, found, now)
  },
  fields: async (found, now, deps) => [
    {
      kind: 'choices',
      name: 'sure',
      label: 'Is the text abusive?',
      required: true,
      choices: choices([
        [
          'yes',
          `Yes: fold it behind a warning, and give the case to ${(await managerFor(deps, found, now)).name}`.slice(
            0,
            75,
          ),
        ],
      ]),
    },
    {
      kind: 'text',
      name: 'reason',
      label: 'Anything the manager should know?',
      required: false,
      multiline: true,
      max: 1000,
    },
  ],
  run: (deps, act) =>
    changeByStaff(deps, 'abusive', act, async (found) => {
      notYet(found)
      if (!listOf(act, 'sure').includes('yes'))
        throw new DomainError('invalid', 'Tick this to give the case to a manager.', 'sure')
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
