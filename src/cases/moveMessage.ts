import { sql } from 'drizzle-orm'
import { sqlOf, type Tx } from '../../db/client.ts'
import type { ChatDestination } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { replyWith } from '../outbox/replies.ts'
import type { Case } from './case.ts'

type Moving = Pick<Case, 'id' | 'message'>

/**
 * Has the case announced where it is read from now on, with its history, and a last word where it was; what waits goes
 * along. Nothing of it waits for the old place. The caller holds the case's row and has set its message to null. `key`
 * is unlike any other's of this case.
 */
export const moveMessage = async (
  tx: Tx,
  { id, message }: Moving,
  to: { destination: ChatDestination; department: string },
  now: Date,
  key: string,
): Promise<void> => {
  if (message) await lastWord(tx, { id, message, department: to.department, key, now })
  const lane = `case:${id}`
  await tx.execute(sql`
    update outbox set destination = ${chatDestination(to.destination)},
      state = case when kind = 'reply' then 'dropped' else state end,
      settled_at = case when kind = 'reply' then ${now.toISOString()}::timestamptz end,
      cause = case when kind = 'reply' then 'the case moved: its history goes along' else cause end
    where lane = ${lane} and state = 'waiting' and kind in ('card', 'reply', 'escalation', 'history')`)
  const [last] = (await tx.execute(
    sql`select max(id)::int as id from case_events where case_id = ${id}`,
  )) as unknown as { id: number | null }[]
  await announceWith(tx, { id, destination: to.destination, until: last?.id ?? 0, key, now })
}

/** In a lane of its own: the old place may be closed, and nobody waits for this. */
const lastWord = (
  tx: Tx,
  {
    id,
    message,
    department,
    key,
    now,
  }: { id: string; message: MessageRef; department: string; key: string; now: Date },
) =>
  enqueue(tx, {
    kind: 'case moved',
    destination: chatDestination(message),
    lane: `moved:${id}`,
    onceKey: `case moved:${id}:${key}`,
    payload: { case: id, message, department },
    dueAt: now,
    now,
  })

const announceWith = async (
  tx: Tx,
  {
    id,
    until,
    key,
    now,
    destination,
  }: { id: string; until: number; key: string; now: Date; destination: ChatDestination },
) => {
  const entry = { destination: chatDestination(destination), lane: `case:${id}`, dueAt: now, now }
  await enqueue(tx, {
    ...entry,
    kind: 'escalation',
    onceKey: `escalation:${id}:${key}`,
    payload: { case: id },
  })
  await enqueue(tx, {
    ...entry,
    kind: 'history',
    onceKey: `history:${id}:${key}`,
    payload: { case: id, until },
  })
}

/**
 * A case's message can't be kept current where it was: it was deleted there, or its department has another channel by
 * now. It is posted again, once, with what was told in its thread, then what was not told yet: `events` and what waits.
 */
export const postAnew = async (
  tx: Tx,
  { id, message: was }: { id: string; message: MessageRef },
  { events = [], deleted, now }: { events?: number[]; deleted: boolean; now: Date },
): Promise<void> => {
  const [row] = (await tx.execute(sql`
    select k.message, coalesce(k.destination, d.destination) as destination, d.name as department
    from cases k join departments d on d.key = k.department_key where k.id = ${id} for no key update of k`)) as unknown as {
    message: MessageRef | null
    destination: ChatDestination
    department: string
  }[]
  if (!row) return
  const destination = chatDestination(row.destination)
  const untold = [...events]
  if (row.message && row.message.id === was.id && row.message.channel === was.channel) {
    const key = `${deleted ? 'gone' : 'elsewhere'}:${was.channel}:${was.id}`
    await tx.execute(sql`update cases set message = null where id = ${id}`)
    if (!deleted) await lastWord(tx, { id, message: was, department: row.department, key, now })
    untold.push(...(await takeWaiting(tx, id, destination, now)))
    const [last] = (await tx.execute(
      sql`select max(id)::int as id from case_events where case_id = ${id}`,
    )) as unknown as { id: number | null }[]
    const until = untold.length > 0 ? Math.min(...untold) - 1 : (last?.id ?? 0)
    await announceWith(tx, { id, destination: row.destination, until, key, now })
  }
  if (untold.length > 0)
    await replyWith(tx, { caseId: id, destination, events: untold.sort((a, b) => a - b), now })
}

/** Events that wait to be told: they go after the new message instead. Cards stay, and go there. */
const takeWaiting = async (tx: Tx, id: string, destination: string, now: Date): Promise<number[]> => {
  const rows = await sqlOf(tx)<{ event: number }[]>`
    with moved as (
      update outbox set destination = ${destination},
        state = case when kind = 'reply' then 'dropped' else state end,
        settled_at = case when kind = 'reply' then ${now.toISOString()}::timestamptz end,
        cause = case when kind = 'reply' then 'told after the new message' else cause end
      where lane = ${`case:${id}`} and state = 'waiting' and kind in ('card', 'reply') and not maybe_sent
      returning kind, payload
    )
    select e.event::int from moved, jsonb_array_elements_text(
      coalesce(payload -> 'events', jsonb_build_array(payload -> 'event'))
    ) e(event) where kind = 'reply'`
  return rows.map(({ event }) => event)
}
