import type { Sql } from '../../db/client.ts'
import type { Listed } from './list.ts'

/** `attention`: failed or may have arrived, the newest first. `late`: due and not sent, the longest due first. */
export type Shown = 'attention' | 'late'
/** Where a page ended. `at`: the due time in microseconds, as text. */
export type Mark = { at: string; id: number }
export type OutboxPage = { entries: Listed[]; next?: Mark }

type Row = Listed & { at: string }

/** One page of the outbox by keyset, from an index alone: what was sent costs nothing here. */
export const pageOutbox = async (
  sql: Sql,
  { show, now, after, limit = 50 }: { show: Shown; now: Date; after?: Mark; limit?: number },
): Promise<OutboxPage> => {
  const columns = sql`id::int, kind, destination, state, attempts, cause, due_at, created_at,
    (extract(epoch from due_at) * 1000000)::bigint::text as at`
  const rows =
    show === 'attention'
      ? await sql<Row[]>`
          select ${columns} from outbox where state in ('failed', 'uncertain')
            ${after ? sql`and id < ${after.id}` : sql``}
          order by outbox.id desc limit ${limit + 1}`
      : await sql<Row[]>`
          select o.* from destinations d cross join lateral (
            select ${columns} from outbox where destination = d.key and state = 'waiting' and due_at <= ${now}
              ${after ? sql`and (due_at, id) > (timestamptz 'epoch' + ${after.at}::text::bigint * interval '1 microsecond', ${after.id})` : sql``}
            order by due_at, id limit ${limit + 1}
          ) o order by o.due_at, o.id limit ${limit + 1}`
  const entries = rows.slice(0, limit)
  const last = rows.length > limit ? entries.at(-1) : undefined
  return {
    entries: entries.map(({ at: _, ...entry }) => entry),
    ...(last && { next: { at: last.at, id: last.id } }),
  }
}
