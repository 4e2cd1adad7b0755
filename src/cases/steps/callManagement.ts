import { eq } from 'drizzle-orm'
import { cases } from '../../../db/schema/index.ts'
import { callManagementTo } from '../call.ts'
import type { Change } from '../change.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { textOf } from '../formValues.ts'
import type { CaseVerb } from '../verb.ts'

/** Calls management for an event of the case, within its change: `called_at` says since when. */
export const managementCalled = async ({ tx, now }: Change, caseId: string, event: number): Promise<void> => {
  await tx.update(cases).set({ calledAt: now }).where(eq(cases.id, caseId))
  await callManagementTo(tx, { caseId, event, now })
}

/** As much as is read before anything else. */
const ONE_LINE = 300

/** Calls management to a case. Their card says why before anything else. */
export const callManagement: CaseVerb = {
  fields: (_found, { forms }) => [
    { kind: 'text', name: 'why', ...forms.callManagement.why, required: true, max: ONE_LINE },
  ],
  run: (deps, act) =>
    changeByStaff(deps, 'call-management', act, (found) => ({
      set: { calledAt: act.now },
      event: { kind: 'management called', text: textOf(act, 'why', { min: 10, max: ONE_LINE }) },
      also: (change, event) => managementCalled(change, found.id, event),
    })),
}
