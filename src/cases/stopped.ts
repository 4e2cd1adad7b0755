import { and, eq, inArray } from 'drizzle-orm'
import { suppressions } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import type { Case } from './case.ts'

type Addressed = Pick<Case, 'email' | 'phone'>

export const addressesOf = ({ email, phone }: Addressed): string[] =>
  [email, phone].filter((address) => address !== null)

/** Whether the customer stopped all messages. */
export const isStopped = async ({ db }: Pick<Deps, 'db'>, found: Addressed): Promise<boolean> => {
  const addresses = addressesOf(found)
  if (addresses.length === 0) return false
  const [row] = await db
    .select({ address: suppressions.address })
    .from(suppressions)
    .where(and(inArray(suppressions.address, addresses), eq(suppressions.scope, 'all')))
    .limit(1)
  return row !== undefined
}

/** An address that can't be reached, or whose holder complained, gets nothing at all. */
export const unreachable = async ({ db }: Pick<Deps, 'db'>, address: string): Promise<boolean> => {
  const rows = await db.$client`
    select from suppressions where address = ${address} and reason <> 'unsubscribed' limit 1`
  return rows.length > 0
}
