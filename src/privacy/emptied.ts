import type { Declaration, Personal } from './declare.ts'
import { eventFactsRedacted, redacted } from './redact.ts'

/** What is set where it depends on the row's kind. */
const BY_KIND: Record<string, Record<string, string>> = {
  case_events: { text: 'null', data: eventFactsRedacted('t') },
  outbox: {
    payload: `case when t.kind = 'webhook' then t.payload #- '{data,reference}' else t.payload end`,
  },
}
/** What is kept in place of a column, since figures ask: whether a receipt could be mailed. */
const INSTEAD: Record<string, string> = {
  customers: '"had_email" = coalesce(t.had_email, t.email is not null)',
}

const emptyValue = (table: string, column: string, { erasure }: Personal): string | undefined => {
  switch (erasure.to) {
    case 'null':
      return 'null'
    case 'set':
      return erasure.sql
    case 'keys':
      return redacted(`t.${column}`, erasure.keys)
    case 'kind': {
      const value = BY_KIND[table]?.[column]
      if (!value) throw new Error(`nothing says what emptying does to ${table}.${column}`)
      return value
    }
    default:
      return undefined
  }
}

/**
 * SQL that empties rows of a table, alias `t`, as declared: the rows where `where` holds. Undefined: they hold nothing
 * personal of a customer.
 */
export const emptying = ({ table, personal }: Declaration, where: string): string | undefined => {
  const columns = Object.entries(personal)
  if (columns.some(([, { erasure }]) => erasure.to === 'row'))
    return `delete from "${table}" t where ${where}`
  const set = columns.flatMap(([column, what]) => {
    const value = emptyValue(table, column, what)
    return value === undefined ? [] : [`"${column}" = ${value}`]
  })
  if (INSTEAD[table]) set.push(INSTEAD[table])
  return set.length > 0 ? `update "${table}" t set ${set.join(', ')} where ${where}` : undefined
}
