import type { PgTable } from 'drizzle-orm/pg-core'
import { getTableConfig } from 'drizzle-orm/pg-core'

/** Which period of `privacy.retention` counts. `case`: as long as its case is kept, `contact`: as long as its contact. */
type Retention =
  | 'words'
  | 'addresses'
  | 'books'
  | 'numbers'
  | 'outbox'
  | 'timers'
  | 'sessions'
  | 'signIns'
  | 'idempotency'
  | 'odd'
  | 'people'
  | 'case'
  | 'contact'

/** What the period runs from: the end of the row's case or contact, or an instant of the row itself (its column). */
type From = 'case' | 'contact' | { column: string }

export type Holds = 'name' | 'address' | 'words' | 'reference' | 'id' | 'token' | 'picture' | 'message'

/**
 * What a key of a jsonb value is: `keep` is not personal; `remove` goes; `blank` and `null` stay in place where what reads
 * them needs them; `staff` is about people of the organisation, and stays when a customer is erased. An object has rules
 * of its own.
 */
export type KeyRule = 'keep' | 'remove' | 'blank' | 'null' | 'staff' | { keys: Record<string, KeyRule> }
/** Rules by key, of every member of a union. */
export type KeyRules<T> = { [K in T extends unknown ? keyof T : never]-?: KeyRule }

/** What erasure of a customer does to a column of their rows. `row`: the row is deleted. */
export type Erasure =
  | { to: 'null' }
  /** An SQL expression over the row, such as a fixed placeholder. */
  | { to: 'set'; sql: string }
  | { to: 'row' }
  /** Only these keys; one that is not named is removed. */
  | { to: 'keys'; keys: Record<string, KeyRule> }
  /** By the row's kind: `eventRules.ts`, `payloadRules.ts`. */
  | { to: 'kind' }
  | { to: 'keep'; because: string }

/** Whether a customer's export shows it, or why it is withheld. */
export type Exported =
  | 'yes'
  | 'by kind'
  | { withheld: 'internal notes' | 'people heard' | 'staff' | 'security' | 'copy' }

export type Personal = {
  holds: Holds
  whose: 'customer' | 'staff' | 'partner'
  erasure: Erasure
  exported: Exported
  /** Of this column, where it is not the table's. */
  retention?: Retention
}

/** The rows whose ids other tables name. Each is reached from a customer: `reach.ts`. */
export type Root = 'customer' | 'matter' | 'contact' | 'invitation' | 'response' | 'case'

/**
 * How one customer's rows are found: by a column that names a root, by a condition of their own over alias `t` with the
 * customer's id as `$1`, by looking for the customer's addresses in its words, or not at all: it holds no customer's.
 */
export type Reach =
  | { by: 'column'; column: string; of: Root }
  | { by: 'condition'; sql: string }
  | { by: 'address' }
  | { by: 'nobody' }

export type Declaration = {
  table: string
  reach: Reach
  /** Whole rows go after `rows`; personal columns are emptied, as erasure does, after `columns`. Neither: set-up, which stays. */
  lifetime: { from: From; rows?: Retention; columns?: Retention } | 'set-up' | 'numbers'
  plain: string[]
  personal: Record<string, Personal>
}

type Columns<T extends PgTable> = keyof T['$inferSelect'] & string

/** A column's name in the database. */
const inSql = (table: PgTable, property: string): string => {
  const column = (table as unknown as Record<string, { name: string } | undefined>)[property]
  if (!column) throw new Error(`${getTableConfig(table).name} has no column ${property}`)
  return column.name === property
    ? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    : column.name
}

/** Declares a table: each column is either plain or personal, or it does not compile. */
export const declare = <T extends PgTable, const P extends Columns<T>>(
  table: T,
  {
    plain,
    personal,
    reach,
    lifetime,
  }: {
    reach: Reach
    lifetime: Declaration['lifetime']
    plain: readonly P[]
    personal: Record<Exclude<Columns<T>, P>, Personal>
  },
): Declaration => ({
  table: getTableConfig(table).name,
  reach,
  lifetime,
  plain: plain.map((property) => inSql(table, property)),
  personal: Object.fromEntries(
    Object.entries<Personal>(personal).map(([property, what]) => [inSql(table, property), what]),
  ),
})

/** Rows that name a root in a column, as the database names it. */
export const byColumn = (column: string, of: Root): Reach => ({ by: 'column', column, of })
export const NOBODY: Reach = { by: 'nobody' }

type Kind = Pick<Personal, 'holds'> & Partial<Personal>
/** About the customer; in the export, and set to null by erasure, if nothing else is said. */
export const ofCustomer = (
  holds: Holds,
  rest: Omit<Partial<Personal>, 'holds' | 'whose'> = {},
): Personal => ({
  erasure: { to: 'null' },
  exported: 'yes',
  ...rest,
  holds,
  whose: 'customer',
})

const STAYS: Erasure = {
  to: 'keep',
  because: 'it is about people of the organisation, not about the customer',
}
/** About people of the organisation or a partner: a customer's erasure leaves it. */
export const ofStaff = (holds: Holds, rest: Omit<Kind, 'holds'> = {}): Personal => ({
  whose: 'staff',
  erasure: STAYS,
  exported: { withheld: 'staff' },
  ...rest,
  holds,
})

export const INTERNAL: Exported = { withheld: 'internal notes' }
export const GONE: Erasure = { to: 'row' }
/** A text that must be there. */
const BLANK: Erasure = { to: 'set', sql: `''` }

/** Kept as long as the words of its case. */
export const OF_CASE = { from: 'case', columns: 'words', rows: 'numbers' } as const
export const blank = { erasure: BLANK } as const
export const internal = { exported: INTERNAL } as const
/** About people who were heard. */
export const HEARD = { withheld: 'people heard' } as const
/** Of what stands elsewhere in the export. */
export const COPY = { withheld: 'copy' } as const
