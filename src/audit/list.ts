import type { Sql } from '../../db/client.ts'
import { type AuditKind, SUBJECTS } from './kinds.ts'

/** `by`: the id of a person or an API key. Days are of UTC, both included. */
export type AuditFilter = { kind?: AuditKind; by?: string; from?: string; to?: string }
/** Where a page ended: the moment in microseconds, and the row. */
export type AuditMark = { at: string; id: number }
export type AuditEntry = {
  id: number
  at: Date
  kind: AuditKind
  byKind: string
  byId: string | null
  /** Who that is called now: looked up, never stored. */
  byName: string | null
  subjectKind: string
  subjectId: string | null
  door: string
  network: string | null
  facts: Record<string, unknown>
}

export const AUDIT_KINDS = Object.keys(SUBJECTS) as AuditKind[]

/** `MICROSECONDS.ID`, as a page's address carries it. */
export const markText = ({ at, id }: AuditMark): string => `${at}.${id}`
export const readMark = (given: string | undefined): AuditMark | undefined => {
  const [, at, id] = /^(\d{1,17})\.(\d{1,15})$/.exec(given ?? '') ?? []
  return at && id ? { at, id: Number(id) } : undefined
}

/** One page of the audit log, the newest first, by keyset: each filter has its index. */
export const listAudit = async (
  sql: Sql,
  { kind, by, from, to }: AuditFilter,
  { after, limit = 50 }: { after?: AuditMark; limit?: number } = {},
): Promise<{ entries: AuditEntry[]; next?: AuditMark }> => {
  const rows = await sql<(AuditEntry & { mark: string })[]>`
    select a.*, coalesce(p.name, k.name) as by_name from (
      select id::int, at, kind, by_kind, by_id, subject_kind, subject_id, door, network, facts,
        (extract(epoch from at) * 1000000)::bigint::text as mark
      from audit_log where true
        ${kind ? sql`and kind = ${kind}` : sql``}
        ${by ? sql`and by_id = ${by}` : sql``}
        ${from ? sql`and at >= ${from}::text::date at time zone 'UTC'` : sql``}
        ${to ? sql`and at < (${to}::text::date + 1) at time zone 'UTC'` : sql``}
        ${after ? sql`and (at, id) < (timestamptz 'epoch' + ${after.at}::text::bigint * interval '1 microsecond', ${after.id})` : sql``}
      order by at desc, id desc limit ${limit + 1}
    ) a left join people p on a.by_kind = 'person' and p.id::text = a.by_id
      left join api_keys k on a.by_kind = 'key' and k.id::text = a.by_id
    order by a.at desc, a.id desc`
  const entries = rows.slice(0, limit)
  const last = rows.length > limit ? entries.at(-1) : undefined
  return {
    entries: entries.map(({ mark: _, ...entry }) => entry),
    ...(last && { next: { at: last.mark, id: last.id } }),
  }
}
