import type { Db } from '../../../db/client.ts'
import type { ChatDestination } from '../../../db/schema/index.ts'
import { placeOf } from '../../setup/place.ts'
import { isAbout } from '../actor.ts'
import type { Case } from '../load.ts'
import { isPresent } from './onCall.ts'

export type Manager = {
  id: string
  name: string
  email: string
  awayUntil: string | null
  /** Where a message to this person alone goes. */
  place: ChatDestination
}

/** Those who decide above the liaisons' authority, in order: the department's managers, then management. Never whom the case is about. */
export const managersOf = async (db: Db, found: Case): Promise<Manager[]> => {
  const sql = db.$client
  const rows = await sql<Manager[]>`
    select p.id, p.name, p.email, to_json(p.away_until) #>> '{}' as away_until, ${placeOf(sql)} as place from department_people m
    join people p on p.id = m.person_id and p.active
    join departments g on g.key = m.department_key
    where m.role = 'manager' and (m.department_key = ${found.departmentKey} or g.kind = 'management')
    order by g.kind = 'management', m.position, p.id`
  const once = rows.filter(({ id }, index) => rows.findIndex((one) => one.id === id) === index)
  return once.filter((one) => !isAbout(found, one))
}

/** The first manager present but `asker`; with all away the first of them. Undefined: nobody else may decide. */
export const decider = async (
  db: Db,
  found: Case,
  asker: string,
  now: Date,
): Promise<Manager | undefined> => {
  const others = (await managersOf(db, found)).filter(({ id }) => id !== asker)
  return others.find((one) => isPresent(one, now)) ?? others[0]
}
