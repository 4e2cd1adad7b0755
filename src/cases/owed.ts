import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { cases } from '../../db/schema/index.ts'
import { setTimers } from '../clocks/set.ts'

const SOONEST = sql`(select min(due_at) from remedies
  where case_id = cases.id and done_at is null and withdrawn_at is null)`

/**
 * Sets the case's promise to the soonest remedy that is owed; with none owed to a word by `word`, else it stays as it
 * is. Of a case in recovery alone, and the last thing of a change, so that the clocks follow.
 */
export const promiseSoonest = async (tx: Tx, caseId: string, now: Date, word?: Date): Promise<void> => {
  const by = word ? sql`${word.toISOString()}::timestamptz` : sql`cases.promise_due_at`
  const what = word ? sql`'next word'` : sql`cases.promise`
  await tx
    .update(cases)
    .set({
      promise: sql`case when ${SOONEST} is null then ${what} else 'remedy' end`,
      promiseDueAt: sql`coalesce(${SOONEST}, ${by})`,
    })
    .where(and(eq(cases.id, caseId), inArray(cases.state, ['owned', 'recovering'])))
  await setTimers(tx, caseId, now)
}
