import { and, eq, inArray } from 'drizzle-orm'
import { proposals } from '../../db/schema/index.ts'
import type { Case, OpenProposal } from '../cases/case.ts'
import { changeByStaff } from '../cases/changeByStaff.ts'
import { choices, long } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { tellWithdrawn } from '../cases/proposals.ts'
import type { CaseVerb } from '../cases/verb.ts'
import { DomainError } from '../errors.ts'

const openRequests = ({ proposals: open }: Case): OpenProposal[] =>
  open.filter(({ kind }) => kind === 'request')

const none = () => new DomainError('conflict', ({ turns }) => turns.request.takeBack.none)

/** Takes back a request to a department or a partner. They are told, and a partner's link ends. */
export const takeBack: CaseVerb = {
  before: (found) => {
    if (openRequests(found).length === 0) throw none()
  },
  fields: (found, { turns: { request: say } }) => {
    const open = openRequests(found).map(({ id, to, words }): [string, string] => [
      id,
      `${to ?? ''}: ${words}`.replace(/\s+/g, ' ').slice(0, 75),
    ])
    return [
      {
        kind: 'choice',
        name: 'request',
        ...say.takeBack.which,
        required: true,
        choices: choices(open),
        ...(open.length === 1 ? { initial: open[0]![0] } : {}),
      },
      { ...long('why', say.takeBack.why, 1000), required: false },
    ]
  },
  run: (deps, act) =>
    changeByStaff(deps, 'take-back', act, (found) => {
      const id = textOf(act, 'request')
      const open = openRequests(found).find((one) => one.id === id)
      if (!open) throw none()
      const who = open.toPartner ? { partner: open.to ?? '' } : { department: open.to ?? '' }
      return {
        set: {},
        event: {
          kind: 'request taken back',
          text: textOf(act, 'why', { min: 0, max: 1000 }) || undefined,
          data: { proposal: id, ...who },
        },
        also: async ({ tx, now }) => {
          const [taken] = await tx
            .update(proposals)
            .set({ state: 'withdrawn', answeredAt: now })
            .where(and(eq(proposals.id, id), inArray(proposals.state, ['waiting', 'accepted'])))
            .returning()
          if (!taken) throw none()
          await tellWithdrawn(tx, taken, now)
        },
      }
    }),
}
