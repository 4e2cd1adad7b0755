import { randomUUID } from 'node:crypto'
import type { ChatDestination } from '../../db/schema/index.ts'
import type { Case } from '../cases/caseFile.ts'
import { changeByStaff } from '../cases/changeByStaff.ts'
import { choices, long, nextDate } from '../cases/formFields.ts'
import { dueOf, textOf } from '../cases/formValues.ts'
import { propose } from '../cases/proposals.ts'
import type { CaseVerb } from '../cases/verb.ts'
import type { Deps } from '../deps.ts'
import { loadMembers } from '../directory/members.ts'
import { placeBeside } from '../directory/nextInLine.ts'
import { DomainError } from '../errors.ts'

type Asked = { key: string; name: string; destination: ChatDestination }

/** Other departments; one whose channel the person complained about reads is asked through its manager alone. */
const departmentsToAsk = async ({ db }: Pick<Deps, 'db'>, found: Case): Promise<Asked[]> => {
  const departments = await db.$client<Asked[]>`
    select key, name, destination from departments
    where active and kind = 'department' and key <> ${found.departmentKey} order by name`
  const members = await loadMembers(db)
  return departments.flatMap(({ destination: channel, ...department }) => {
    const readers = members.filter(({ departmentKey }) => departmentKey === department.key)
    const destination = placeBeside(channel, readers, found.excluded, ['manager'])
    return destination ? [{ ...department, destination }] : []
  })
}

const someone = (departments: Asked[]) => {
  if (departments.length === 0)
    throw new DomainError('conflict', ({ turns: { request: say } }) => say.noDepartment)
}

/** Asks another department for one deed with a date; the case stays with its owner. */
const run: CaseVerb['run'] = (deps, act) =>
  changeByStaff(deps, 'request', act, async (found) => {
    const departments = await departmentsToAsk(deps, found)
    someone(departments)
    const key = textOf(act, 'department')
    const asked = departments.find((one) => one.key === key)
    if (!asked) throw new DomainError('invalid', ({ turns: { request: say } }) => say.choose, 'department')
    const words = textOf(act, 'deed', { min: 10, max: 2000 })
    const due = dueOf(act, 'due', found)
    const id = randomUUID()
    return {
      set: {},
      event: { kind: 'request sent', text: words, data: { proposal: id, department: asked.name, due } },
      also: async (change) => {
        const proposal = {
          id,
          kind: 'request' as const,
          by: act.by.id,
          toDepartment: asked.key,
          words,
          deedDueAt: due,
          destination: asked.destination,
        }
        await propose(change, found, proposal)
      },
    }
  })

export const request: CaseVerb = {
  before: async (found, _now, deps) => someone(await departmentsToAsk(deps, found)),
  fields: async (found, { turns: { request: say } }, now, deps) => [
    {
      kind: 'choice',
      name: 'department',
      ...say.department,
      required: true,
      choices: choices((await departmentsToAsk(deps, found)).map(({ key, name }) => [key, name])),
      ...(found.route ? { initial: found.route.key } : {}),
    },
    long('deed', say.deed, 2000),
    nextDate('due', say.due, found, now),
  ],
  run,
}
