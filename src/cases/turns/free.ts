import type { Db } from '../../../db/client.ts'
import type { ChatDestination } from '../../../db/schema/index.ts'
import { placeOf } from '../../setup/place.ts'
import type { Case } from '../load.ts'

/** Somebody who can have a case now: present, and not who it is about. */
export type Free = {
  id: string
  name: string
  role: 'liaison' | 'manager' | 'management'
  /** Where a message to this person alone goes. */
  place: ChatDestination
  departmentKey: string
  department: string
}

/**
 * Who can have this case now, first to last: those of its department, of a complaint about a colleague its managers
 * alone; management where none of them is there. Who has it already is left out.
 */
export const freeHere = async (db: Db, found: Case, now: Date): Promise<Free[]> => {
  const others = (await free(db, found, now)).filter(({ id }) => id !== found.accountableId)
  const own = others.filter(
    ({ departmentKey, role }) => departmentKey === found.departmentKey && role !== 'management',
  )
  const able = own.length > 0 ? own : others.filter(({ role }) => role === 'management')
  const here = able.map((one) => ({
    ...one,
    departmentKey: found.departmentKey,
    department: found.department,
  }))
  return [...new Map(here.reverse().map((one) => [one.id, one])).values()].reverse()
}

/** The first of each other department who is present: its own on-call person, never management. */
export const freeElsewhere = async (db: Db, found: Case, now: Date): Promise<Free[]> => {
  const others = (await free(db, found, now)).filter(
    ({ departmentKey, role, id }) =>
      departmentKey !== found.departmentKey && role !== 'management' && id !== found.accountableId,
  )
  return [...new Map(others.reverse().map((one) => [one.departmentKey, one])).values()].reverse()
}

const free = async (db: Db, found: Case, now: Date): Promise<Free[]> => {
  const sql = db.$client
  const email = found.staffMember?.email?.toLowerCase() ?? null
  const rows = await sql<(Free & { aboutHere: boolean })[]>`
    with about as (
      select id from people where id = ${found.aboutId} or email = ${email} or id = any(${found.aboutBefore}::uuid[])
    )
    select p.id, p.name, case when d.kind = 'management' then 'management' else m.role end as role,
      ${placeOf(sql)} as place, d.key as department_key, d.name as department,
      d.kind <> 'management' and exists (
        select from department_people x join about on about.id = x.person_id where x.department_key = d.key
      ) as about_here
    from department_people m join people p on p.id = m.person_id join departments d on d.key = m.department_key
    where p.active and d.active and (p.away_until is null or p.away_until <= ${now})
      and p.id not in (select id from about)
    order by d.kind = 'management', d.key, m.role = 'manager', m.position`
  // A complaint about a colleague is not for colleagues.
  return rows.filter(({ aboutHere, role }) => !(aboutHere && role === 'liaison'))
}
