import { and, eq, sql } from 'drizzle-orm'
import type { Db, Fragment, Tx } from '../../db/client.ts'
import { destinations, mailRefusals, outbox } from '../../db/schema/index.ts'
import { budgetOf, MAIL } from './destinations.ts'
import type { Entry } from './entry.ts'
import { follow } from './follow.ts'

type Change = {
  state: 'waiting' | 'sent' | 'failed' | 'uncertain' | 'dropped'
  cause?: string
  dueAt?: Date
  maybeSent?: boolean
}

/** Back to waiting; but a card gives way to a newer one, which shows all that it would. */
const BACK = `case when kind = 'card' and exists (
  select from outbox n where n.kind = 'card' and n.state = 'waiting' and n.once_key = outbox.once_key
) then 'dropped' else 'waiting' end`

/** What becomes of an entry whose worker died. */
const LEFT = `case when state = 'sending' and destination = '${MAIL}' then 'uncertain' else ${BACK} end`

/** A case that moved meanwhile: what goes before its new message must not wait for the old place. */
const ELSEWHERE = `coalesce((
  select e.destination from outbox e where e.lane = outbox.lane and e.id > outbox.id and e.kind = 'escalation' and e.state = 'waiting' limit 1
), destination)`

/** Writes an entry's fate and `also` in one transaction; false if another worker holds it by now. */
export const settle = (
  db: Db,
  entry: Entry,
  change: Change,
  now: Date,
  also?: (tx: Tx) => Promise<void>,
): Promise<boolean> =>
  also || entry.kind === 'invitation'
    ? db.transaction(async (tx) => {
        const held = await write(tx, entry, change, now)
        if (held) await also?.(tx)
        if (held && change.state !== 'sent') await follow(tx, [entry.id])
        return held
      })
    : write(db, entry, change, now)

const write = async (
  tx: Tx,
  { id, fence }: Entry,
  { cause, ...change }: Change,
  now: Date,
): Promise<boolean> => {
  const ended = change.state !== 'waiting'
  const held = await tx
    .update(outbox)
    .set({
      ...change,
      ...(ended ? {} : { state: sql.raw(BACK), destination: sql.raw(ELSEWHERE) }),
      cause: cause?.slice(0, 500) ?? null,
      leaseUntil: null,
      settledAt: ended ? now : null,
    })
    .where(and(eq(outbox.id, id), eq(outbox.fence, fence)))
    .returning({ id: outbox.id })
  return held.length > 0
}

/** Nothing was sent: it belongs to another destination, whose pace and faults it is to go by. */
export const goTo = async ({ $client: sql }: Db, { id, fence }: Entry, to: string, now: Date) => {
  const { paceMs, parallel } = budgetOf(to)
  await sql`
    with known as (
      insert into destinations (key, pace_ms, parallel) values (${to}, ${paceMs}, ${parallel}) on conflict do nothing
    )
    update outbox set destination = ${to}, state = ${sql.unsafe(BACK)}, lease_until = null,
      settled_at = case when ${sql.unsafe(BACK)} = 'dropped' then ${now}::timestamptz end
    where id = ${id} and fence = ${fence} and state = 'claimed'`
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/**
 * Writes in one statement that an entry was sent, with `rows` that select from `held`; nothing if another holds it by
 * now. `address`: whom a mail went to, whose domain accepts us again.
 */
export const settleSent = async (
  { $client: sql }: Db,
  { id, fence, destination, ailing, attempts }: Entry,
  now: Date,
  rows?: Fragment,
  address?: string,
): Promise<void> => {
  const well = sql`
    , well as (
      update destinations set faults = 0, problem = null,
        next_at = case when key = ${MAIL} then least(next_at, ${now}) else next_at end
      from held where key = ${destination} and (faults > 0 or problem is not null)
    ), forgiven as (
      delete from mail_refusals using held where ${destination === MAIL}
    )`
  const accepted = sql`
    , accepted as (
      delete from mail_refusals using held where domain = ${domainOf(address ?? '')}
    )`
  await sql`
    with held as (
      update outbox set state = 'sent', cause = null, lease_until = null, settled_at = ${now}
      where id = ${id} and fence = ${fence} returning id
    ) ${rows ?? sql``} ${ailing ? well : attempts > 1 && address ? accepted : sql``}
    select from held`
}

/** The last try certainly did not arrive, so it is still to be made. */
export const retractAgain = (tx: Tx, { id }: Entry) =>
  tx
    .update(outbox)
    .set({ payload: sql`payload - 'postedAgain'` })
    .where(and(eq(outbox.id, id), sql`payload ? 'postedAgain'`))

/** The destination works: forget its faults. Mail that rested goes on at once. */
export const recovered = async (tx: Tx, key: string, now: Date): Promise<void> => {
  await tx
    .update(destinations)
    .set({
      faults: 0,
      problem: null,
      ...(key === MAIL ? { nextAt: sql`least(next_at, ${now.toISOString()}::timestamptz)` } : {}),
    })
    .where(and(eq(destinations.key, key), sql`(faults > 0 or problem is not null)`))
  if (key === MAIL) await tx.delete(mailRefusals)
}

/** The destination rests until `nextAt`; `problem` says what a person must fix. */
export const rest = (tx: Tx, key: string, nextAt: Date, problem?: string) =>
  tx
    .update(destinations)
    .set({
      faults: sql`faults + 1`,
      nextAt: sql`greatest(next_at, ${nextAt.toISOString()}::timestamptz)`,
      ...(problem ? { problem: problem.slice(0, 500) } : {}),
    })
    .where(eq(destinations.key, key))

/**
 * Entries whose worker died: nothing was sent if only claimed; unknown if sending. Unknown chat posts are looked
 * up or sent once more, unknown mails are left to a person, and the card of their case says so. One that kills its worker again and again comes ever later.
 */
export const reap = async ({ $client: sql }: Db, now: Date): Promise<void> => {
  await sql`
    with reaped as (
      update outbox set lease_until = null,
        maybe_sent = maybe_sent or state = 'sending',
        cause = case when state = 'sending' then 'the worker stopped while sending' else cause end,
        due_at = greatest(due_at, ${now}::timestamptz + least(3600, 2 ^ least(attempts, 12) - 2) * interval '1 s'),
        destination = ${sql.unsafe(ELSEWHERE)},
        state = ${sql.unsafe(LEFT)}, settled_at = case when ${sql.unsafe(LEFT)} <> 'waiting' then ${now}::timestamptz end
      where state in ('claimed', 'sending') and lease_until < clock_timestamp()
      returning kind, state, payload
    ), invited as (
      update invitations i set state = 'uncertain', reason = null from reaped r
      where r.kind = 'invitation' and r.state = 'uncertain' and i.id = (r.payload ->> 'invitation')::uuid and i.state = 'planned'
    )
    insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
    select distinct 'card', there.destination, 'case:' || k.id, 'card:' || k.id, jsonb_build_object('case', k.id), ${now}::timestamptz, ${now}::timestamptz
    from reaped r, lateral (select r.payload ->> 'case' as id) k,
      lateral (select o.destination from outbox o where o.lane = 'case:' || k.id order by o.id desc limit 1) there
    where r.kind = 'case mail' and r.state = 'uncertain'
    on conflict (once_key) where kind = 'card' and state = 'waiting' do update set kind = excluded.kind`
}
