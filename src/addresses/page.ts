import type { Sql } from '../../db/client.ts'
import type { Suppression } from './suppress.ts'

export type Mark = Pick<Suppression, 'address' | 'scope'>

/** One page of suppressed addresses by keyset, in the order of the alphabet; `like` is part of an address. */
export const pageSuppressions = async (
  sql: Sql,
  { like = '', after, limit = 50 }: { like?: string; after?: Mark; limit?: number },
): Promise<{ rows: Suppression[]; next?: Mark }> => {
  // Once through the table: in the order of the index each row would be looked up by itself
  const part = sql`(select * from suppressions where strpos(address, ${like.toLowerCase()}) > 0 offset 0)`
  const found = await sql<Suppression[]>`
    select address, scope, reason, created_at from ${like ? part : sql`suppressions`} s where true
      ${after ? sql`and (address, scope) > (${after.address}, ${after.scope})` : sql``}
    order by address, scope limit ${limit + 1}`
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, ...(last && { next: { address: last.address, scope: last.scope } }) }
}
