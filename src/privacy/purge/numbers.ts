import type { Sql } from '../../../db/client.ts'
import { DECLARATION } from '../declaration.ts'
import { counted, lockCustomers, nextOf, type Sweep } from './sweep.ts'

const CASES = 40
const CONTACTS = 250

/** What names a case, before the case itself. Its pictures and remedies went earlier, or it stays. */
const OF_CASE = DECLARATION.flatMap(({ table, reach }) =>
  reach.by === 'column' && reach.of === 'case' && reach.column === 'case_id' && table !== 'data_requests'
    ? [`delete from "${table}" t where t.case_id = any($1::uuid[])`]
    : [],
)

const CASE_DUE = `k.purged_at is not null and k.closed_at < $1
  and ((select true from remedies r where r.case_id = k.id limit 1) is null)
  and ((select true from pictures p where p.case_id = k.id limit 1) is null)
  and ((select true from holds h where h.case_id = k.id limit 1) is null)
  and ((select true from cases m where m.merged_into = k.id limit 1) is null)`

/** Cases that were emptied long ago, whole. What reports count reaches two years back. */
export const CASES_ENDED: Sweep = {
  name: 'numbers of cases',
  period: 'numbers',
  count: (sql, { before }) => counted(sql, `select from cases k where ${CASE_DUE}`, [before]),
  batch: (db, { before, from }) =>
    db.begin(async (tx) => {
      const sql = tx as unknown as Sql
      const found = await sql.unsafe<{ id: string; customerId: string; at: string }[]>(
        `select k.id, k.customer_id, k.closed_at::text as at from cases k
         where ${CASE_DUE} and k.closed_at >= $2::text::timestamptz order by k.closed_at limit ${CASES}`,
        [before, from],
      )
      const customers = await lockCustomers(
        sql,
        found.map(({ customerId }) => customerId),
      )
      const due = await sql.unsafe<{ id: string }[]>(
        `select k.id from cases k where k.id = any($2::uuid[]) and k.customer_id = any($3::uuid[]) and ${CASE_DUE}
         for update skip locked`,
        [before, found.map(({ id }) => id), customers],
      )
      const ids = due.map(({ id }) => id)
      if (ids.length > 0) {
        for (const text of OF_CASE) await sql.unsafe(text, [ids])
        await sql`delete from cases where id = any(${ids}::uuid[])`
      }
      return { gone: ids.length, next: nextOf(found, CASES, ids.length, from) }
    }),
}

/** Its figures stand in the roll-ups: no day of its department up to its last row is still to be counted. */
const ROLLED_UP = `exists (select from rollup_progress p where p.department_key = c.department_key)
  and not exists (select from stale_days s where s.department_key = c.department_key and s.day <= ($1 + interval '90 days')::date)`

const CONTACT_DUE = `c.purge = 'emptied' and c.ended_at < $1 and ${ROLLED_UP}
  and ((select true from cases k where k.matter_id = c.matter_id limit 1) is null)
  and ((select true from cases k where k.contact_id = c.id limit 1) is null)
  and ((select true from invitations i join responses r on r.invitation_id = i.id join cases k on k.response_id = r.id
    where i.contact_id = c.id limit 1) is null)
  and ((select true from holds h where h.customer_id = c.customer_id limit 1) is null)`

const INVITED = 'select i.id from invitations i where i.contact_id = any($1::uuid[])'
const ANSWERED = `select r.id from responses r where r.invitation_id in (${INVITED})`

/** Days whose rows go are not counted again from what is left of them: their roll-ups stay as they are. */
const FREEZE = `
  update rollup_progress p set counted_until = greatest(p.counted_until, gone.last) from (
    select coalesce(i.department_key, c.department_key) as department_key, (greatest(max(c.ended_at), max(i.created_at), max(r.answered_at)) at time zone 'UTC')::date + 1 as last
    from contacts c left join invitations i on i.contact_id = c.id left join responses r on r.invitation_id = i.id
    where c.id = any($1::uuid[]) group by 1
  ) gone where p.department_key = gone.department_key`

const OF_CONTACTS = [
  `delete from kudos t where t.response_id in (${ANSWERED})`,
  `delete from response_revisions t where t.response_id in (${ANSWERED})`,
  `delete from responses t where t.invitation_id in (${INVITED})`,
  `delete from links t where t.subject_id in (${INVITED})`,
  'delete from invitations t where t.contact_id = any($1::uuid[])',
  'delete from odd_contacts t where t.contact_id = any($1::uuid[])',
  'delete from contacts t where t.id = any($1::uuid[])',
]
/** Those of several contacts go with the last. */
const MATTERS = `delete from matters t where t.id = any($1::uuid[])
  and ((select true from contacts c where c.matter_id = t.id limit 1) is null)
  and ((select true from cases k where k.matter_id = t.id limit 1) is null)
  and ((select true from matters m where m.joined_into = t.id limit 1) is null)`
const CUSTOMERS = `delete from customers t where t.id = any($1::uuid[])
  and ((select true from matters m where m.customer_id = t.id limit 1) is null)
  and ((select true from cases k where k.customer_id = t.id limit 1) is null)
  and ((select true from invitations i where i.customer_id = t.id limit 1) is null)
  and ((select true from holds h where h.customer_id = t.id limit 1) is null)`

type Found = { id: string; customerId: string | null; matterId: string | null; at: string }

/** Contacts that were emptied long ago, with their invitations and answers; whom nothing is left of goes too. */
export const CONTACTS_ENDED: Sweep = {
  name: 'numbers of contacts',
  period: 'numbers',
  count: (sql, { before }) => counted(sql, `select from contacts c where ${CONTACT_DUE}`, [before]),
  batch: (db, { before, from }) =>
    db.begin(async (tx) => {
      const sql = tx as unknown as Sql
      const found = await sql.unsafe<Found[]>(
        `select c.id, c.customer_id, c.matter_id, c.ended_at::text as at from contacts c
         where ${CONTACT_DUE} and c.ended_at >= $2::text::timestamptz order by c.ended_at limit ${CONTACTS}`,
        [before, from],
      )
      const customers = await lockCustomers(
        sql,
        found.map(({ customerId }) => customerId),
      )
      const due = await sql.unsafe<Omit<Found, 'at'>[]>(
        `select c.id, c.customer_id, c.matter_id from contacts c
         where c.id = any($2::uuid[]) and (c.customer_id is null or c.customer_id = any($3::uuid[])) and ${CONTACT_DUE}
         for update skip locked`,
        [before, found.map(({ id }) => id), customers],
      )
      const ids = due.map(({ id }) => id)
      if (ids.length > 0) {
        await sql.unsafe(FREEZE, [ids])
        for (const text of OF_CONTACTS) await sql.unsafe(text, [ids])
        await sql.unsafe(MATTERS, [due.map(({ matterId }) => matterId).filter((id) => id !== null)])
        await sql.unsafe(CUSTOMERS, [due.map(({ customerId }) => customerId).filter((id) => id !== null)])
      }
      return { gone: ids.length, next: nextOf(found, CONTACTS, ids.length, from) }
    }),
}
