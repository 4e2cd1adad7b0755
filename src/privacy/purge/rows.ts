import type { Retention } from '../../../db/schema/index.ts'
import { DECLARATION } from '../declaration.ts'
import { needed } from './needed.ts'
import { BATCH, counted, FIRST, type Sweep } from './sweep.ts'

/** Of an outbox entry: its case, where it is about one. */
const CASE_OF_ENTRY = `coalesce(substring(t.lane from '^case:([0-9a-f-]{36})$'), t.payload ->> 'case')::uuid`
/**
 * What of a table goes, beside its age. A row that something still needs stays: what an open case was told, what figures
 * count, what is waited for.
 */
const RULES: Record<string, string> = {
  outbox: `t.state in ('sent', 'dropped')
    and ((select true from cases k where k.id = ${CASE_OF_ENTRY} and ${needed('k')} limit 1) is null)
    and not (t.kind = 'case mail' and t.state = 'dropped' and exists (
      select from case_events e where e.id = (t.payload ->> 'event')::bigint and e.kind = 'answered'))`,
  timers: `t.ended_at is not null and t.kind not in ('promise', 'remedy', 'request')
    and ((select true from cases k where k.id = t.case_id and ${needed('k')} limit 1) is null)`,
  links: `((select true from cases k where k.id = t.subject_id and ${needed('k')} limit 1) is null)`,
  desk_messages: `((select true from unnest(ids_in(t.card)) named join cases k on k.id = named::uuid and k.purged_at is null limit 1) is null)`,
  // Where a plan goes on from
  digests: `((select true from digests n where n.department_key = t.department_key and n.edition = t.edition
    and n.person_id is not distinct from t.person_id and n.local_date > t.local_date limit 1) is true)`,
  data_requests: `t.again_at is null`,
  covers: `t.state not in ('waiting', 'accepted')`,
}

/** These have jobs of their own: people's retention, the searches' own period, what is read again each minute. */
const APART = ['duties', 'discovery_runs', 'odd_contacts', 'idempotency_keys']

/** Whole rows that go by an instant of their own, such as an outbox entry 90 days after it was sent. */
export const ROWS: Sweep[] = DECLARATION.flatMap(({ table, lifetime }): Sweep[] => {
  if (typeof lifetime === 'string' || typeof lifetime.from === 'string' || !lifetime.rows) return []
  const { rows, from } = lifetime
  if (APART.includes(table)) return []
  const rule = RULES[table] ?? 'true'
  const due = `t."${from.column}" < $1 and t."${from.column}" >= $2::text::timestamptz and ${rule}`
  return [
    {
      name: table,
      period: rows as keyof Retention | 'odd',
      count: (sql, { before }) => counted(sql, `select from "${table}" t where ${due}`, [before, FIRST]),
      async batch(sql, { before, from: last }) {
        const [row] = await sql.unsafe<{ n: number; last: string | null }[]>(
          `with due as materialized (
             select t.ctid as at, t."${from.column}" as since from "${table}" t
             where ${due} order by t."${from.column}" limit ${BATCH} for update skip locked
           ), gone as (delete from "${table}" t using due where t.ctid = due.at)
           select count(*)::int as n, max(since)::text as last from due`,
          [before, last],
        )
        return { gone: row!.n, next: row!.n < BATCH ? undefined : row!.last! }
      },
    },
  ]
})
