import postgres, { type Sql } from 'postgres'
import { expect, test } from 'vitest'
import { startPostgres } from '../../dev/postgres.ts'
import { NOTHING_LOST, underLoad } from './underLoad.ts'

const LIMIT = 15
const MORE = Number(process.env.AMENDS_ANSWERS ?? 300)

test('with every connection of Postgres taken nothing acknowledged is lost, and the service is back by itself', async () => {
  const database = await startPostgres({
    settings: { max_connections: String(LIMIT), superuser_reserved_connections: '0', max_wal_senders: '0' },
  })
  const other = postgres(database.url, { max: 1, idle_timeout: 0, onnotice: () => {} })
  await other`select 1`
  const said: string[] = []
  const found = await underLoad(database.url, { DATABASE_POOL: '20' }, async (on) => {
    // A pool that is larger than the server allows
    await on.serves(MORE)
    // Then somebody else has the only one there is
    await limit(other, 1)
    await other`select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`
    said.push(`health bad after ${await on.healthTurns(false)} s: ${(await on.health()).said}`)
    await limit(other, -1)
    said.push(`good again after ${await on.healthTurns(true)} s, serving after ${await on.serves(1)} s`)
    await on.serves(MORE)
  }).finally(async () => {
    await other.end({ timeout: 1 })
    await database.stop()
  })
  const { missing, doubled, faults, left, figures, inDoubt } = found
  const { contacts, answers, clicks } = figures.acknowledged
  console.log(
    `${LIMIT} connections, a pool of 20: ${contacts} contacts, ${answers} answers, ${clicks} clicks acknowledged; ` +
      `${missing.length} missing, ${doubled.length} doubled, ${inDoubt} left without an answer; ${said.join('; ')}`,
  )
  expect({ missing, doubled, faults, left }).toEqual(NOTHING_LOST)
}, 600_000)

const limit = (sql: Sql, connections: number) =>
  sql.unsafe(`alter database amends connection limit ${connections}`)
