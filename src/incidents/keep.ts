import { sqlOf, type Tx } from '../../db/client.ts'
import type { ChatDestination } from '../../db/schema/index.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { updateIncident } from './incident.ts'

/** Of `n` answers so many are hits, where the share `usual` is; `driver`: what they name. */
export type Counts = { driver: string | null; n: number; hits: number; usual: number }
type At = { id: string; destination: ChatDestination; now: Date }

/**
 * Opens an incident and has its card posted, of the kind that goes before what keeps messages current. Gives its id;
 * undefined where the department has one by now.
 */
export const openIncident = async (
  tx: Tx,
  {
    key,
    destination,
    from,
    seen,
    now,
    ...counts
  }: Counts & { key: string; destination: ChatDestination; from: Date; seen: Date; now: Date },
): Promise<string | undefined> => {
  const { driver, n, hits, usual } = counts
  const [opened] = await sqlOf(tx)<{ id: string }[]>`
    insert into incidents (department_key, driver, from_at, seen_at, n, hits, usual)
    values (${key}, ${driver}, ${from}, ${seen}, ${n}, ${hits}, ${usual})
    on conflict (department_key) where closed_at is null do nothing returning id`
  if (!opened) return undefined
  await enqueue(tx, {
    kind: 'call',
    destination: chatDestination(destination),
    lane: `incident:${opened.id}`,
    onceKey: `incident:${opened.id}`,
    payload: { incident: opened.id },
    dueAt: now,
    now,
  })
  return opened.id
}

/** What it counts now; its card is rendered again where that has changed, or its cases have (`again`). */
export const recount = async (
  tx: Tx,
  { id, destination, driver, n, hits, usual, again, now }: Counts & At & { again: boolean },
): Promise<boolean> => {
  const changed = await sqlOf(tx)`
    update incidents set driver = ${driver}, n = ${n}, hits = ${hits}, usual = ${usual}
    where id = ${id} and closed_at is null and (driver, n, hits) is distinct from (${driver}::text, ${n}::int, ${hits}::int) returning id`
  if (again || changed.length > 0) await updateIncident(tx, { id, destination, now })
  return changed.length > 0
}

/** Ends it as of `at`: its card says so, and a word in its thread. False where it had ended. */
export const closeIncident = async (
  tx: Tx,
  {
    id,
    destination,
    at,
    ended,
    burst,
    now,
  }: At & { at: Date; ended: 'back' | 'quiet'; burst?: { n: number; hits: number } },
): Promise<boolean> => {
  const closed = await sqlOf(tx)`
    update incidents set closed_at = ${at}, ended = ${ended}, n = coalesce(${burst?.n ?? null}, n), hits = coalesce(${burst?.hits ?? null}, hits)
    where id = ${id} and closed_at is null returning id`
  if (closed.length === 0) return false
  await updateIncident(tx, { id, destination, now })
  await enqueue(tx, {
    kind: 'incident over',
    destination: chatDestination(destination),
    lane: `incident:${id}`,
    onceKey: `incident over:${id}`,
    payload: { incident: id },
    dueAt: now,
    now,
  })
  return true
}
