import { randomUUID } from 'node:crypto'
import type { ChatDestination, Shared } from '../../db/schema/index.ts'
import type { Case } from '../cases/case.ts'
import type { Change } from '../cases/change.ts'
import { changeByStaff } from '../cases/changeByStaff.ts'
import { choices, long, nextDate } from '../cases/formFields.ts'
import { dueOf, textOf } from '../cases/formValues.ts'
import { propose } from '../cases/proposals.ts'
import type { CaseVerb } from '../cases/verb.ts'
import type { Deps } from '../deps.ts'
import { loadMembers } from '../directory/members.ts'
import { placeBeside } from '../directory/nextInLine.ts'
import { DomainError } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'
import { askPartner } from './askPartner.ts'

/** `value`: as the form names them. A partner is outside, and `shares` what they may read. */
type Asked = { value: string; key: string; name: string } & (
  | { destination: ChatDestination; shares?: undefined }
  | { shares: Shared[] }
)

/** Other departments; one whose channel the person complained about reads is asked through its manager alone. */
const departmentsToAsk = async ({ db }: Pick<Deps, 'db'>, found: Case): Promise<Asked[]> => {
  const departments = await db.$client<{ key: string; name: string; destination: ChatDestination }[]>`
    select key, name, destination from departments
    where active and kind = 'department' and key <> ${found.departmentKey} order by name`
  const members = await loadMembers(db)
  return departments.flatMap(({ destination: channel, ...department }) => {
    const readers = members.filter(({ departmentKey }) => departmentKey === department.key)
    const destination = placeBeside(channel, readers, found.excluded, ['manager'])
    return destination ? [{ ...department, value: department.key, destination }] : []
  })
}

const partnersToAsk = ({
  db,
}: Pick<Deps, 'db'>): Promise<{ key: string; name: string; shares: Shared[] }[]> =>
  db.$client`select key, name, shares from partners where active order by name`

const allToAsk = async (deps: Pick<Deps, 'db'>, found: Case): Promise<Asked[]> => [
  ...(await departmentsToAsk(deps, found)),
  ...(await partnersToAsk(deps)).map((one) => ({ ...one, value: `partner ${one.key}` })),
]

const someone = (all: Asked[]) => {
  if (all.length === 0) throw new DomainError('conflict', ({ turns: { request: say } }) => say.noDepartment)
}

/** Asks another department, or a partner outside, for one deed with a date; the case stays with its owner. */
const run: CaseVerb['run'] = (deps, act) =>
  changeByStaff(deps, 'request', act, async (found) => {
    const all = await allToAsk(deps, found)
    someone(all)
    const value = textOf(act, 'department')
    const asked = all.find((one) => one.value === value)
    if (!asked) throw new DomainError('invalid', ({ turns: { request: say } }) => say.choose, 'department')
    const words = textOf(act, 'deed', { min: 10, max: 2000 })
    const due = dueOf(act, 'due', found)
    const id = randomUUID()
    const proposal = { id, kind: 'request' as const, by: act.by.id, words, deedDueAt: due }
    const { key, name } = asked
    return {
      set: {},
      event: {
        kind: 'request sent' as const,
        text: words,
        data: { proposal: id, due, ...(asked.shares ? { partner: name } : { department: name }) },
      },
      also: async (change: Change) => {
        if (asked.shares) await askPartner(deps, change, found, { ...proposal, toPartner: key })
        else await propose(change, found, { ...proposal, toDepartment: key, destination: asked.destination })
      },
    }
  })

/** What each partner would read, before anybody is chosen. */
const readsLine = ({ name, shares }: { name: string; shares: Shared[] }, words: StaffWords): string => {
  const say = words.turns.request
  const list = new Intl.ListFormat(words.locale).format(shares.map((one) => say.shares[one]))
  return say.reads(name, list)
}

export const request: CaseVerb = {
  before: async (found, _now, deps) => someone(await allToAsk(deps, found)),
  intro: async (_found, words, _now, deps) => {
    const partners = await partnersToAsk(deps)
    return partners.length > 0
      ? [{ kind: 'note', text: partners.map((one) => readsLine(one, words)).join('\n') }]
      : []
  },
  fields: async (found, { turns: { request: say } }, now, deps) => [
    {
      kind: 'choice',
      name: 'department',
      ...say.department,
      required: true,
      choices: choices(
        (await allToAsk(deps, found)).map(({ value, name, shares }) => [
          value,
          shares ? say.partner(name) : name,
        ]),
      ),
      ...(found.route ? { initial: found.route.key } : {}),
    },
    long('deed', say.deed, 2000),
    nextDate('due', say.due, found, now),
  ],
  run,
}
