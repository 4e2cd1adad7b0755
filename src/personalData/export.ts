import { type Sql, sqlOf, type Tx } from '../../db/client.ts'
import { audit, type Deed } from '../audit/audit.ts'
import type { EventKind } from '../cases/events.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { DECLARATION } from '../privacy/declaration.ts'
import type { Declaration, Exported, KeyRule } from '../privacy/declare.ts'
import { EVENT_RULES } from '../privacy/eventRules.ts'
import { rowsOf } from '../privacy/reach.ts'

type Row = Record<string, unknown>
type Withheld = Exclude<Exported, string>['withheld']
/**
 * `names`: what the brands and departments in it are called, by key. `withheld`: how many values were left out, by why;
 * copies are of what stands elsewhere in it.
 */
export type Export = {
  customer: string
  at: string
  tables: Record<string, Row[]>
  names: Record<'brands' | 'departments', Record<string, string>>
  withheld: { what: Withheld; values: number }[]
}
type Wanted = { customer: string; now: Date } & Pick<Deed, 'by' | 'from'>

/**
 * Everything about a customer, by table, with their words and what was sent to them. Notes among staff, names of people
 * who were heard, and tokens are left out, and it says so. It is noted in the audit log. Throws `unknown`.
 */
export const exportCustomer = async (
  deps: { db: Tx },
  { customer, now, by, from }: Wanted,
): Promise<Export> => {
  const found = await dataOf(deps, { customer, now })
  const facts = { withheld: found.withheld.reduce((sum, { values }) => sum + values, 0) }
  await audit(deps.db, { kind: 'customer.exported', by, from, id: customer, facts, now })
  return found
}

/** The same for the customer themselves, who had it noted when they confirmed that they want it. */
export const dataOf = async (
  { db }: { db: Tx },
  { customer, now }: Pick<Wanted, 'customer' | 'now'>,
): Promise<Export> => {
  const sql = sqlOf(db)
  const known = isUuid(customer) ? await sql`select from customers where id = ${customer}` : []
  if (known.length === 0) throw new DomainError('unknown', 'There is no such customer.')
  const counted = new Map<Withheld, number>()
  const tables: Export['tables'] = {}
  for (const declared of DECLARATION) {
    const rows = await rowsOfCustomer(sql, declared, customer)
    for (const row of rows) {
      const { shown, withheld } = shownOf(declared, row)
      for (const what of withheld) counted.set(what, (counted.get(what) ?? 0) + 1)
      if (isTold(declared)) tables[declared.table] = [...(tables[declared.table] ?? []), shown]
    }
  }
  const withheld = [...counted].map(([what, values]) => ({ what, values }))
  return { customer, at: now.toISOString(), tables, names: await namesIn(sql, tables), withheld }
}

const namesIn = async (sql: Sql, tables: Export['tables']): Promise<Export['names']> => {
  const rows = Object.values(tables).flat()
  const brands = rows.map((row) => row.brand_key).filter((key) => typeof key === 'string')
  const departments = rows
    .flatMap((row) => [row.department_key, row.departments].flat())
    .filter((key) => typeof key === 'string')
  const [called] = await sql<[Export['names']]>`
    select coalesce((select jsonb_object_agg(key, name) from brands where key = any(${brands})), '{}') as brands,
      coalesce((select jsonb_object_agg(key, name) from departments where key = any(${departments})), '{}') as departments`
  return called
}

/** As the database names its columns: the client would make camel case of them. */
const rowsOfCustomer = async (sql: Sql, declared: Declaration, customer: string): Promise<Row[]> => {
  const where = rowsOf(declared)
  if (!where) return []
  const rows = await sql.unsafe<{ row: Row }[]>(
    `select to_jsonb(t) as row from "${declared.table}" t where ${where}`,
    [customer],
  )
  return rows.map(({ row }) => row)
}

/** Rows about the customer alone, and when they were asked. */
export const isTold = ({ table, personal }: Declaration) =>
  table === 'invitations' ||
  Object.values(personal).some(({ whose, exported }) => whose === 'customer' && typeof exported === 'string')

const shownOf = ({ table, plain, personal }: Declaration, row: Row): { shown: Row; withheld: Withheld[] } => {
  const shown: Row = {}
  const withheld: Withheld[] = []
  for (const column of plain) if (row[column] !== null && column !== 'changed') shown[column] = row[column]
  for (const [column, { exported }] of Object.entries(personal)) {
    const value = row[column]
    if (value === null || value === '' || value === undefined) continue
    if (exported === 'yes') shown[column] = value
    else if (exported !== 'by kind') withheld.push(exported.withheld)
  }
  if (table === 'case_events') ofEvent(row, shown, withheld)
  return { shown, withheld }
}

const ofEvent = ({ kind, text, data }: Row, shown: Row, withheld: Withheld[]): void => {
  const rules = EVENT_RULES[kind as EventKind] as (typeof EVENT_RULES)[EventKind] | undefined
  if (text && rules && rules.text !== 'internal') shown.text = text
  else if (text) withheld.push('internal notes')
  const facts = Object.entries((data ?? {}) as Row)
  const known: Record<string, KeyRule> = rules?.facts ?? {}
  const told = facts.filter(([key]) => known[key] && known[key] !== 'staff')
  if (told.length > 0) shown.data = Object.fromEntries(told)
  for (let left = facts.length - told.length; left > 0; left--) withheld.push('staff')
}
