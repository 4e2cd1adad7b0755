import { randomUUID } from 'node:crypto'
import type { Case } from '../cases/case.ts'
import { changeByStaff } from '../cases/changeByStaff.ts'
import { choices, long } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { propose } from '../cases/proposals.ts'
import type { CaseVerb } from '../cases/verb.ts'
import type { Deps } from '../deps.ts'
import { codeOf, DomainError } from '../errors.ts'
import { freeElsewhere, freeHere, type Receiver } from './present.ts'

/** A list in chat takes a hundred. */
const MOST = 100
const UNIQUE_VIOLATION = '23505'

/** Whom the case can be offered to now: colleagues, then who is on call elsewhere. */
const handoverTo = async ({ db }: Pick<Deps, 'db'>, found: Case, now: Date): Promise<Receiver[]> =>
  [...(await freeHere(db, found, now)), ...(await freeElsewhere(db, found, now))].slice(0, MOST)

const chosenAs = (found: Case, { id, departmentKey }: Receiver) =>
  departmentKey === found.departmentKey ? id : `department ${departmentKey}`

/** One handover at a time, and somebody has to be there to take it. */
const possible = (found: Case, free: Receiver[]) => {
  const waiting = found.proposals.find(({ kind }) => kind === 'handover')
  if (waiting)
    throw new DomainError('conflict', ({ turns: { handover: say } }) =>
      say.waiting(found.number, waiting.to, found.accountable),
    )
  if (free.length === 0) throw new DomainError('conflict', ({ turns: { handover: say } }) => say.nobody)
}

/** Offers the case to one person, warmly: until they accept, the giver stays accountable. */
const run: CaseVerb['run'] = async (deps, act) => {
  let to: Receiver | undefined
  const done = await changeByStaff(deps, 'hand-over', act, async (found) => {
    const free = await handoverTo(deps, found, act.now)
    possible(found, free)
    const chosen = textOf(act, 'to')
    to = free.find((one) => chosenAs(found, one) === chosen)
    if (!to) throw new DomainError('invalid', ({ turns: { handover: say } }) => say.absent, 'to')
    const why = textOf(act, 'why', { min: 5, max: 1000 })
    const stands = textOf(act, 'stands', { min: 10, max: 2000 })
    const { id, name, place, departmentKey } = to
    const proposal = randomUUID()
    return {
      set: {},
      event: { kind: 'handover offered', text: why, data: { proposal, to: name, stands } },
      also: async (change) => {
        const elsewhere = departmentKey === found.departmentKey ? null : departmentKey
        await propose(change, found, {
          id: proposal,
          kind: 'handover',
          by: act.by.id,
          toPerson: id,
          toDepartment: elsewhere,
          words: why,
          data: { stands },
          destination: place,
        })
      },
    }
  }).catch((error) => {
    if (codeOf(error) !== UNIQUE_VIOLATION) throw error
    throw new DomainError('conflict', ({ turns: { handover: say } }) => say.meanwhile)
  })
  const name = to?.name
  return done === 'made' && name ? { notice: ({ turns }) => turns.handover.offered(name) } : done
}

/** Offers the case to a colleague or another department; the giver stays accountable until it is accepted. */
export const handOver: CaseVerb = {
  before: async (found, now, deps) => possible(found, await handoverTo(deps, found, now)),
  fields: async (found, { turns: { handover: say } }, now, deps) => [
    {
      kind: 'choice',
      name: 'to',
      ...say.to,
      required: true,
      choices: choices(
        (await handoverTo(deps, found, now)).map((one) => [
          chosenAs(found, one),
          one.departmentKey === found.departmentKey ? one.name : say.onCall(one.department, one.name),
        ]),
      ),
      ...(found.route ? { initial: `department ${found.route.key}` } : {}),
    },
    long('why', say.why, 1000),
    long('stands', say.stands, 2000),
  ],
  run,
}
