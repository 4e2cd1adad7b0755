import { type Fragment, type Sql, sqlOf, type Tx } from '../../db/client.ts'
import type { Discovery } from './discovery.ts'

/** What was found in these departments in these local days, both included, newest first. */
export const readDiscoveries = (
  tx: Tx,
  { departments, from, to }: { departments: readonly string[]; from: string; to: string },
): Promise<Discovery[]> => {
  const sql = sqlOf(tx)
  return sql<Discovery[]>`
    ${columns(sql)}
    where f.department_key = any(${[...departments]}::text[])
      and (f.found_at at time zone d.time_zone)::date between ${from}::date and ${to}::date
    order by f.found_at desc, f.id`
}

/** One of these departments, with its zone; undefined where it is none of theirs. */
export const readDiscovery = async (
  tx: Tx,
  { id, departments }: { id: string; departments: readonly string[] },
): Promise<(Discovery & { timeZone: string }) | undefined> => {
  const sql = sqlOf(tx)
  const [found] = await sql<(Discovery & { timeZone: string })[]>`
    ${columns(sql)} where f.id = ${id} and f.department_key = any(${[...departments]}::text[])`
  return found
}

const columns = (sql: Sql): Fragment => sql`
    select f.id, f.kind, f.department_key, d.name as department, f.found_at, f.from_day::text as from, f.to_day::text as to, f.state, f.facts,
      b.name as brand_name, d.time_zone
    from discoveries f join departments d on d.key = f.department_key
      left join brands b on b.key = f.facts -> 'among' ->> 'brand'`

/**
 * The ids of the answers behind what was found, newest first, to stand in an `in`: as many as `limit`. They are those that
 * its sentence counts, so of changes and bursts the routine ones alone.
 */
export const behind = (sql: Sql, id: string, limit = 5000): Fragment => sql`
    select r.id from discoveries f join departments d on d.key = f.department_key
      join responses r on r.department_key = f.department_key
        and r.answered_at >= f.from_day::timestamp at time zone d.time_zone
        and r.answered_at < (f.to_day + 1)::timestamp at time zone d.time_zone
      join invitations i on i.id = r.invitation_id join contacts c on c.id = i.contact_id
    where f.id = ${id} and case
      when f.kind in ('theme', 'pattern') then f.facts -> 'answers' ? r.id::text
      else i.asked = 'routine' and (case when f.facts ->> 'driver' is null then r.kind = 'dissatisfied' else r.answers -> 'drivers' ? (f.facts ->> 'driver') end)
        and (f.facts -> 'among' ->> 'channel' is null or c.channel = f.facts -> 'among' ->> 'channel')
        and (f.facts -> 'among' ->> 'brand' is null or c.brand_key = f.facts -> 'among' ->> 'brand')
        and (f.kind <> 'burst' or ${ofBurst(sql)})
      end
    order by r.answered_at desc, r.id limit ${limit}`

/** The time of a burst. The answer with which the rate was back is counted; where it ended quietly there was none. */
const ofBurst = (sql: Sql): Fragment => sql`
  r.answered_at >= (f.facts ->> 'from')::timestamptz
    and r.answered_at <= coalesce((f.facts ->> 'to')::timestamptz, (f.facts ->> 'countedTo')::timestamptz, 'infinity')
    and (f.facts ->> 'ended' is distinct from 'quiet' or r.answered_at < (f.facts ->> 'to')::timestamptz)`

export const answersBehind = async (tx: Tx, id: string): Promise<string[]> =>
  (await sqlOf(tx)<{ id: string }[]>`${behind(sqlOf(tx), id)}`).map((row) => row.id)

/** Where a manager reads them on the desk. */
export const behindPage = ({ id }: Pick<Discovery, 'id'>): string => `/desk/answers?discovery=${id}`
