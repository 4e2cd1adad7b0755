import { DomainError } from '../../errors.ts'
import { repeatMails } from '../../outbox/mend.ts'
import { changeByStaff } from '../changeByStaff.ts'
import type { CaseVerb } from '../verb.ts'

/** It is not known whether a mail arrived: rather twice than never, and a person decides it. */
export const sendAgain: CaseVerb = {
  run: (deps, act) =>
    changeByStaff(deps, 'send-again', act, (found) => ({
      event: { kind: 'mail sent again' },
      also: async ({ tx }) => {
        if ((await repeatMails(tx, found.id, act.now)) === 0)
          throw new DomainError('conflict', ({ rights: say }) => say.nothingUnsure)
      },
    })),
}
