import { type Db, type Sql, sqlOf, type Tx } from '../../db/client.ts'
import type { Entry } from './entry.ts'

/**
 * Ends an insert of replies whose payload lists `events`: one that waits in the same thread and was never tried takes
 * them in, so that a thread has one post to come. What is under way, or may have arrived, is not added to.
 */
export const together = (sql: Sql) => sql`
  on conflict (lane) where kind = 'reply' and state = 'waiting' and attempts = 0 and once_key is null and payload ? 'events'
  do update set payload = jsonb_set(outbox.payload, '{events}', (outbox.payload -> 'events') || (excluded.payload -> 'events'))`

/** The events a reply tells of, oldest first. Those made before replies were put together have one. */
export const eventsOf = ({ payload }: Pick<Entry, 'payload'>): number[] =>
  [...new Set(((payload.events ?? [payload.event]) as unknown[]).map(Number))].sort((a, b) => a - b)

/** Has these events told in a case's thread, after all that waits there. */
export const replyWith = async (
  tx: Tx,
  { caseId, destination, events, now }: { caseId: string; destination: string; events: number[]; now: Date },
): Promise<void> => {
  const sql = sqlOf(tx)
  const at = now.toISOString()
  await sql`
    insert into outbox (kind, destination, lane, payload, due_at, created_at)
    values ('reply', ${destination}, ${`case:${caseId}`},
      jsonb_build_object('case', ${caseId}::text, 'event', ${events[0]!}::bigint, 'events', ${JSON.stringify(events)}::jsonb),
      ${at}, ${at})
    ${together(sql)}`
}

/** What does not fit into one post goes with the next. False: another worker holds the entry by now. */
export const leaveForNext = async (
  db: Db,
  { id, fence, payload }: Entry,
  kept: number[],
  rest: number[],
  now: Date,
): Promise<boolean> => {
  const { $client: sql } = db
  const rows = await sql`
    with held as (
      update outbox set payload = jsonb_set(payload, '{events}', ${JSON.stringify(kept)}::jsonb)
      where id = ${id} and fence = ${fence} and state = 'claimed' returning destination, lane
    )
    insert into outbox (kind, destination, lane, payload, due_at, created_at)
    select 'reply', destination, lane,
      jsonb_build_object('case', ${String(payload.case)}::text, 'event', ${rest[0]!}::bigint, 'events', ${JSON.stringify(rest)}::jsonb),
      ${now}, ${now}
    from held ${together(sql)}
    returning id`
  return rows.length > 0
}
