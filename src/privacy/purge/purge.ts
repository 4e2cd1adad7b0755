import { type Db, sqlOf } from '../../../db/client.ts'
import type { Deps } from '../../deps.ts'
import { retentionOf } from '../retention.ts'
import { CASES_PURGED, REMEDIES_PURGED } from './cases.ts'
import { CONTACTS_PURGED, UNANSWERED_PURGED } from './contacts.ts'
import { CASES_ENDED, CONTACTS_ENDED } from './numbers.ts'
import { ROWS } from './rows.ts'
import { type Due, FIRST, type Sweep } from './sweep.ts'

/** Cases before their contacts, since those wait for them. */
export const SWEEPS: Sweep[] = [
  ...ROWS,
  CASES_PURGED,
  UNANSWERED_PURGED,
  CONTACTS_PURGED,
  REMEDIES_PURGED,
  CASES_ENDED,
  CONTACTS_ENDED,
]

/** What could not be read of other systems, and what mail servers answered. */
const ODD = '30 days'

export type Purged = { name: string; period: string; count: number }

const dueOf = async (db: Db, now: Date): Promise<{ sweep: Sweep; period: string; due: Due }[]> => {
  const periods = { ...(await retentionOf(db)), odd: ODD }
  const names = Object.keys(periods) as (keyof typeof periods)[]
  const rows = await sqlOf(db)<{ name: string; at: Date }[]>`
    select name, ${now}::timestamptz - period::interval as at
    from unnest(${names}::text[], ${names.map((name) => periods[name])}::text[]) one(name, period)`
  const at = new Map(rows.map((row) => [row.name, row.at]))
  return SWEEPS.map((sweep) => ({
    sweep,
    period: periods[sweep.period],
    due: { before: at.get(sweep.period)!, claims: at.get('claims')!, now },
  }))
}

/** What a purge would take now. */
export const purgeDue = async (db: Db, { now }: { now: Date }): Promise<Purged[]> => {
  const due: Purged[] = []
  for (const one of await dueOf(db, now))
    due.push({
      name: one.sweep.name,
      period: one.period,
      count: await one.sweep.count(db.$client, one.due),
    })
  return due
}

/**
 * Takes what is due, batch by batch, each in a transaction of its own, until nothing is left or `forMs` have passed: the
 * next run goes on. May run twice, late, at once with another, or stop anywhere. `done`: nothing is left.
 */
export const purge = async (
  { db, now: clock }: Pick<Deps, 'db' | 'now'>,
  { now, forMs = Number.POSITIVE_INFINITY }: { now: Date; forMs?: number },
): Promise<{ purged: Purged[]; done: boolean }> => {
  const until = clock().getTime() + forMs
  const purged: Purged[] = []
  for (const { sweep, period, due } of await dueOf(db, now)) {
    const one = { name: sweep.name, period, count: 0 }
    purged.push(one)
    for (let from: string | undefined = FIRST; from !== undefined; ) {
      if (clock().getTime() >= until) return { purged, done: false }
      const batch: { gone: number; next: string | undefined } = await sweep.batch(db.$client, {
        ...due,
        from,
      })
      one.count += batch.gone
      from = batch.next
    }
  }
  return { purged, done: true }
}
