import { and, eq, inArray, sql, TransactionRollbackError } from 'drizzle-orm'
import { sqlOf, type Tx } from '../../db/client.ts'
import { caseEvents, cases } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { setTimers } from '../clocks/set.ts'
import type { Deps } from '../deps.ts'
import { budgetOf } from '../outbox/destinations.ts'
import { together } from '../outbox/replies.ts'
import { type Actor, mayMove, notNow } from './actor.ts'
import { type Move, ruleOf } from './case.ts'
import type { NewCaseEvent } from './events.ts'
import { type Case, loadCase } from './load.ts'
import { destinationOfCase } from './place.ts'
import { seeMessage } from './seen.ts'

export type Act = {
  caseId: string
  by: Actor
  formId?: string
  values: Record<string, string | string[]>
  now: Date
  /** The message whose button was pressed. */
  message?: MessageRef
}

type Change = {
  set: Partial<typeof cases.$inferInsert>
  /** The event's kind, the words that went to the customer, and facts. */
  event: NewCaseEvent
  /** More rows of the same transaction. */
  also?: (tx: Tx, event: number) => Promise<void>
  /** Shown in the case's thread. */
  reply?: boolean
}

/**
 * One move: a conditional UPDATE, its event and what leaves because of it, in one transaction. The second submit
 * of one form changes nothing and says nothing. Throws `conflict` if another was quicker, `forbidden`, `unknown`.
 */
export const makeMove = async (
  deps: Deps,
  move: Move,
  act: Act,
  change: (found: Case) => Promise<Change> | Change,
): Promise<'made' | 'made before'> => {
  if (act.formId && (await submittedBefore(deps, act.formId))) return 'made before'
  const found = await loadCase(deps.db, act.caseId)
  await seeMessage(deps.db, found, act.message, act.now)
  await mayMove(deps.db, found, act.by, move)
  const { set, event, also, reply } = await change(found)
  const { from, to } = ruleOf(move)
  if (set.state && set.state !== found.state && !to.includes(set.state))
    throw new Error(`${move} does not lead to ${set.state}`)
  const made = await deps.db
    .transaction(async (tx) => {
      const moved = await tx
        .update(cases)
        .set(Object.keys(set).length > 0 ? set : { state: sql`${cases.state}` })
        .where(
          and(
            eq(cases.id, found.id),
            inArray(cases.state, [...from]),
            eq(cases.accountableId, found.accountableId),
          ),
        )
        .returning({ id: cases.id })
      if (moved.length === 0) return false
      const noted = await noteEvent(
        tx,
        found,
        { ...event, by: act.by.id, formId: act.formId, now: act.now },
        reply,
      )
      if (noted === undefined) return tx.rollback()
      await also?.(tx, noted)
      await setTimers(tx, found.id, act.now)
      return true
    })
    .catch((error) => {
      if (error instanceof TransactionRollbackError) return 'made before' as const
      throw error
    })
  if (made === 'made before') return made
  if (!made) throw notNow(await loadCase(deps.db, act.caseId), move)
  return 'made'
}

type NewEvent = NewCaseEvent & { by?: string; formId?: string; now: Date }

/** Adds an event, has the card drawn anew and, if wanted, a reply posted; the clocks follow. Undefined: the form was submitted before. */
export const addEvent = async (
  tx: Tx,
  found: Pick<Case, 'id'>,
  event: NewEvent,
  reply = false,
): Promise<number | undefined> => {
  const noted = await noteEvent(tx, found, event, reply)
  if (noted !== undefined) await setTimers(tx, found.id, event.now)
  return noted
}

/** One statement, since every click waits for it: event, card and reply. */
const noteEvent = async (
  tx: Tx,
  { id: caseId }: Pick<Case, 'id'>,
  { kind, text, data, by, formId, now }: NewEvent,
  reply = false,
): Promise<number | undefined> => {
  const { paceMs, parallel } = budgetOf('')
  const sql = sqlOf(tx)
  const [event] = await sql<{ id: number }[]>`
    with event as (
      insert into case_events (case_id, kind, at, by, text, data, form_id)
      values (${caseId}, ${kind}, ${now}, ${by ?? null}, ${text ?? null}, ${data ? JSON.stringify(data) : null}::jsonb, ${formId ?? null})
      on conflict do nothing returning id, case_id
    ), place as (
      select ${sql.unsafe(destinationOfCase('k', 'd'))} as key from event join cases k on k.id = event.case_id
      join departments d on d.key = k.department_key
    ), known as (
      insert into destinations (key, pace_ms, parallel) select key, ${paceMs}::int, ${parallel}::int from place
      on conflict do nothing
    ), card as (
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select 'card', place.key, 'case:' || case_id, 'card:' || case_id, jsonb_build_object('case', case_id), ${now}, ${now}
      from event, place
      on conflict (once_key) where kind = 'card' and state = 'waiting' do update set kind = excluded.kind
    ), reply as (
      insert into outbox (kind, destination, lane, payload, due_at, created_at)
      select 'reply', place.key, 'case:' || case_id,
        jsonb_build_object('case', case_id, 'event', id, 'events', jsonb_build_array(id)), ${now}, ${now}
      from event, place where ${reply}::boolean ${together(sql)}
    )
    select id::int from event`
  return event?.id
}

/** Whether this form was submitted before: then its second submit changes nothing and says nothing. */
export const submittedBefore = async ({ db }: { db: Tx }, formId: string): Promise<boolean> =>
  (await db.select({ id: caseEvents.id }).from(caseEvents).where(eq(caseEvents.formId, formId)).limit(1))
    .length > 0
