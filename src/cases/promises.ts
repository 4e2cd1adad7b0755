import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { cases } from '../../db/schema/index.ts'

/** Where a word is promised, a remedy that is late has given way to it. */
const soonest = (now: Date, word: Date | undefined) => sql`(select min(due_at) from remedies
  where case_id = cases.id and done_at is null and withdrawn_at is null
    and (due_at > ${now.toISOString()}::timestamptz or ${word === undefined}))`

/**
 * Sets the case's promise to the soonest of what is owed: its remedies, and a word by `word` if one is. With nothing owed
 * it stays as it is. Only for a case in recovery; the last thing in a change.
 */
export const promiseSoonest = async (tx: Tx, caseId: string, now: Date, word?: Date): Promise<void> => {
  const by = word ? sql`${word.toISOString()}::timestamptz` : sql`null::timestamptz`
  const first = soonest(now, word)
  await tx
    .update(cases)
    .set({
      promise: sql`case when ${by} < ${first} or ${first} is null and ${by} is not null then 'next word'
        when ${first} is null then cases.promise else 'remedy' end`,
      promiseDueAt: sql`coalesce(least(${first}, ${by}), cases.promise_due_at)`,
    })
    .where(and(eq(cases.id, caseId), inArray(cases.state, ['owned', 'recovering'])))
}

/** The customer's answer is waited for until `due`, but no longer than to the first date a remedy was promised by. */
export const answerBy = (tx: Tx, caseId: string, now: Date, due: Date) =>
  tx
    .update(cases)
    .set({ promiseDueAt: sql`least(${due.toISOString()}::timestamptz, ${soonest(now, due)})` })
    .where(eq(cases.id, caseId))
