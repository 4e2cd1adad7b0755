import { sqlOf, type Tx } from '../../db/client.ts'
import type { ChatDestination, improvements } from '../../db/schema/index.ts'
import type { ChatPerson } from '../../integrations/chat.ts'
import { type Account, type Actor, accountAt } from '../directory/accounts.ts'
import type { Discovery } from '../discoveries/discovery.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'

/** An improvement with the names and places that its card is rendered from. */
export type Improvement = typeof improvements.$inferSelect & {
  department: string
  timeZone: string
  destination: ChatDestination
  /** The department's. */
  language: string
  owner: string
  /** The owner where the message is. */
  ownerPerson: ChatPerson | null
  /** The name of the brand it is measured in. */
  brand: string | null
  /** What it comes from, where that was found by machine. */
  discovery: Discovery | null
}

type Row = Omit<Improvement, 'ownerPerson'> & { account: Account | null }

const personAt = ({ account, ...row }: Row): Improvement => ({
  ...row,
  ownerPerson: account && { platform: (row.message ?? row.destination).platform, ...account },
})

/** Improvements `i` of these departments or by this id, the newest first. */
const loadImprovements = async (
  tx: Tx,
  { id, departments }: { id?: string; departments?: readonly string[] },
): Promise<Improvement[]> => {
  const sql = sqlOf(tx)
  const rows = await sql<Row[]>`
    select i.*, d.name as department, d.time_zone, d.destination, d.language, p.name as owner, b.name as brand,
      (select json_build_object('kind', f.kind, 'facts', f.facts, 'brandName', o.name) from discoveries f
        left join brands o on o.key = f.facts -> 'among' ->> 'brand' where f.id::text = i.reason ->> 'discovery') as discovery,
      ${sql.unsafe(accountAt('p', "coalesce(i.message, d.destination) ->> 'platform'"))} as account
    from improvements i join departments d on d.key = i.department_key join people p on p.id = i.owner_id
      left join brands b on b.key = i.measure ->> 'brand'
    where ${id === undefined ? sql`i.department_key in (select jsonb_array_elements_text(${JSON.stringify(departments ?? [])}::jsonb))` : sql`i.id = ${id}`}
    order by i.state = 'closed', i.number desc limit 500`
  return rows.map(personAt)
}

/** Throws `unknown`. */
export const loadImprovement = async (tx: Tx, id: string): Promise<Improvement> => {
  const [found] = isUuid(id) ? await loadImprovements(tx, { id }) : []
  if (!found) throw new DomainError('unknown', ({ improvements: say }) => say.unknown)
  return found
}

/** What a department has under way and has closed, open ones first, the newest first: for digest and report. */
export const readImprovements = (
  tx: Tx,
  { departments }: { departments: readonly string[] },
): Promise<Improvement[]> => loadImprovements(tx, { departments })

/** Where it stands in the report of its department: the list names each by this. */
export const improvementPage = ({
  departmentKey,
  ...one
}: Pick<Improvement, 'departmentKey' | 'number'>): string =>
  `/desk/report?${new URLSearchParams({ department: departmentKey })}#${anchorOf(one)}`
export const anchorOf = ({ number }: Pick<Improvement, 'number'>): string => `improvement-${number}`

export type Standing = 'planned' | 'late' | 'measuring' | 'measured' | 'closed'

/** Where it stands on a local day of its department. `late`: it should be in place. `measured`: its owner closes it. Pure. */
export const standingOf = (
  { state, dueOn, inPlaceOn, look }: Pick<Improvement, 'state' | 'dueOn' | 'inPlaceOn' | 'look'>,
  today: string,
): Standing => {
  if (state === 'closed') return 'closed'
  if (!inPlaceOn) return dueOn < today ? 'late' : 'planned'
  return look.verdict === 'too early' ? 'measuring' : 'measured'
}

/** Departments whose improvements this person may make, with whether they manage each. Management: every one. */
export const improvable = (tx: Tx, { id }: Pick<Actor, 'id'>): Promise<{ key: string; manages: boolean }[]> =>
  sqlOf(tx)<{ key: string; manages: boolean }[]>`
    select d.key, bool_or(m.role = 'manager') as manages
    from departments d join department_people m on m.person_id = ${id}
      join departments g on g.key = m.department_key and (g.key = d.key or g.kind = 'management')
    where d.kind = 'department' and d.active group by d.key order by bool_or(g.key = d.key) desc, d.key`

/** Its owner and the department's managers act on it, and management. Throws `forbidden`. */
export const mayChange = async (tx: Tx, found: Improvement, by: Actor): Promise<void> => {
  const mine = (await improvable(tx, by)).find(({ key }) => key === found.departmentKey)
  if (mine?.manages || (mine && found.ownerId === by.id)) return
  throw new DomainError('forbidden', ({ improvements: say }) => say.notYours(found.number, found.owner))
}
