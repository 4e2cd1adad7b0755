import type { Db, Tx } from '../../db/client.ts'
import type { ChatDestination, incidents } from '../../db/schema/index.ts'
import type { Account } from '../directory/accounts.ts'
import { lineOf, loadMembers } from '../directory/members.ts'
import { nextInLine } from '../directory/nextInLine.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'

/** An incident with all that its card is rendered from. */
export type Incident = typeof incidents.$inferSelect & {
  department: string
  language: string
  timeZone: string
  destination: ChatDestination
  /** Numbers of its cases, oldest first. */
  numbers: number[]
  /** What its cases name, most named first. */
  named: { driver: string; n: number }[]
  knownByName: string | null
  /** Who is next in line in the department, and their account where the card is. */
  next: { name: string; at: Account | null } | null
}

/** Throws `unknown`. */
export const loadIncident = async (db: Db, id: string, now: Date): Promise<Incident> => {
  const [found] = isUuid(id)
    ? await db.$client<Omit<Incident, 'next'>[]>`
        select x.*, d.name as department, d.language, d.time_zone, d.destination, p.name as known_by_name,
          array(select k.number from incident_cases g join cases k on k.id = g.case_id where g.incident_id = x.id order by k.number) as numbers,
          coalesce((select json_agg(json_build_object('driver', driver, 'n', n) order by n desc, driver) from (
            select named.driver, count(*)::int as n from incident_cases g join cases k on k.id = g.case_id join responses r on r.id = k.response_id,
              jsonb_array_elements_text(r.answers -> 'drivers') named(driver)
            where g.incident_id = x.id group by named.driver) each), '[]') as named
        from incidents x join departments d on d.key = x.department_key left join people p on p.id = x.known_by
        where x.id = ${id}`
    : []
  if (!found) throw new DomainError('unknown', ({ discoveries }) => discoveries.incident.unknown)
  const members = await loadMembers(db, [found.departmentKey])
  const next = nextInLine(lineOf(members, found.departmentKey), { excluded: [], now })
  return {
    ...found,
    next: next ? { name: next.name, at: next.accounts[found.destination.platform] ?? null } : null,
  }
}

/** Has its card rendered again. */
export const updateIncident = (
  tx: Tx,
  { id, destination, now }: { id: string; destination: ChatDestination; now: Date },
): Promise<void> =>
  enqueue(tx, {
    kind: 'card',
    destination: chatDestination(destination),
    lane: `incident:${id}`,
    onceKey: `card:incident:${id}`,
    payload: { incident: id },
    dueAt: now,
    now,
  })
