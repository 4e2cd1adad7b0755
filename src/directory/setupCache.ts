import type { Sql } from '../../db/client.ts'
import type { ChatDestination, Hours, NextInLine } from '../../db/schema/index.ts'
import { OPEN_LIST } from '../../db/schema/index.ts'
import type { BrandLook } from '../responses/view.ts'
import { placeOf } from './accounts.ts'
import { coverOf } from './members.ts'
import type { Listed } from './nextInLine.ts'

type CachedMember = Listed & { name: string; email: string; place: ChatDestination }
export type CachedDepartment = {
  name: string
  timeZone: string
  hours: Hours
  holidays: string[]
  destination: ChatDestination
  /** How long a new case is not announced yet. */
  graceSeconds: number
  nextInLine: NextInLine
  /** Management's channel. */
  management: ChatDestination | null
  /** Who is called, first to last: liaisons, managers, management. */
  line: CachedMember[]
}
/** What of the set-up an answer needs. It changes only when organisation.yaml is applied, or somebody is away or back. */
export type CachedSetup = {
  version: string
  brands: Record<string, BrandLook>
  departments: Record<string, CachedDepartment>
}

/** In a select: which set-up its snapshot sees. Every apply writes the organisation's row. */
export const setupVersion = (sql: Sql) => sql`(select xmin::text || applied_at::text from organisation)`

let cached: CachedSetup | undefined

/**
 * The set-up of this version, or a later one: cached by the process or isolate until a read sees another version, so
 * never older than the read that asks. No customer's data is in it.
 */
export const cachedSetup = async (sql: Sql, version: string | null): Promise<CachedSetup> => {
  if (cached && version !== null && cached.version === version) return cached
  const [row] = await sql<[CachedSetup]>`
    select ${setupVersion(sql)} as version,
      coalesce((
        select json_object_agg(key, json_build_object('name', name, 'colour', colour, 'logoSvg', logo_svg, 'replyTo', reply_to))
        from brands
      ), '{}') as brands,
      coalesce((
        select json_object_agg(d.key, json_build_object('name', d.name, 'timeZone', d.time_zone, 'hours', d.hours,
          'holidays', d.holidays, 'destination', d.destination, 'nextInLine', d.next_in_line,
          'graceSeconds', coalesce((select grace_seconds from organisation limit 1), 120),
          'management', (select a.destination from departments a where a.kind = 'management' and a.active limit 1), 'line', coalesce((
            select json_agg(json_build_object('id', p.id, 'name', p.name, 'email', p.email,
              'role', case when g.kind = 'management' then 'management' else m.role end, 'awayUntil', p.away_until,
              'coverId', ${sql.unsafe(coverOf('p'))},
              'place', ${sql.unsafe(placeOf('p'))})
              order by g.kind = 'management', m.role = 'manager', m.position)
            from department_people m
            join people p on p.id = m.person_id and p.active
            join departments g on g.key = m.department_key
            where m.department_key = d.key or g.kind = 'management'
          ), '[]')))
        from departments d
      ), '{}') as departments`
  cached = row
  return row
}

/** The department as it stands for who is next: with how many cases each has now, where it goes by them. */
export const lineNow = async (sql: Sql, department: CachedDepartment): Promise<CachedDepartment> => {
  if (department.nextInLine === 'list') return department
  const ids = `{${department.line.map(({ id }) => id).join(',')}}`
  const rows = await sql<{ id: string; cases: number }[]>`
    select accountable_id as id, count(*)::int as cases from cases
    where accountable_id = any(${ids}::uuid[]) and state in ${sql.unsafe(OPEN_LIST)} group by 1`
  const counts = new Map(rows.map(({ id, cases }) => [id, cases]))
  return {
    ...department,
    line: department.line.map((one) => ({ ...one, openCases: counts.get(one.id) ?? 0 })),
  }
}
