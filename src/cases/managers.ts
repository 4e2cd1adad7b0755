import type { Db } from '../../db/client.ts'

/** Names of those who decide above the liaisons' authority: the department's managers in order, then management. */
export const managersOf = async (db: Db, departmentKey: string): Promise<string[]> => {
  const rows = await db.$client<{ name: string }[]>`
    select p.name from department_people m
    join people p on p.id = m.person_id and p.active
    join departments g on g.key = m.department_key
    where m.role = 'manager' and m.department_key = ${departmentKey} or g.kind = 'management'
    order by g.kind = 'management', m.position`
  return rows.map(({ name }) => name)
}
