import type { Sql } from '../db/client.ts'
import { BIG_NOW } from './bigRows.ts'

const DAY = `interval '1 day'`
const NOW = `timestamptz '${BIG_NOW.toISOString()}'`

/** What an operator's lists are of, beside the million answers: two years of it. */
export const CONSOLE_ROWS = {
  outbox: 1_000_000,
  suppressions: 100_000,
  audit: 1_000_000,
  changes: 10_000,
  keys: 200,
}

const statements = ({ outbox, suppressions, audit, changes, keys }: typeof CONSOLE_ROWS) => [
  `insert into destinations (key) select 'webhook:endpoint-' || n from generate_series(1, 5) n
     union all select 'mail' on conflict do nothing`,
  `insert into webhooks (key, url, events) select 'endpoint-' || n, 'https://example.com/' || n, '{remedy.enacted}'
     from generate_series(1, 5) n on conflict do nothing`,
  // Two in a hundred failed, and as many are late
  `insert into outbox (kind, destination, state, attempts, cause, due_at, created_at, settled_at, payload)
     select case when n % 2 = 0 then 'webhook' else 'case mail' end,
       case when n % 2 = 0 then 'webhook:endpoint-' || 1 + n % 5 else 'mail' end,
       case n % 100 when 1 then 'failed' when 2 then 'failed' when 3 then 'waiting' when 4 then 'waiting' else 'sent' end,
       1, case when n % 100 in (1, 2) then 'the endpoint answered 503' end, at, at, case when n % 100 not in (3, 4) then at end,
       jsonb_build_object('id', 'event-' || n, 'type', 'remedy.enacted')
     from (select n, ${NOW} - n * 730 * ${DAY} / ${outbox} as at from generate_series(1, ${outbox}) n) o`,
  `insert into suppressions (address, scope, reason, created_at)
     select md5(n::text) || '@example.com', 'all', 'unsubscribed', ${NOW} - n * ${DAY} / 200 from generate_series(1, ${suppressions}) n`,
  `do $$ begin for n in 1 .. 24 loop execute format(
     'create table if not exists audit.m%s partition of audit_log for values from (%L) to (%L)',
     to_char(${NOW} - n * interval '1 month', 'YYYY_MM'),
     date_trunc('month', ${NOW} - n * interval '1 month', 'UTC'), date_trunc('month', ${NOW} - (n - 1) * interval '1 month', 'UTC'));
   end loop; end $$`,
  `insert into audit_log (at, kind, by_kind, by_id, subject_kind, subject_id, door, facts)
     select ${NOW} - n * 700 * ${DAY} / ${audit}, (array['signin.done', 'words.read', 'picture.read', 'outbox.retried'])[1 + n % 4],
       'person', people.ids[1 + n % 40], 'case', md5(n::text), 'desk', '{}'
     from generate_series(1, ${audit}) n, (select array_agg(id::text order by id) as ids from people) people`,
  `insert into setup_changes (at, changes)
     select ${NOW} - (${changes} - n) * ${DAY} / 14, jsonb_build_array(jsonb_build_object('section', 'departments', 'id', 'department-1',
       'change', 'changed', 'fields', jsonb_build_array(jsonb_build_object('field', 'digestHour', 'lines', jsonb_build_array('digestHour: 7 -> 8')))))
     from generate_series(1, ${changes}) n`,
  `insert into api_keys (name, hash, scopes, created_at) select 'key-' || n, decode(md5(n::text), 'hex'), '{cases:read}', ${NOW}
     from generate_series(1, ${keys}) n`,
  `insert into person_roles (person_id, role) select person_id, 'administrator' from department_people
     where department_key = 'management' on conflict do nothing`,
]

/** Fills the console's tables where nobody did before, with a share of those rows where only that is asked for. */
export async function fillConsole(sql: Sql, share = 1): Promise<void> {
  const [filled] = await sql<{ yes: boolean }[]>`select exists (select from setup_changes) as yes`
  if (filled!.yes) return
  await sql.begin(async (tx) => {
    const rows = { ...CONSOLE_ROWS, outbox: CONSOLE_ROWS.outbox * share, audit: CONSOLE_ROWS.audit * share }
    for (const statement of statements(rows)) await tx.unsafe(statement)
  })
  await sql.unsafe('vacuum (freeze, analyze) outbox, suppressions, audit_log, setup_changes, api_keys')
}
