import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { budgetOf } from '../outbox/destinations.ts'

export type Telling = {
  kind: 'reply' | 'call'
  destination: string
  lane?: string
  onceKey: string
  payload: Record<string, unknown>
}

/** Adds many outbound messages in one statement, in this order: a sweep may have hundreds. */
export const tellAll = async (tx: Tx, tellings: Telling[], now: Date): Promise<void> => {
  if (tellings.length === 0) return
  const given = tellings.map((telling, n) => ({ n, ...telling, ...budgetOf(telling.destination) }))
  const at = sql`${now.toISOString()}::timestamptz`
  await tx.execute(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) g("n" int, "kind" text, "destination" text,
        "lane" text, "onceKey" text, "payload" jsonb, "paceMs" int, "parallel" int)
    ), known as (
      insert into destinations (key, pace_ms, parallel)
      select distinct "destination", "paceMs", "parallel" from given order by 1 on conflict do nothing
    )
    insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
    select "kind", "destination", "lane", "onceKey", "payload", ${at}, ${at} from given order by "n"
    on conflict do nothing`)
}
