import type { Sql } from '../../../db/client.ts'
import type { Retention } from '../../../db/schema/index.ts'

/** No statement takes more rows, so that none holds its locks for long. */
export const BATCH = 1000

/** Instants: what was due `before` goes. `claims`: rights that were owed since then may still be claimed. */
export type Due = { before: Date; claims: Date; now: Date }

/** One kind of what goes. A batch is a transaction of its own, and may run twice or at once with another. */
export type Sweep = {
  /** As it is printed. */
  name: string
  /** `odd`: of what could not be read, 30 days. */
  period: keyof Retention | 'odd'
  /** How much is due: rows, or cases and contacts. */
  count: (sql: Sql, due: Due) => Promise<number>
  /**
   * Takes what is due, from a place on. `next`: from where the next batch goes on, undefined where this was the last.
   */
  batch: (sql: Sql, due: Due & { from: string }) => Promise<{ gone: number; next: string | undefined }>
}

export const FIRST = '-infinity'

export const counted = async (sql: Sql, select: string, values: (Date | string)[]): Promise<number> => {
  const [row] = await sql.unsafe<{ n: number }[]>(`select count(*)::int as n from (${select}) due`, values)
  return row!.n
}

/**
 * Of a customer: they or a case of theirs are on hold. Here and in what goes, whether a row is there is asked as
 * `(select true … limit 1)`: of `exists` Postgres may read the whole table, as if every row were looked at and not a batch.
 */
export const held = (customer: string): string => `(
  ((select true from holds h where h.customer_id = ${customer} and h.lifted_at is null limit 1) is true)
  or ((select true from cases hk join holds h on h.case_id = hk.id and h.lifted_at is null where hk.customer_id = ${customer} limit 1) is true))`

/**
 * Those of the customers whose rows could be locked until the transaction ends: what is under way for the others is let
 * be, and a hold that is placed meanwhile waits. To be followed by a statement that looks for holds.
 */
export const lockCustomers = async (sql: Sql, ids: (string | null)[]): Promise<string[]> => {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const rows = await sql.unsafe<{ id: string }[]>(
    'select id from customers where id = any($1::uuid[]) order by id for update skip locked',
    [wanted],
  )
  return rows.map(({ id }) => id)
}

/** From where the next batch goes on, where this one was full. All of one instant that were let be end the sweep. */
export const nextOf = (
  found: { at: string }[],
  full: number,
  gone: number,
  from: string,
): string | undefined => {
  const last = found.at(-1)?.at
  return found.length < full || (gone === 0 && last === from) ? undefined : last
}
