import { and, eq, gt } from 'drizzle-orm'
import { cases } from '../../db/schema/index.ts'
import { severeIn } from '../care/severe/severe.ts'
import type { Case } from './caseFile.ts'
import type { Change } from './change.ts'
import { managementCalled } from './steps/callManagement.ts'

/**
 * Words of injury, threat or the like make a case severe, whenever the customer writes them: management is called,
 * once. Within the change that keeps or judges them. A person may lower it again, with a reason. `since`: from when
 * its deadlines are shorter. Tells whether the words are severe.
 */
export const heedSevere = async (
  change: Change,
  { id }: Pick<Case, 'id'>,
  text: string | undefined,
  since = change.now,
): Promise<boolean> => {
  const kinds = text ? severeIn(text) : []
  if (kinds.length === 0) return false
  const [worse] = await change.tx
    .update(cases)
    .set({ severity: 1 })
    .where(and(eq(cases.id, id), gt(cases.severity, 1)))
    .returning({ calledAt: cases.calledAt })
  if (!worse) return true
  change.touch(id)
  if (!worse.calledAt) {
    const called = { kind: 'management called' as const, data: { severe: kinds } }
    await managementCalled(change, id, await change.note(id, called))
  }
  if (since < change.now) await change.reconcile(since)
  return true
}
