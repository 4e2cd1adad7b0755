import { type Fragment, type Sql, sqlOf, type Tx } from '../../db/client.ts'
import type { CaseState, cases } from '../../db/schema/index.ts'
import { budgetOf } from '../outbox/destinations.ts'
import { together } from '../outbox/replies.ts'
import type { NewCaseEvent } from './events.ts'
import { destinationOfCase } from './place.ts'

/** An event to be noted. `by`: a person's id; without it the customer or the product did it. */
export type Noted = NewCaseEvent & { by?: string; formId?: string }

/** The case's row where it stands as wanted, and what it is set to. */
export type Held = {
  id: string
  from?: readonly CaseState[]
  accountable?: string
  /** It is the same row still that was read: its `xmin`. */
  version?: string
  set?: Partial<typeof cases.$inferInsert>
}

/** The case's row is held for the transaction. False: it stands elsewhere. */
export const holdCase = async (tx: Tx, held: Held): Promise<boolean> => {
  const sql = sqlOf(tx)
  return (await sql`${holding(sql, held)}`).length > 0
}

/** Undefined: the form was submitted before. */
export const noteEvent = async (
  tx: Tx,
  caseId: string,
  noted: Noted,
  now: Date,
  { reply }: { reply: boolean },
): Promise<number | undefined> => {
  const sql = sqlOf(tx)
  const [event] = await sql<{ id: number }[]>`
    with ${noting(sql, sql`cases k where k.id = ${caseId}`, noted, now, { reply })} select id::int from event`
  return event?.id
}

/**
 * Both in one statement, since every click waits for it, with `more` CTEs that may select from `held`. Undefined: it
 * stands elsewhere. `event` null: the form was submitted before, and the transaction has to be undone.
 */
export const holdAndNote = async (
  tx: Tx,
  held: Held,
  noted: Noted,
  now: Date,
  reply: boolean,
  more?: (sql: Sql) => Fragment,
  /** Nothing can be undone after it: a form that was submitted before is a unique violation. */
  whole = false,
): Promise<{ event: number | null } | undefined> => {
  const sql = sqlOf(tx)
  const [row] = await sql<{ event: number | null }[]>`
    with held as (${holding(sql, held)}), ${noting(sql, sql`held k`, noted, now, { reply, whole })} ${more ? sql`, ${more(sql)}` : sql``}
    select (select id::int from event) as event from held`
  return row
}

const holding = (sql: Sql, { id, from, accountable, version, set = {} }: Held): Fragment => {
  const columns = Object.entries(set).filter(([, value]) => value !== undefined)
  const given = Object.fromEntries(columns.map(([name, value]) => [snake(name), plain(value)]))
  return sql`
    update cases set ${columns.length > 0 ? sql(given) : sql`state = state`}
    where id = ${id} ${from ? (from.length > 0 ? sql`and state in ${sql([...from])}` : sql`and false`) : sql``}
      ${accountable ? sql`and accountable_id = ${accountable}` : sql``}
      ${version ? sql`and xmin = ${version}::text::xid` : sql``}
    returning id, message, destination, department_key`
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
/** Objects are JSON. */
const plain = (value: unknown) =>
  typeof value === 'object' && value !== null && !(value instanceof Date) ? JSON.stringify(value) : value

/** The event of the case that `of` selects as `k`, its card to be rendered again, and a reply in its thread. */
const noting = (
  sql: Sql,
  of: Fragment,
  { kind, text, data, by, formId }: Noted,
  now: Date,
  { reply, whole = false }: { reply: boolean; whole?: boolean },
): Fragment => {
  const { paceMs, parallel } = budgetOf('')
  const replying = sql`
    , reply as (
      insert into outbox (kind, destination, lane, payload, due_at, created_at)
      select 'reply', place.key, 'case:' || case_id,
        jsonb_build_object('case', case_id, 'event', id, 'events', jsonb_build_array(id)), ${now}, ${now}
      from event, place ${together(sql)}
    )`
  return sql`
    noted as (select k.id, k.message, k.destination, k.department_key from ${of}), event as (
      insert into case_events (case_id, kind, at, by, text, data, form_id)
      select id, ${kind}, ${now}::timestamptz, ${by ?? null}::uuid, ${text ?? null}::text, ${data ? JSON.stringify(data) : null}::jsonb,
        ${formId ?? null}::text from noted
      ${whole ? sql`` : sql`on conflict do nothing`} returning id, case_id
    ), place as (
      select ${sql.unsafe(destinationOfCase('k', 'd'))} as key from event join noted k on k.id = event.case_id
      join departments d on d.key = k.department_key
    ), known as (
      insert into destinations (key, pace_ms, parallel) select key, ${paceMs}::int, ${parallel}::int from place
      on conflict do nothing
    ), card as (
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select 'card', place.key, 'case:' || case_id, 'card:' || case_id, jsonb_build_object('case', case_id), ${now}, ${now}
      from event, place
      on conflict (once_key) where kind = 'card' and state = 'waiting' do update set kind = excluded.kind
    ) ${reply ? replying : sql``}`
}
