import type { Deps } from '../deps.ts'
import { type Act, makeMove } from './move.ts'

/** The first liaison who clicks holds the case; everyone else hears who has it. */
export const takeCase = (deps: Deps, act: Act) =>
  makeMove(deps, 'take', act, () => ({
    set: { state: 'owned', ownerId: act.by.id, accountableId: act.by.id, takenAt: act.now },
    event: { kind: 'taken' },
  }))
