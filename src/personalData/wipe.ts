import { sqlOf, type Tx } from '../../db/client.ts'
import { DECLARATION } from '../privacy/declaration.ts'
import type { Declaration } from '../privacy/declare.ts'
import { emptying } from '../privacy/emptied.ts'
import { rowsOf } from '../privacy/reach.ts'

/** Links first, so that what comes in by them ends; the customer's own row last, since others are found by it. */
const ORDER = ['links', 'suppressions']
const LAST = ['customers']
/** Each has a file of its own: bytes beside the row, cards that are drawn, phrases of several customers. */
const APART = ['pictures', 'desk_messages', 'discoveries', 'erasures']

/** The statement that empties a customer's rows of one table; undefined where they hold nothing of them. */
const statementOf = (declared: Declaration): string | undefined => {
  const where = rowsOf(declared)
  return !where || APART.includes(declared.table) ? undefined : emptying(declared, where)
}

const place = (table: string) =>
  ORDER.includes(table) ? ORDER.indexOf(table) : LAST.includes(table) ? 1000 : 100

const STATEMENTS = [...DECLARATION]
  .sort((one, other) => place(one.table) - place(other.table))
  .flatMap((declared) => {
    const text = statementOf(declared)
    return text ? [{ table: declared.table, text }] : []
  })

/**
 * Empties every row of a customer, as `src/privacy` declares it, but for what has a file of its own. Again it changes
 * nothing more. Gives how many rows were touched, by table.
 */
export const wipe = async (tx: Tx, customerId: string): Promise<Record<string, number>> => {
  const sql = sqlOf(tx)
  const touched: Record<string, number> = {}
  for (const { table, text } of STATEMENTS) {
    const { count } = await sql.unsafe(text, [customerId])
    if (count > 0) touched[table] = count
  }
  return touched
}
