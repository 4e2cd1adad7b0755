import type { Db } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { rebuildDays } from './rebuildDays.ts'

/** A run ends after so many days, and the next goes on: the first fill of years takes several. */
const DAYS_A_RUN = 200

/**
 * Brings the roll-ups to what the raw rows say: finds the days whose rows were written since the last run, and counts
 * them again. May run twice, late, at once with another, or stop anywhere. Gives the number of days that were counted.
 */
export const rollUp = async (
  { db }: Pick<Deps, 'db'>,
  { most = DAYS_A_RUN }: { most?: number } = {},
): Promise<number> => {
  await markStale(db)
  const stale = await db.$client<{ department: string; day: string }[]>`
    select department_key as department, day::text from stale_days order by day desc, department_key limit ${most}`
  for (const [department, of] of Map.groupBy(stale, (one) => one.department))
    await rebuildDays(db, { department, days: of.map(({ day }) => day) })
  return stale.length
}

/**
 * A row is looked at once the transaction that wrote it is seen: `snapshot` says which were seen by the last look, so
 * that none that committed late is missed and none is looked at twice. No clock is in it. A department that is new here
 * or has another zone has all its days counted, and so have all of them in a restored database, which counts its
 * transactions from the start: rows of transactions to come were restored, and are counted by that.
 */
const markStale = async ({ $client }: Db): Promise<void> => {
  await $client.begin(async (sql) => {
    // One at a time: a second looks again at what the first has seen, and no more
    await sql`select pg_advisory_xact_lock(hashtextextended('rollups', 0))`
    const [now] = await sql<{ snapshot: string }[]>`select pg_current_snapshot()::text as snapshot`
    const { snapshot } = now!
    const late = await sql<{ key: string; timeZone: string }[]>`
      select d.key, d.time_zone from departments d left join rollup_progress p on p.department_key = d.key
      where p.time_zone is distinct from d.time_zone or p.seen > pg_snapshot_xmax(${snapshot}::text::pg_snapshot)`
    for (const { key, timeZone } of late)
      await sql`
        insert into stale_days (department_key, day)
        select ${key}, day from rollups where department_key = ${key}
        union select ${key}, (answered_at at time zone ${timeZone}::text)::date from responses where department_key = ${key}
        union select ${key}, (created_at at time zone ${timeZone}::text)::date from invitations where department_key = ${key}
        on conflict do nothing`
    const fresh = (row: string) => sql`
      ${sql(row)}.changed >= (select seen from last) and pg_visible_in_snapshot(${sql(row)}.changed, ${snapshot}::text::pg_snapshot)
      and not coalesce(pg_visible_in_snapshot(${sql(row)}.changed, (select snapshot from last)), false)`
    await sql`
      with last as materialized (
        select seen, snapshot from rollup_progress order by seen, pg_snapshot_xmax(snapshot) nulls first limit 1
      ), answers as materialized (
        select r.invitation_id, r.department_key, r.answered_at from responses r where ${fresh('r')}
      ), asked as materialized (
        select i.department_key, i.created_at from invitations i where ${fresh('i')}
        union all select i.department_key, i.created_at from answers a join invitations i on i.id = a.invitation_id
      )
      insert into stale_days (department_key, day)
      select department_key, (at at time zone d.time_zone)::date from (
        select department_key, answered_at as at from answers union all select department_key, created_at from asked
      ) written join departments d on d.key = written.department_key
      group by 1, 2 on conflict do nothing`
    await sql`
      insert into rollup_progress (department_key, time_zone, seen, snapshot)
      select key, time_zone, pg_snapshot_xmin(${snapshot}::text::pg_snapshot), ${snapshot}::text::pg_snapshot from departments
      on conflict (department_key) do update set
        time_zone = excluded.time_zone, seen = excluded.seen, snapshot = excluded.snapshot`
  })
}
