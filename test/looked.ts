import type { Sql } from '../db/client.ts'

/** How many rows of a table the server looked at so far, itself or by an index. `client`: the one connection that looks. */
export const lookedAt = async (client: Sql, table: string): Promise<number> => {
  await client`select pg_stat_force_next_flush()`
  const [row] = await client`
    select (select sum(seq_tup_read) from pg_stat_user_tables where relname = ${table})
      + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = ${table}) as rows`
  return Number(row!.rows)
}
