import { sqlOf, type Tx } from '../../../db/client.ts'
import { budgetOf } from '../../outbox/destinations.ts'
import { together } from '../../outbox/replies.ts'

/** A message of its own, a reply in a case's thread, which is its lane, or the case's card as it is by now. */
export type Telling = { destination: string; payload: Record<string, unknown> } & (
  | { kind: 'reply'; lane: string; onceKey?: undefined }
  | { kind: 'call'; lane?: undefined; onceKey: string }
  | { kind: 'card'; lane: string; onceKey: string }
)

/** Adds many outbound messages in one statement, in this order: a sweep may have hundreds. */
export const tellAll = async (tx: Tx, tellings: Telling[], now: Date): Promise<void> => {
  if (tellings.length === 0) return
  const given = tellings.map((telling, n) => ({ n, ...telling, ...budgetOf(telling.destination) }))
  const sql = sqlOf(tx)
  const at = sql`${now.toISOString()}::timestamptz`
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) g("n" int, "kind" text, "destination" text,
        "lane" text, "onceKey" text, "payload" jsonb, "paceMs" int, "parallel" int)
    ), known as (
      insert into destinations (key, pace_ms, parallel)
      select distinct "destination", "paceMs", "parallel" from given order by 1 on conflict do nothing
    ), called as (
      insert into outbox (kind, destination, once_key, payload, due_at, created_at)
      select "kind", "destination", "onceKey", "payload", ${at}, ${at} from given where "kind" = 'call' order by "n"
      on conflict do nothing
    ), again as (
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select distinct on ("onceKey") "kind", "destination", "lane", "onceKey", "payload", ${at}, ${at}
      from given where "kind" = 'card' order by "onceKey", "n"
      on conflict (once_key) where kind = 'card' and state = 'waiting' do update set kind = excluded.kind
    )
    insert into outbox (kind, destination, lane, payload, due_at, created_at)
    select 'reply', min("destination"), "lane", (array_agg("payload" order by "n"))[1]
      || jsonb_build_object('events', jsonb_agg("payload" -> 'event' order by "n")), ${at}, ${at}
    from given where "kind" = 'reply' group by "lane" order by min("n")
    ${together(sql)}`
}
