import type { Tx } from '../../db/client.ts'
import { sqlOf } from '../../db/client.ts'
import type { Choice } from '../../integrations/chat.ts'
import { DomainError } from '../errors.ts'

/** A menu of Slack has no more. */
const MOST_PEOPLE = 100

/** Who may own one: the departments' managers and liaisons, under their department where there are several. */
export const owners = async (tx: Tx, departments: string[]): Promise<Choice[]> => {
  const found = await sqlOf(tx)<{ key: string; department: string; id: string; name: string }[]>`
    select d.key, d.name as department, p.id, p.name from jsonb_array_elements_text(${JSON.stringify(departments)}::jsonb) with ordinality o(key, at)
      join departments d on d.key = o.key join department_people m on m.department_key = d.key
      join people p on p.id = m.person_id and p.active
    group by d.key, d.name, o.at, p.id, p.name order by o.at, bool_or(m.role = 'manager') desc, min(m.position)
    limit ${MOST_PEOPLE}`
  const several = new Set(found.map(({ key }) => key)).size > 1
  return found.map(({ key, department, id, name }) => ({
    value: `${key}:${id}`,
    label: name,
    ...(several && { group: department }),
  }))
}

export const ownerOf = async (tx: Tx, value: string, places: string[]) => {
  const [key = '', id = ''] = value.split(':')
  const [found] = places.includes(key)
    ? await sqlOf(tx)<
        {
          key: string
          id: string
          name: string
          timeZone: string
          destination: { platform: string; workspace: string; channel: string }
        }[]
      >`
        select d.key, p.id, p.name, d.time_zone, d.destination from departments d join department_people m on m.department_key = d.key
          join people p on p.id = m.person_id and p.active
        where d.key = ${key} and p.id::text = ${id} limit 1`
    : []
  if (!found) throw new DomainError('invalid', ({ improvements: { new: say } }) => say.noOwner, 'owner')
  return found
}
