import { drizzle, type PostgresJsDatabase, PostgresJsSession } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { Target } from './connectionString.ts'
import { requirePatchedDriver } from './driver.ts'

export type Sql = postgres.Sql
export type Fragment = postgres.PendingQuery<postgres.Row[]>
export type Db = PostgresJsDatabase & { $client: Sql }
/** Inside `db.transaction`, or the db itself: what a verb that only adds statements takes. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0] | Db

// drizzle prepares only what went through its own `.prepare(name)` (drizzle-orm issue 5502). Postgres parses and plans
// everything else again, in two round trips. With a name the driver prepares each statement once per connection, unless
// its `prepare` option forbids that.
const { prepareQuery } = PostgresJsSession.prototype
PostgresJsSession.prototype.prepareQuery = function (query, fields, name = 'prepared', ...rest) {
  return prepareQuery.call(this, query, fields, name, ...rest) as ReturnType<typeof prepareQuery<never>>
}

/** The driver's own client of a transaction, for statements worth writing by hand. */
export const sqlOf = (tx: Tx): Sql =>
  '$client' in tx ? tx.$client : (tx as unknown as { session: { client: Sql } }).session.client

const DATES = ['1184', '1114', '1082'] as const

/**
 * One client: drizzle for ordinary statements, `db.$client` for statements worth writing by hand.
 * In a Worker one per request or message, by Hyperdrive's own string; on Node one pool, by what
 * `readConnectionString` made of DATABASE_URL. `end` when done. `once`: each statement is run once and takes no array,
 * so that it needs one round trip instead of two, and a connection does not begin by asking for the types.
 */
export const connect = (
  to: string | Target['options'],
  { max = 5, once = false }: { max?: number; once?: boolean } = {},
): Db => {
  requirePatchedDriver()
  const own = {
    max,
    onnotice: () => {},
    connect_timeout: 10,
    fetch_types: !once,
    // A new connection reads the catalogue and plans again: a click after a quiet minute would wait for that
    idle_timeout: max > 5 ? 300 : 10,
    // The driver's own grows to 20 s for every connection of a pool: long after Postgres is back
    backoff: (retries: number) => Math.min(0.5, 0.02 * 2 ** retries),
    connection: { application_name: 'amends' },
    transform: { column: { from: postgres.toCamel } },
  }
  const client = typeof to === 'string' ? postgres(to, own) : postgres({ ...own, ...to })
  const dates = Object.fromEntries(
    DATES.map((type) => [
      type,
      { parse: client.options.parsers[Number(type)], serialize: client.options.serializers[Number(type)] },
    ]),
  )
  const db = drizzle(client, { casing: 'snake_case' }) as Db
  // drizzle makes the client hand dates through as text; hand-written statements want Dates, and drizzle takes both
  for (const type of DATES) {
    const { parse, serialize } = dates[type]!
    if (parse && type !== '1082') client.options.parsers[Number(type)] = parse
    if (serialize && type !== '1082') client.options.serializers[Number(type)] = serialize
  }
  return db
}
