import type { Db, Fragment, Sql } from '../../db/client.ts'
import { URGENT } from '../../db/schema/index.ts'
import { MAIL, PROBE } from './destinations.ts'
import type { Entry } from './entry.ts'

/** Longer than any send may take; on the database's clock. */
const LEASE_SECONDS = 45

/** So many urgent entries may go in a row while others wait. */
const RUN = 3

const byUrgency = (sql: Sql) => ({
  urgent: sql`o.kind in ${sql.unsafe(URGENT)}`,
  ordinary: sql`o.kind not in ${sql.unsafe(URGENT)}`,
})

/**
 * Selects `what` of the first entry `o` that waits for a destination and is not behind another of its lane. `wanted` must
 * hold one of the conditions of `byUrgency`, since each has an index.
 *
 * Postgres may keep a plan from when hardly anything waited. This shape leaves it one plan only: to walk that index in
 * order and stop at the first. It joins nothing, its conditions match no index of waiting entries, and Postgres assumes
 * that `<> 'held'` holds for nearly every row. Of `= 'waiting'` or `is null` it assumes that few rows match, and then it
 * reads and sorts all that wait there.
 */
const firstWaiting = (sql: Sql, what: Fragment, destination: Fragment, wanted: Fragment) => sql`(
  select ${what} from outbox o
  where o.destination = ${destination} and o.settled_at is null and ${wanted}
    and case when o.state = 'waiting' and (
      select e.id from outbox e where e.lane = o.lane and e.id < o.id and e.state in ('waiting', 'claimed', 'sending') limit 1
    ) is null then 'free' else 'held' end <> 'held'
  order by o.due_at, o.id limit 1
)`

/**
 * When the next entry is due, if one waits. What waits for an earlier one of its lane, or for a place at its destination,
 * is not due before that.
 */
export const nextDue = async ({ $client: sql }: Db): Promise<Date | undefined> => {
  const { urgent, ordinary } = byUrgency(sql)
  const first = (wanted: Fragment) => firstWaiting(sql, sql`o.due_at`, sql`d.key`, wanted)
  const [row] = await sql<{ at: Date | null }[]>`
    select min(greatest(d.next_at, first.due_at, full_until.at)) as at from destinations d cross join lateral (
      select least(${first(urgent)}, ${first(ordinary)}) as due_at
    ) first cross join lateral (
      select case when count(*) >= d.parallel then min(u.lease_until) end as at
      from outbox u where u.destination = d.key and u.state in ('claimed', 'sending')
    ) full_until where first.due_at is not null`
  return row?.at ?? undefined
}

/**
 * Takes at most `room` due entries, one of each destination that is free and not in `except`. A destination is free when its pace,
 * its Retry-After and its number under way allow it, so a sick one holds only itself; chance decides among them, so
 * a busy one starves none. Each is leased and its fence raised; nothing was sent yet. Mail that rests is tried by one
 * message at a time, a sign-in link first.
 *
 * Where a destination has a pace, urgent ones go first, and one of the others after three of them; and a lane, which is
 * one case, does not go twice in a row while another waits.
 */
export const claim = async (
  db: Db,
  now: Date,
  { room = 1, except = [] }: { room?: number; except?: string[] } = {},
): Promise<Entry[]> => {
  const { $client: sql } = db
  const { urgent, ordinary } = byUrgency(sql)
  const firstOf = (wanted: Fragment) =>
    firstWaiting(sql, sql`o.id`, sql`f.key`, sql`${wanted} and o.due_at <= ${now}`)
  const entries = await sql<Entry[]>`
    with free as materialized (
      select d.key, d.last_lane, d.urgent_run,
        d.key = ${MAIL} and (d.faults > 0 or d.problem is not null) as rests
      from destinations d
      where d.next_at <= ${now} and d.key <> all(${except}::text[])
        and (select count(*) from outbox u where u.destination = d.key and u.state in ('claimed', 'sending'))
          < case when d.key = ${MAIL} and (d.faults > 0 or d.problem is not null) then 1 else d.parallel end
    ), first as materialized (
      select f.key, coalesce(
        case when f.rests then ${firstOf(sql`o.kind = 'sign-in'`)} end,
        case when f.urgent_run < ${RUN} then ${firstOf(urgent)} end,
        ${firstOf(sql`${ordinary} and (o.lane is null or o.lane is distinct from f.last_lane)`)},
        ${firstOf(ordinary)},
        ${firstOf(urgent)}
      ) as id
      from free f
    ), next as (
      -- id + 0 = id: so that Postgres expects one row
      select o.id, o.lane, d.key, d.pace_ms, d.faults > 0 or d.problem is not null as ailing, o.urgent
      from (select key, id from first where id + 0 = id order by random()) f
      cross join lateral (
        select * from destinations where key = f.key and next_at <= ${now} for update skip locked
      ) d
      cross join lateral (
        select o.id, o.lane, ${urgent} as urgent from outbox o
        where o.id = f.id and o.state || '' = 'waiting' for update skip locked
      ) o
      limit ${room}
    ), paced as (
      update destinations d set next_at = ${now}::timestamptz + case
          when d.key = ${MAIL} and next.ailing then ${PROBE} * interval '1 ms' else next.pace_ms * interval '1 ms' end,
        last_lane = next.lane,
        urgent_run = case when next.urgent then least(d.urgent_run + 1, ${RUN}) else 0 end
      from next where d.key = next.key and (next.pace_ms > 0 or d.key = ${MAIL} and next.ailing)
    )
    update outbox o
    set state = 'claimed', fence = o.fence + 1, attempts = o.attempts + 1,
        lease_until = clock_timestamp() + ${`${LEASE_SECONDS} seconds`}::interval
    from next where o.id = next.id
    returning o.id::int, o.kind, o.destination, o.payload, o.attempts, o.fence, o.maybe_sent, o.created_at, next.ailing`
  return entries
}

/**
 * Stores "about to send", unless the lease was lost or the address was suppressed meanwhile: a stop that
 * was committed before this statement stops the message.
 */
export const begin = async (
  db: Db,
  { id, fence }: Entry,
  suppressed?: { address: string; scopes: string[] },
  again = false,
): Promise<'begun' | 'lost' | 'suppressed'> => {
  const { $client: sql } = db
  // A look at suppressions costs more than all the rest: only for what can be stopped
  const stop = suppressed
    ? sql`select exists (select from suppressions where address = ${suppressed.address} and scope = any(${suppressed.scopes}::text[])) as stopped`
    : sql`select false as stopped`
  const [row] = await sql<{ stopped: boolean }[]>`
    with stop as (${stop}), begun as (
    update outbox set state = case when stopped then 'dropped' else 'sending' end,
      cause = case when stopped then 'suppressed' else cause end,
      payload = case when ${again} then payload || '{"postedAgain":true}' else payload end,
      lease_until = clock_timestamp() + ${`${LEASE_SECONDS} seconds`}::interval
    from stop
    where id = ${id} and fence = ${fence} and state = 'claimed'
    returning stopped, kind, payload
    ), never as (
      update invitations i set state = 'not asked', reason = 'suppressed' from begun
      where stopped and kind = 'invitation' and i.id = (payload ->> 'invitation')::uuid and i.state = 'planned'
    )
    select stopped from begun`
  return !row ? 'lost' : row.stopped ? 'suppressed' : 'begun'
}
