import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { connect } from '../../../db/client.ts'
import { purge } from '../../../src/privacy/purge/purge.ts'
import { makeCase } from '../../factories.ts'
import { places } from './organisation.ts'

const YEAR = 366 * 86_400_000
const CASES = 200
const ENTRIES = 20_000

/** What a purge is to take while the rest goes on: old cases with their words, and old entries of the outbox. */
const seedOld = async (databaseUrl: string): Promise<void> => {
  const db = connect(databaseUrl, { max: 2 })
  const long = new Date(Date.now() - 3 * YEAR)
  for (let n = 0; n < CASES; n++)
    await makeCase(db, {
      brandKey: 'nordly',
      departmentKey: places[n % places.length]!.department,
      state: 'withdrawn',
      openedAt: new Date(long.getTime() + n * 60_000),
      endedAt: new Date(long.getTime() + n * 60_000),
      done: 'old words',
      promise: null,
      promiseDueAt: null,
    })
  await db.$client`update contacts set ended_at = ${long}`
  await db.$client.unsafe(`insert into outbox (kind, destination, state, due_at, created_at, settled_at)
    select 'old', 'slack:old', 'sent', at, at, at
    from generate_series(1, ${ENTRIES}) n, lateral (select now() - interval '100 days' - n * interval '1 minute' as at) a`)
  await db.$client.end()
}

/** Purges over and over while Postgres comes and goes; at the end once more, and says what it left or took too much of. */
export const purgeMeanwhile = async (databaseUrl: string) => {
  await seedOld(databaseUrl)
  let open = true
  let cut = 0
  const loop = (async () => {
    while (open) {
      const db = connect(databaseUrl, { max: 1 })
      // A moment a run, so that it is still at it when the kills come
      await purge({ db, now: () => new Date() }, { now: new Date(), forMs: 50 }).catch(() => cut++)
      await db.$client.end({ timeout: 1 }).catch(() => {})
      await sleep(100)
    }
  })()
  return {
    stop: async () => {
      open = false
      await loop
    },
    /** Faults: old rows that are left, and half a case. */
    async check(sql: Sql): Promise<string[]> {
      const db = connect(databaseUrl, { max: 1 })
      await purge({ db, now: () => new Date() }, { now: new Date() })
      await db.$client.end()
      const [row] = await sql`
        select (select count(*)::int from outbox where kind = 'old') as entries,
          (select count(*)::int from cases where done = 'old words') as cases,
          (select count(*)::int from cases where purged_at is not null) as purged,
          (select count(*)::int from cases where purged_at is not null and done is not null) as half`
      const { entries, cases, purged, half } = row!
      console.log(
        `purged meanwhile ${purged} old cases and ${ENTRIES - entries} old entries; cut off ${cut} times`,
      )
      return entries || cases || half || purged !== CASES
        ? [`purge: ${JSON.stringify(row)} of ${CASES} cases and ${ENTRIES} entries`]
        : []
    },
  }
}
