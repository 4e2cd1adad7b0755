import { eq } from 'drizzle-orm'
import { cases } from '../../../db/schema/index.ts'
import { callManagementTo } from '../call.ts'
import type { Change } from '../change.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import type { CaseVerb } from '../verb.ts'

/** Calls management for an event of the case, within its change: `called_at` says since when. */
export const managementCalled = async ({ tx, now }: Change, caseId: string, event: number): Promise<void> => {
  await tx.update(cases).set({ calledAt: now }).where(eq(cases.id, caseId))
  await callManagementTo(tx, { caseId, event, now })
}

/** Calls management to a case. */
export const callManagement: CaseVerb = {
  fields: (_found, { forms }) => [long('why', forms.callManagement.why, 1000)],
  run: (deps, act) =>
    changeByStaff(deps, 'call-management', act, (found) => ({
      set: { calledAt: act.now },
      event: { kind: 'management called', text: textOf(act, 'why', { min: 10, max: 1000 }) },
      also: (change, event) => managementCalled(change, found.id, event),
    })),
}
