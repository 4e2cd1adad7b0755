import type { Sql } from '../../../db/client.ts'
import { DECLARATION } from '../declaration.ts'
import { emptying } from '../emptied.ts'
import { CASE_DUE } from './needed.ts'
import { BATCH, counted, FIRST, lockCustomers, nextOf, type Sweep } from './sweep.ts'

/** A case has some tens of rows a table, so that a statement stays below `BATCH`. */
const CASES = 40

/** What empties the cases of `$1`, table by table. Pictures have bytes beside their rows. */
const STATEMENTS = DECLARATION.flatMap((declared): string[] => {
  const { table, lifetime, reach } = declared
  if (typeof lifetime === 'string' || lifetime.from !== 'case' || table === 'pictures') return []
  const column = table === 'cases' ? 'id' : reach.by === 'column' ? reach.column : undefined
  if (!column) throw new Error(`nothing says how the rows of ${table} are found by their case`)
  const where = `t."${column}" = any($1::uuid[])`
  const text =
    lifetime.rows === 'words' ? `delete from "${table}" t where ${where}` : emptying(declared, where)
  return text ? [text] : []
})

/** The words of old cases, of customers and staff: numbers, dates, kinds and amounts stay. */
export const CASES_PURGED: Sweep = {
  name: 'words of cases',
  period: 'words',
  count: (sql, { before, claims }) => counted(sql, `select from cases k where ${CASE_DUE}`, [before, claims]),
  batch: (db, { before, claims, now, from }) =>
    db.begin(async (tx) => {
      const sql = tx as unknown as Sql
      const found = await sql.unsafe<{ id: string; customerId: string; at: string }[]>(
        `select k.id, k.customer_id, k.closed_at::text as at from cases k
         where ${CASE_DUE} and k.closed_at >= $3::text::timestamptz order by k.closed_at limit ${CASES}`,
        [before, claims, from],
      )
      const customers = await lockCustomers(
        sql,
        found.map(({ customerId }) => customerId),
      )
      // Looked at again: a hold, or a change of the case, may have come before the lock
      const due = await sql.unsafe<{ id: string }[]>(
        `select k.id from cases k where k.id = any($3::uuid[]) and k.customer_id = any($4::uuid[]) and ${CASE_DUE}
         for update skip locked`,
        [before, claims, found.map(({ id }) => id), customers],
      )
      const ids = due.map(({ id }) => id)
      if (ids.length > 0) {
        for (const text of STATEMENTS) await sql.unsafe(text, [ids])
        // As if they had never arrived: the sweep of those removes the bytes, then the rows
        await sql`
          update pictures set event_id = null, at = ${new Date(now.getTime() - 24 * 3600_000)} where case_id = any(${ids}::uuid[])`
        await sql`update cases set purged_at = ${now} where id = any(${ids}::uuid[])`
      }
      return { gone: ids.length, next: nextOf(found, CASES, ids.length, from) }
    }),
}

/** Amount, date and kind of remedies, once the books no longer need them. */
export const REMEDIES_PURGED: Sweep = {
  name: 'remedies',
  period: 'books',
  count: (sql, { before }) => counted(sql, `select ${BOOKS}`, [before, FIRST]),
  async batch(sql, { before, from }) {
    const [row] = await sql.unsafe<{ n: number; last: string | null }[]>(
      `with due as materialized (
         select r.id, r.promised_at as since ${BOOKS} order by r.promised_at limit ${BATCH} for update of r skip locked
       ), gone as (delete from remedies r using due where r.id = due.id)
       select count(*)::int as n, max(since)::text as last from due`,
      [before, from],
    )
    return { gone: row!.n, next: row!.n < BATCH ? undefined : row!.last! }
  },
}

const BOOKS = `from remedies r join cases k on k.id = r.case_id
  where r.promised_at < $1 and r.promised_at >= $2::text::timestamptz and k.closed_at < $1 and k.purged_at is not null`
