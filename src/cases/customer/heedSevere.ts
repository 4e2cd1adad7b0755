import { and, eq, gt } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { cases } from '../../../db/schema/index.ts'
import { severeIn, severeNames } from '../../care/severe/severe.ts'
import { setTimers } from '../../clocks/set.ts'
import type { Case } from '../load.ts'
import { addEvent } from '../move.ts'
import { managementCalled } from '../steps/callManagement.ts'

/**
 * Words of injury, threat or the like make a case severe, whenever the customer writes them: management is called,
 * once. Within the transaction that keeps or judges them. A person may lower it again, with a reason. `since`: from when
 * its clocks run faster. Tells whether the words are severe.
 */
export const heedSevere = async (
  tx: Tx,
  { id }: Pick<Case, 'id'>,
  text: string | undefined,
  now: Date,
  since = now,
): Promise<boolean> => {
  const kinds = text ? severeIn(text) : []
  if (kinds.length === 0) return false
  const [worse] = await tx
    .update(cases)
    .set({ severity: 1 })
    .where(and(eq(cases.id, id), gt(cases.severity, 1)))
    .returning({ calledAt: cases.calledAt })
  if (!worse) return true
  await setTimers(tx, id, since)
  if (worse.calledAt) return true
  const why = `The customer writes of ${severeNames(kinds)}.`
  const called = { kind: 'management called' as const, text: why, now }
  await managementCalled(tx, id, (await addEvent(tx, { id }, called, true))!, now)
  return true
}
