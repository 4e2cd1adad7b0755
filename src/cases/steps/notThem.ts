import { DomainError } from '../../errors.ts'
import { setTogether } from '../apart.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { namedAlone } from '../named.ts'
import type { CaseVerb } from '../verb.ts'

/** A manager knows that the complaint is about somebody else of that name: then everybody here may act on it. */
export const notThem: CaseVerb = {
  run: (deps, act) =>
    changeByStaff(deps, 'not-them', act, (found) => {
      if (!namedAlone(found)) throw new DomainError('conflict', ({ rights: say }) => say.notNamed)
      return {
        event: { kind: 'not them' },
        also: ({ tx }) => setTogether(tx, found, act.now),
      }
    }),
}
