import { type Db, sqlOf, type Tx } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { causeOf } from '../errors.ts'
import { localDate, nextDay, weekdayOf } from '../zone.ts'
import type { Facts, Kind } from './discovery.ts'

export type Department = { key: string; timeZone: string }
/** A department's period that ended and was not looked through yet; `to` is its last local date. */
export type Due = Department & { to: string }
export type Every = 'day' | 'week' | 'month'
/** What was found: its once-key is of its kind and department. */
export type Found = { [K in Kind]: { kind: K; key: string; from: string; to: string; facts: Facts[K] } }[Kind]

/** The last local date of the last whole day, week (to Sunday) or month before now. */
const endOf = (every: Every, timeZone: string, now: Date): string => {
  const today = localDate(timeZone, now)
  if (every === 'day') return nextDay(today, -1)
  return every === 'week' ? nextDay(today, -weekdayOf(today)) : nextDay(`${today.slice(0, 7)}-01`, -1)
}

/**
 * The periods of this kind that ended and are not done, fewest tries first. A department whose days are not counted yet
 * waits for that.
 */
export const dueRuns = async (
  { $client: sql }: Db,
  kind: string,
  every: Every,
  now: Date,
): Promise<Due[]> => {
  const active = await sql<Department[]>`
    select key, time_zone from departments where active and kind = 'department' order by key`
  const wanted = active.map((one) => ({ ...one, to: endOf(every, one.timeZone, now) }))
  if (wanted.length === 0) return []
  const rows = await sql<{ key: string }[]>`
    select w.key from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) w(key text, "to" date)
      left join discovery_runs r on r.department_key = w.key and r.kind = ${kind} and r.period = w.to
    where r.done_at is null
      and not exists (select from stale_days s where s.department_key = w.key and s.day <= w.to)
    order by coalesce(r.slices, 0), w.key`
  return rows.map((row) => wanted.find(({ key }) => key === row.key)!)
}

/**
 * Looks through up to `most` of the periods that are due, each in a transaction with what it found: what stops half-way
 * is looked through again, and what two do at once is kept once. One that fails does not hold up the others.
 */
export const sweepRuns = async (
  { db, log }: Pick<Deps, 'db' | 'log'>,
  { kind, every, now, most }: { kind: string; every: Every; now: Date; most: number },
  look: (tx: Tx, due: Due, state: unknown) => Promise<Looked>,
): Promise<void> => {
  for (const due of (await dueRuns(db, kind, every, now)).slice(0, most)) {
    const of = { department: due.key, kind, to: due.to }
    await db.$client`
      insert into discovery_runs (department_key, kind, period, slices, started_at)
      values (${due.key}, ${kind}, ${due.to}, 1, ${now})
      on conflict (department_key, kind, period) do update set slices = discovery_runs.slices + 1`
    await db
      .transaction(async (tx) => {
        const sql = sqlOf(tx)
        const [run] = await sql<{ state: unknown }[]>`
          select state from discovery_runs where department_key = ${due.key} and kind = ${kind} and period = ${due.to}
            and done_at is null for no key update skip locked`
        if (!run) return
        const looked = await look(tx, due, run.state)
        for (const found of looked.found ?? []) await keep(tx, due, found, now)
        await sql`
          update discovery_runs set state = ${looked.state ? JSON.stringify(looked.state) : null}::jsonb,
            done_at = ${looked.state ? null : now}
          where department_key = ${due.key} and kind = ${kind} and period = ${due.to}`
      })
      .catch((error) => log('discovery.failed', { ...of, cause: causeOf(error) }))
  }
}
/** `state`: where it goes on with the next tick; absent: it is done. */
export type Looked = { found?: Found[]; state?: unknown }

const KEPT_DAYS = 62
/** Forgets runs so old that no period of theirs can come due again: the longest is a month, looked at once it has ended. */
export const sweepOldRuns = ({ db }: { db: Db }, { now }: { now: Date }) =>
  db.$client`
    delete from discovery_runs r using departments d
    where r.department_key = d.key and r.period < (${now}::timestamptz at time zone d.time_zone)::date - ${KEPT_DAYS}::int`

/** Keeps what was found, once. Gives its id; undefined where it was found before. */
export const keep = async (
  tx: Tx,
  { key }: Pick<Department, 'key'>,
  found: Found,
  now: Date,
): Promise<string | undefined> => {
  const [row] = await sqlOf(tx)<{ id: string }[]>`
    insert into discoveries (kind, department_key, found_at, once_key, from_day, to_day, facts)
    values (${found.kind}, ${key}, ${now}, ${`${found.kind}:${key}:${found.key}`}, ${found.from}, ${found.to},
      ${JSON.stringify(found.facts)}::jsonb)
    on conflict (once_key) do nothing returning id`
  return row?.id
}

/** What was found of this kind in the days up to `to` and is not news when it is found again. */
export const foundLately = async <K extends Kind>(
  tx: Tx,
  { key, to }: Due,
  kind: K,
  days = 28,
): Promise<Facts[K][]> => {
  const rows = await sqlOf(tx)<{ facts: Facts[K] }[]>`
    select facts from discoveries where department_key = ${key} and kind = ${kind}
      and to_day > ${nextDay(to, -days)} and to_day <= ${to}`
  return rows.map(({ facts }) => facts)
}
