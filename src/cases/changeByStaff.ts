import type { MessageRef } from '../../integrations/chat.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Case } from './case.ts'
import { loadCase, loadToChange } from './caseFile.ts'
import { changeCase, type Plan, submittedBefore } from './change.ts'
import { fromOf, type Move, ruleOf } from './machine.ts'
import { owedOf } from './owed.ts'
import { type Actor, mayMove, notNow, takes } from './rights.ts'
import { seeMessage } from './seen.ts'

/** What somebody asks for by a button or a form. */
export type Act = {
  caseId: string
  by: Actor
  formId?: string
  values: Record<string, string | string[]>
  now: Date
  /** The message whose button was pressed. */
  message?: MessageRef
}

type Wanted = Pick<Plan, 'set' | 'event' | 'quiet' | 'also'>

/** The same of a case that nobody has taken: first it is taken, as an event of its own. */
const alsoTaking = (found: Case, wanted: Wanted, taken: Wanted['set'], by: Actor): Wanted => ({
  ...wanted,
  set: { ...taken, ...wanted.set },
  event: async (change) => {
    await change.note(found.id, { kind: 'taken', by: by.id }, { quiet: true })
    return typeof wanted.event === 'function' ? wanted.event(change) : wanted.event
  },
})

/**
 * One move of the machine by staff. Throws `conflict` if another was quicker, `forbidden`, `unknown`, and what `plan`
 * throws for the values.
 */
export const changeByStaff = async (
  deps: Deps,
  move: Move,
  act: Act,
  plan: (found: Case) => Wanted | Promise<Wanted>,
): Promise<'made' | 'made before'> => {
  const { caseId, by, formId, now } = act
  const read = await loadToChange(deps.db, caseId, formId)
  if (read === 'made before') return read
  const { found } = read
  await seeMessage(deps.db, found, act.message, now)
  await mayMove(deps.db, found, by, move)
  const taking = takes(move, found)
  const taken = { state: 'owned', ownerId: by.id, accountableId: by.id, takenAt: now } as const
  const planned = plan(taking ? { ...found, ...taken } : found)
  const wanted = await Promise.resolve(planned).catch(async (error) => {
    // The same form was submitted while this was read: what it met is its own doing
    if (error instanceof DomainError && (await submittedBefore(deps, formId))) return 'made before' as const
    throw error
  })
  if (wanted === 'made before') return wanted
  const { to } = ruleOf(move)
  const state = wanted.set?.state
  if (state && state !== found.state && !to.includes(state))
    throw new Error(`${move} does not lead to ${state}`)
  const made = await changeCase(deps.db, found, now, {
    ...(taking ? alsoTaking(found, wanted, taken, by) : wanted),
    from: taking ? ['open'] : fromOf(move, owedOf(found).length > 0),
    accountable: found.accountableId,
    by: by.id,
    formId,
    read,
  })
  if (made === 'late') throw notNow(await loadCase(deps.db, caseId), move)
  return made
}
