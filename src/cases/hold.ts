import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'

/** Holds the rows of those cases that nobody holds now. */
export const hold = async (tx: Tx, caseIds: string[]): Promise<string[]> => {
  const rows = (await tx.execute(sql`
    select id from cases where id = any(${`{${[...new Set(caseIds)].join(',')}}`}::uuid[])
    order by id for no key update skip locked`)) as unknown as { id: string }[]
  return rows.map(({ id }) => id)
}
