import { and, eq, inArray, TransactionRollbackError } from 'drizzle-orm'
import { type Db, sqlOf, type Tx } from '../../db/client.ts'
import { type CaseState, caseEvents, cases } from '../../db/schema/index.ts'
import { budgetOf } from '../outbox/destinations.ts'
import { together } from '../outbox/replies.ts'
import type { Case } from './case.ts'
import { setDeadlines } from './deadlines/set.ts'
import type { NewCaseEvent } from './events.ts'
import { destinationOfCase } from './place.ts'

/** An event to be noted. `by`: a person's id; without it the customer or the product did it. */
type Noted = NewCaseEvent & { by?: string; formId?: string }

/** A change under way: one transaction on one case or several, at one moment. */
export type Change = {
  tx: Tx
  now: Date
  /**
   * Adds an event to a case, has its card drawn again and, unless `quiet`, a reply posted in its thread. Gives the
   * event's id. A form that was submitted before undoes the whole change: `inChange` gives `made before`.
   */
  note: (caseId: string, event: Noted, how?: { quiet?: boolean }) => Promise<number>
  /** The case owes something else now, without an event of its own. */
  touch: (caseId: string) => void
  /** Sets the deadlines of the cases touched so far already, as of `at`: for who reads them before the change ends. */
  reconcile: (at?: Date) => Promise<void>
}

/**
 * The one way to change cases: what `work` does is done whole or not at all, and the deadlines of every case it touched
 * are reconciled once, at its end.
 */
export const inChange = <Result>(
  db: Db,
  now: Date,
  work: (change: Change) => Promise<Result>,
): Promise<Result | 'made before'> =>
  db
    .transaction((tx) => changeWithin(tx, now, work))
    .catch((error) => {
      if (error instanceof TransactionRollbackError) return 'made before'
      throw error
    })

/** The same as a part of the caller's transaction. */
export const changeWithin = async <Result>(
  tx: Tx,
  now: Date,
  work: (change: Change) => Promise<Result>,
): Promise<Result> => {
  const touched = new Set<string>()
  const reconcile = async (at = now) => {
    if (touched.size > 0) await setDeadlines(tx, [...touched], at)
    touched.clear()
  }
  const result = await work({
    tx,
    now,
    note: async (caseId, event, { quiet = false } = {}) => {
      touched.add(caseId)
      const id = await noteEvent(tx, caseId, event, now, !quiet)
      if (id === undefined) throw new TransactionRollbackError()
      return id
    },
    touch: (caseId) => touched.add(caseId),
    reconcile,
  })
  await reconcile()
  return result
}

/** What is wanted of one case, and where it has to stand for it. */
export type Plan = {
  /** The states it may be in; without it any. */
  from?: readonly CaseState[]
  /** Who has to be accountable still. */
  accountable?: string
  set?: Partial<typeof cases.$inferInsert>
  /** What happened; as a function what is found under the case's row decides it, and undefined undoes the change. */
  event: NewCaseEvent | ((change: Change) => Promise<NewCaseEvent | undefined>)
  by?: string
  formId?: string
  /** Not told in the case's thread. */
  quiet?: boolean
  /** More of the same transaction, after the event. */
  also?: (change: Change, event: number) => Promise<unknown>
}

/**
 * One change of one case: its row is held by a conditional UPDATE, then its event and what leaves because of it.
 * `late`: it stands elsewhere by now, or `event` found nothing to do. `made before`: the form was submitted before.
 * Nothing is changed in either case.
 */
export const changeCase = async (
  db: Db,
  { id }: Pick<Case, 'id'>,
  now: Date,
  { from, accountable, set = {}, event, by, formId, quiet, also }: Plan,
): Promise<'made' | 'made before' | 'late'> => {
  const wanted = and(
    eq(cases.id, id),
    from ? inArray(cases.state, [...from]) : undefined,
    accountable ? eq(cases.accountableId, accountable) : undefined,
  )
  return inChange(db, now, async (change) => {
    const { tx } = change
    const held =
      Object.keys(set).length > 0
        ? await tx.update(cases).set(set).where(wanted).returning({ id: cases.id })
        : await tx.select({ id: cases.id }).from(cases).where(wanted).for('no key update')
    if (held.length === 0) return 'late' as const
    const happened = typeof event === 'function' ? await event(change) : event
    if (!happened) throw new Late()
    const noted = await change.note(id, { ...happened, by, formId }, { quiet })
    await also?.(change, noted)
    return 'made' as const
  }).catch((error) => {
    if (error instanceof Late) return 'late'
    throw error
  })
}

/** Undoes the transaction. */
class Late extends Error {}

/** One statement, since every click waits for it: event, card and reply. Undefined: the form was submitted before. */
const noteEvent = async (
  tx: Tx,
  caseId: string,
  { kind, text, data, by, formId }: Noted,
  now: Date,
  reply: boolean,
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
export const submittedBefore = async ({ db }: { db: Tx }, formId: string | undefined): Promise<boolean> =>
  formId !== undefined &&
  (await db.select({ id: caseEvents.id }).from(caseEvents).where(eq(caseEvents.formId, formId)).limit(1))
    .length > 0
