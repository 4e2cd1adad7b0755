import type { Sql } from '../db/client.ts'

/** What the roll-ups spare: the same numbers from answers, invitations and contacts, by index. */
const rows = (sql: Sql, departments: string[], from: string, to: string) => sql`
  from departments d join responses r on r.department_key = d.key
      and r.answered_at >= ${from}::text::timestamp at time zone d.time_zone
      and r.answered_at < (${to}::text::date + 1)::timestamp at time zone d.time_zone
    join invitations i on i.id = r.invitation_id join contacts c on c.id = i.contact_id
  where d.key = any(${departments}) and i.asked = 'routine'`

export const rawShares = async (sql: Sql, departments: string[], from: string, to: string) => {
  await sql`select i.rate, r.score, r.kind, count(*) ${rows(sql, departments, from, to)} group by 1, 2, 3`
  await sql`
    select driver, i.rate, count(*), count(*) filter (where kind = 'dissatisfied') from (
      select r.answers, r.kind, i.rate ${rows(sql, departments, from, to)}
    ) i, jsonb_array_elements_text(answers -> 'drivers') driver group by 1, 2`
  await sql`
    select i.asked, count(*), count(i.sent_at), count(r.id) from departments d join invitations i on i.department_key = d.key
        and i.created_at >= ${from}::text::timestamp at time zone d.time_zone
        and i.created_at < (${to}::text::date + 1)::timestamp at time zone d.time_zone
      left join responses r on r.invitation_id = i.id
    where d.key = any(${departments}) group by 1`
}

export const rawDays = (sql: Sql, departments: string[], from: string, to: string) => sql`
  select (r.answered_at at time zone d.time_zone)::date as day, r.kind, count(*) ${rows(sql, departments, from, to)} group by 1, 2`
