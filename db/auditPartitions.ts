import type { Sql } from 'postgres'

/** Months that are made ahead. What comes after them goes to the partition `rest`, so nothing is ever refused. */
const AHEAD = 12

/**
 * Makes the audit log's partitions for this month and the next twelve. A month of which `rest` already holds rows is
 * left to it. For the role that owns the tables; a second time changes nothing.
 */
export const makeAuditPartitions = async (sql: Sql): Promise<void> => {
  await sql.unsafe(`do $$
    declare
      first timestamptz;
      month timestamp;
    begin
      if to_regclass('audit.rest') is null then
        return;
      end if;
      for month in select generate_series(date_trunc('month', now() at time zone 'UTC'),
        date_trunc('month', now() at time zone 'UTC') + interval '${AHEAD} months', interval '1 month')
      loop
        first := month at time zone 'UTC';
        continue when to_regclass('audit.m' || to_char(month, 'YYYY_MM')) is not null;
        continue when exists (select from audit.rest where at >= first and at < (month + interval '1 month') at time zone 'UTC');
        execute format('create table audit.%I partition of public.audit_log for values from (%L) to (%L)',
          'm' || to_char(month, 'YYYY_MM'), first, (month + interval '1 month') at time zone 'UTC');
      end loop;
    end $$`)
}

/**
 * Drops the months of the audit log that ended before `before`, and what `rest` holds of them. For the role that owns
 * the tables. Gives the months dropped.
 */
export const dropAuditPartitions = async (sql: Sql, before: Date): Promise<string[]> => {
  const old = await sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.audit_log'::regclass and c.relname ~ '^m[0-9]{4}_[0-9]{2}$'
      and (to_date(substr(c.relname, 2), 'YYYY_MM') + interval '1 month') at time zone 'UTC' <= ${before}
    order by 1`
  for (const { name } of old) await sql`drop table ${sql('audit')}.${sql(name)}`
  await sql`delete from audit.rest where at < ${before}`
  return old.map(({ name }) => name.slice(1).replace('_', '-'))
}
