import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect, type Db } from '../../db/client.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let db: Db
beforeEach(async () => {
  database = await freshDatabase()
  db = connect(database.url, { max: 1 })
})
afterEach(async () => {
  await db.$client.end({ timeout: 1 })
  await database.end()
})

const lose = (pid: number) => database.sql`select pg_terminate_backend(${pid})`
const own = sql`select pg_backend_pid() as pid`

test('a transaction that lost its connection is refused, and the pool goes on at once', async () => {
  for (let times = 0; times < 5; times++) {
    const lost = db.transaction(async (tx) => {
      const [row] = await tx.execute<{ pid: number }>(own)
      await lose(row!.pid)
      await new Promise((later) => setTimeout(later, 20)) // the connection is gone by now
      await tx.execute(sql`select 1`)
    })
    await expect(lost).rejects.toThrow()
    const begun = performance.now()
    expect(await db.transaction((tx) => tx.execute(sql`select 1 as one`))).toEqual([{ one: 1 }])
    expect(performance.now() - begun).toBeLessThan(10_000) // the driver's own wait grows to 20 s
  }
})

test('a statement under way when the connection is lost is refused, never answered as done', async () => {
  const [row] = await db.execute<{ pid: number }>(own)
  const slow = db.execute(sql`select pg_sleep(5)`)
  const behind = db.execute(sql`select 1 as one`)
  const lost = Promise.allSettled([slow, behind])
  await new Promise((later) => setTimeout(later, 50))
  await lose(row!.pid)
  const [first, second] = await lost
  expect(first.status).toBe('rejected')
  if (second.status === 'fulfilled') expect(second.value).toEqual([{ one: 1 }])
})

test('a transaction never speaks on the connection that came after its own', async () => {
  const client = db.$client
  for (let times = 0; times < 20; times++) {
    let next: Promise<unknown> = Promise.resolve()
    const late = Promise.withResolvers<string>()
    const lost = client.begin(async (tx) => {
      const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
      await lose(row!.pid)
      await new Promise((later) => setTimeout(later, 10))
      next = client`select 'another' as whose` // makes it connect again
      for (const until = performance.now() + times; performance.now() < until; )
        await new Promise((later) => setTimeout(later, 0))
      await tx`select 'the transaction' as whose`.then(
        () => late.resolve('answered'),
        () => late.resolve('refused'),
      )
    })
    await expect(lost).rejects.toThrow()
    expect(await late.promise).toBe('refused')
    expect(await next).toEqual([{ whose: 'another' }])
  }
})
