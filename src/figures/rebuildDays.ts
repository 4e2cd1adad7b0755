import type { Db } from '../../db/client.ts'

/**
 * Counts local days of a department from the raw rows, in place of what was counted before. The same rows give the same
 * counts, as often as it runs; two at once run one after the other. A day is 23 or 25 hours long where the zone changes:
 * a row is of the local date that it has there. The range around it is for the index, since a midnight may come twice; `offset 0` has each day go by it.
 */
export const rebuildDays = async (
  { $client }: Db,
  { department, days }: { department: string; days: string[] },
): Promise<void> => {
  await $client.begin(async (sql) => {
    const all = sql`select jsonb_array_elements_text(${JSON.stringify(days)}::text::jsonb)::date as day`
    await sql`select pg_advisory_xact_lock(hashtextextended(${`rollup:${department}`}, 0))`
    // What changes from here on marks the day again
    await sql`delete from stale_days where department_key = ${department} and day in (${all})`
    // Of days whose rows have gone by age nothing is left to count
    const given = sql`(
      select day from (${all}) wanted where day > coalesce(
        (select counted_until from rollup_progress where department_key = ${department}), '-infinity'))`
    await sql`delete from rollups where department_key = ${department} and day in ${given}`
    await sql`
      with given as materialized (
        select d.key, d.time_zone, day, day::timestamp at time zone d.time_zone - interval '3 hours' as starts,
          (day + 1)::timestamp at time zone d.time_zone + interval '3 hours' as ends
        from departments d, ${given} each(day) where d.key = ${department}
      ), answers as materialized (
        select g.day, c.brand_key, c.channel, i.survey, i.asked, i.rate, r.score, r.kind, r.answers -> 'drivers' as drivers
        from given g cross join lateral (
            select * from responses r where r.department_key = g.key and r.answered_at >= g.starts and r.answered_at < g.ends
              and (r.answered_at at time zone g.time_zone)::date = g.day offset 0
          ) r join invitations i on i.id = r.invitation_id join contacts c on c.id = i.contact_id
      ), asked as materialized (
        select g.day, c.brand_key, c.channel, i.survey, i.asked, i.rate, i.state <> 'not asked' as invited,
          i.sent_at is not null as sent, exists (select from responses r where r.invitation_id = i.id) as replied
        from given g cross join lateral (
            select * from invitations i where i.department_key = g.key and i.created_at >= g.starts and i.created_at < g.ends
              and (i.created_at at time zone g.time_zone)::date = g.day offset 0
          ) i join contacts c on c.id = i.contact_id
      ), counted as (
        select day, brand_key, channel, survey, asked, rate, kind as what, null as name, count(*) as n from answers group by 1, 2, 3, 4, 5, 6, 7
        union all select day, brand_key, channel, survey, asked, rate, 'score', score::text, count(*) from answers group by 1, 2, 3, 4, 5, 6, 8
        union all select day, brand_key, channel, survey, asked, rate, 'named', driver, count(*)
          from answers, jsonb_array_elements_text(drivers) driver group by 1, 2, 3, 4, 5, 6, 8
        union all select day, brand_key, channel, survey, asked, rate, 'driver', driver, count(*)
          from answers, jsonb_array_elements_text(drivers) driver where kind = 'dissatisfied' group by 1, 2, 3, 4, 5, 6, 8
        union all select day, brand_key, channel, survey, asked, rate, what, null, count(*) from asked, lateral (values
          ('invited', invited), ('sent', sent), ('replied', replied)) each(what, holds) where holds group by 1, 2, 3, 4, 5, 6, 7
      )
      insert into rollups (department_key, day, brand_key, channel, survey, asked, rate, answered, satisfied, neutral,
        dissatisfied, scores, named, drivers, invited, sent, replied)
      select ${department}, day, brand_key, channel, survey, asked, rate,
        coalesce(sum(n) filter (where what in ('satisfied', 'neutral', 'dissatisfied')), 0),
        coalesce(sum(n) filter (where what = 'satisfied'), 0), coalesce(sum(n) filter (where what = 'neutral'), 0),
        coalesce(sum(n) filter (where what = 'dissatisfied'), 0),
        coalesce(jsonb_object_agg(name, n) filter (where what = 'score'), '{}'),
        coalesce(jsonb_object_agg(name, n) filter (where what = 'named'), '{}'),
        coalesce(jsonb_object_agg(name, n) filter (where what = 'driver'), '{}'),
        coalesce(sum(n) filter (where what = 'invited'), 0), coalesce(sum(n) filter (where what = 'sent'), 0),
        coalesce(sum(n) filter (where what = 'replied'), 0)
      from counted group by day, brand_key, channel, survey, asked, rate`
  })
}
