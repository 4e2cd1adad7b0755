import type { Sql } from '../../db/client.ts'
import type { ChatDestination, Hours } from '../../db/schema/index.ts'
import { addBusinessMinutes } from '../time.ts'

/** Business minutes of recovery.md section 3, Clocks. */
const TAKE = 60
const APOLOGISE = 240

export type Opening = {
  accountableId: string
  accountable: string
  destination: ChatDestination
  takeDueAt: Date
  apologyDueAt: Date
}

type Row = {
  timeZone: string
  hours: Hours
  holidays: string[]
  destination: ChatDestination
  personId: string | null
  person: string | null
}

/**
 * Who is on call in a department now, and by when they owe what: the first listed liaison, else the first manager,
 * else management. Whoever the complaint is about is passed over.
 */
export const onCall = async (
  sql: Sql,
  departmentKey: string,
  about: string | undefined,
  now: Date,
): Promise<Opening> => {
  const [row] = await sql<Row[]>`
    select d.time_zone, d.hours, d.holidays, d.destination, p.id as person_id, p.name as person
    from departments d left join lateral (
      select p.id, p.name from department_people m
      join people p on p.id = m.person_id and p.active
      join departments g on g.key = m.department_key
      where (m.department_key = ${departmentKey} or g.kind = 'management') and p.email is distinct from ${about?.toLowerCase() ?? null}
      order by g.kind = 'management', m.role = 'manager', m.position limit 1
    ) p on true
    where d.key = ${departmentKey}`
  if (!row?.personId)
    throw new Error(`nobody in ${departmentKey} or in management can be accountable: apply organisation.yaml`)
  return {
    accountableId: row.personId,
    accountable: row.person!,
    destination: row.destination,
    takeDueAt: addBusinessMinutes(row, now, TAKE),
    apologyDueAt: addBusinessMinutes(row, now, APOLOGISE),
  }
}
