import { and, eq, gt } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { cases } from '../../../db/schema/index.ts'
import { severeIn, severeNames } from '../../../surveys/severity.ts'
import { setTimers } from '../../clocks/set.ts'
import type { Case } from '../load.ts'
import { addEvent } from '../move.ts'
import { managementCalled } from '../steps/callManagement.ts'

/**
 * Words of injury, threat or the like make a case severe, whenever the customer writes them: management is called,
 * once. Within the transaction that keeps them. A person may lower it again, with a reason.
 */
export const heedSevere = async (tx: Tx, found: Case, text: string | undefined, now: Date): Promise<void> => {
  const kinds = text ? severeIn(text) : []
  if (kinds.length === 0) return
  const worse = await tx
    .update(cases)
    .set({ severity: 1 })
    .where(and(eq(cases.id, found.id), gt(cases.severity, 1)))
    .returning({ id: cases.id })
  if (worse.length === 0) return
  if (found.calledAt) return setTimers(tx, found.id, now)
  const called = { kind: 'management called', text: `The customer writes of ${severeNames(kinds)}.`, now }
  await managementCalled(tx, found.id, (await addEvent(tx, found, called, true))!, now)
}
