import { expect, test } from 'vitest'
import { connect } from '../../db/client.ts'
import { freshDatabase } from '../setup/database.ts'

test('statements one after the other use one connection of the pool, which has their plans', async () => {
  const database = await freshDatabase()
  const { $client: sql } = connect(database.url, { max: 6 })
  const pid = async () =>
    (await sql<{ pid: number }[]>`select pg_backend_pid() as pid, pg_sleep(0.05)`)[0]!.pid
  try {
    expect(new Set(await Promise.all(Array.from({ length: 6 }, pid))).size).toBe(6)
    const used = new Set<number>()
    for (let n = 0; n < 8; n++) used.add(await pid())
    expect(used.size).toBe(1)
  } finally {
    await sql.end()
    await database.end()
  }
})
