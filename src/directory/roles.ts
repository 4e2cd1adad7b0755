import { sqlOf, type Tx } from '../../db/client.ts'
import { type Held, type Right, reachOf } from './rights.ts'

/** The roles of people as `p`, as the set-up has them now. */
const roles = (p: string) => `(
  select case when d.kind = 'management' then 'management' else m.role end as role,
    case when d.kind = 'management' then '"all"'::jsonb else jsonb_agg(d.key order by d.key) end as departments
  from department_people m join departments d on d.key = m.department_key where m.person_id = ${p}.id group by m.role, d.kind
  union all
  select r.role, coalesce(to_jsonb(r.departments), '"all"'::jsonb) from person_roles r where r.person_id = ${p}.id)`

/** In a select over people as `p`: their roles, as JSON. */
export const heldBy = (p: string) => `(select coalesce(json_agg(h), '[]') from ${roles(p)} h)`

/** The roles of an active person, as the set-up has them now. Nobody else has any. */
export const rolesOf = (tx: Tx, personId: string): Promise<Held[]> => {
  const sql = sqlOf(tx)
  return sql<Held[]>`
    select h.role, h.departments from people p cross join lateral ${sql.unsafe(roles('p'))} h where p.id = ${personId} and p.active`
}

/** The keys of departments, closed ones among them, in which these roles have the right. Management is none. */
export const departmentsBy = async (tx: Tx, given: Right, held: Held[]): Promise<string[]> => {
  const reach = reachOf(given, held)
  if (reach.length === 0) return []
  const sql = sqlOf(tx)
  const rows = await sql<{ key: string }[]>`
    select key from departments where kind = 'department'
      ${reach === 'all' ? sql`` : sql`and key = any(${reach}::text[])`} order by key`
  return rows.map(({ key }) => key)
}
