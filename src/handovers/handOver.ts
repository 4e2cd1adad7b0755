import { randomUUID } from 'node:crypto'
import type { Case } from '../cases/caseFile.ts'
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
    throw new DomainError(
      'conflict',
      `Case ${found.number} is offered to ${waiting.to} already. ${found.accountable} keeps it until they answer; if it can’t wait, use "Call management".`,
    )
  if (free.length === 0)
    throw new DomainError(
      'conflict',
      'Nobody else is present now. Use "Book a call-back", so that the customer knows when they are called, or "Call management".',
    )
}

/** Offers the case to one person, warmly: until they accept, the giver stays accountable. */
const run: CaseVerb['run'] = async (deps, act) => {
  let to: Receiver | undefined
  const done = await changeByStaff(deps, 'hand-over', act, async (found) => {
    const free = await handoverTo(deps, found, act.now)
    possible(found, free)
    const chosen = textOf(act, 'to')
    to = free.find((one) => chosenAs(found, one) === chosen)
    if (!to)
      throw new DomainError('invalid', 'This person can’t take it now: please choose somebody else.', 'to')
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
    throw new DomainError(
      'conflict',
      'Another handover of this case was offered meanwhile. Nothing was changed.',
    )
  })
  return done === 'made' && to
    ? { notice: `Offered to ${to.name}. The case stays where it is until ${to.name} accepts.` }
    : done
}

/** Offers the case to a colleague or another department; the giver stays accountable until it is accepted. */
export const handOver: CaseVerb = {
  submit: 'Offer it',
  before: async (found, now, deps) => possible(found, await handoverTo(deps, found, now)),
  fields: async (found, now, deps) => [
    {
      kind: 'choice',
      name: 'to',
      label: 'To whom?',
      hint: 'Who is out of office is not listed.',
      required: true,
      choices: choices(
        (await handoverTo(deps, found, now)).map((one) => [
          chosenAs(found, one),
          one.departmentKey === found.departmentKey ? one.name : `${one.department}: ${one.name}, on call`,
        ]),
      ),
    },
    long('why', 'Why?', undefined, 1000),
    long('stands', 'Where does it stand?', 'So that the customer repeats nothing.', 2000),
  ],
  run,
}
