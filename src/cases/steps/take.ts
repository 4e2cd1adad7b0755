import { changeByStaff } from '../changeByStaff.ts'
import type { CaseVerb } from '../verb.ts'

/** The first liaison who clicks holds the case; everyone else hears who has it. */
export const take: CaseVerb = {
  run: (deps, act) =>
    changeByStaff(deps, 'take', act, () => ({
      quiet: true,
      set: { state: 'owned', ownerId: act.by.id, accountableId: act.by.id, takenAt: act.now },
      event: { kind: 'taken' },
    })),
}
