import { sqlOf, type Tx } from '../../db/client.ts'
import type { ChatDestination } from '../../db/schema/index.ts'
import { OPEN_LIST } from '../../db/schema/index.ts'
import { type Account, accountsOf, placeOf } from './accounts.ts'
import type { Listed } from './nextInLine.ts'

export type Person = {
  id: string
  name: string
  email: string
  active: boolean
  awayUntil: Date | null
  /** Where a message to this person alone goes. */
  place: ChatDestination
  /** By platform. */
  accounts: Record<string, Account>
}
export type Member = Person & Listed & { awayUntil: Date | null; departmentKey: string; department: string }

/** In a select over people `p` of departments `d`: their open cases, where the department goes by them. */
const openCasesOf = (p: string, d: string) =>
  `(select count(*)::int from cases o where o.accountable_id = ${p}.id and o.state in ${OPEN_LIST} having ${d}.next_in_line = 'fewest')`

/** In a select over people `p`: who covers for them now. */
export const coverOf = (p: string) =>
  `(select v.cover_id from covers v where v.person_id = ${p}.id and v.state = 'accepted')`

const person = (p: string) =>
  `${p}.id, ${p}.name, ${p}.email, ${p}.active, ${p}.away_until, ${placeOf(p)} as place, ${accountsOf(p)} as accounts`

const uuids = (ids: (string | null)[]) => `{${ids.filter(Boolean).join(',')}}`

/** The active people of these departments (of every active one where none are named) and of management, first to last. */
export const loadMembers = async (db: Tx, keys?: string[]): Promise<Member[]> => {
  const sql = sqlOf(db)
  return sql<Member[]>`
    select ${sql.unsafe(person('p'))}, d.key as department_key, d.name as department,
      case when d.kind = 'management' then 'management' else m.role end as role,
      ${sql.unsafe(openCasesOf('p', 'd'))} as open_cases, ${sql.unsafe(coverOf('p'))} as cover_id
    from department_people m join people p on p.id = m.person_id and p.active join departments d on d.key = m.department_key
    where d.kind = 'management' or ${keys ? sql`d.key = any(${keys})` : sql`d.active`}
    order by d.kind = 'management', d.key, m.role = 'manager', m.position, p.id`
}

/** Those of one department and of management. */
export const lineOf = (members: Member[], key: string): Member[] =>
  members.filter(({ departmentKey, role }) => departmentKey === key || role === 'management')

/** People by their ids, those among them who have left. */
export const loadPeople = async (db: Tx, ids: (string | null)[]): Promise<Map<string, Person>> => {
  const sql = sqlOf(db)
  const people = await sql<Person[]>`
    select ${sql.unsafe(person('p'))} from people p where p.id = any(${uuids(ids)}::uuid[])`
  return new Map(people.map((one) => [one.id, one]))
}

/** Management's channel. */
export const managementChannel = async (db: Tx): Promise<ChatDestination | null> => {
  const [above] = await sqlOf(db)<{ destination: ChatDestination }[]>`
    select destination from departments where kind = 'management' and active limit 1`
  return above?.destination ?? null
}
