import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { cases } from '../../db/schema/index.ts'
import { setTimers } from '../clocks/set.ts'

/**
 * Sets the case's promise to the soonest of what is owed now: each remedy, and a word by `word` if one is given (the
 * apology has a clock of its own). Of a case in recovery alone; the last of a change, so that the clocks follow.
 */
export const promiseSoonest = async (tx: Tx, caseId: string, now: Date, word?: Date): Promise<void> => {
  const by = word ? sql`${word.toISOString()}::timestamptz` : sql`null::timestamptz`
  await tx
    .update(cases)
    .set({ promise: soonest('what', by), promiseDueAt: soonest('due', by) })
    .where(and(eq(cases.id, caseId), inArray(cases.state, ['owned', 'recovering'])))
  await setTimers(tx, caseId, now)
}

/** With nothing owed the promise stays as it is: no open case is without one. */
const soonest = (column: 'what' | 'due', word: ReturnType<typeof sql>) => sql`coalesce((
  select ${sql.raw(column)} from (
    select 'remedy' as what, due_at as due from remedies
      where case_id = cases.id and done_at is null and withdrawn_at is null
    union all select 'next word', ${word}
  ) owed where due is not null order by due, what limit 1
), ${sql.raw(column === 'what' ? 'cases.promise' : 'cases.promise_due_at')})`
