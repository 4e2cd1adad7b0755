import type { Db } from '../../db/client.ts'
import type { Actor } from '../directory/accounts.ts'
import { isExcluded } from '../directory/excluded.ts'
import { allows, CASE_RIGHTS, type Right } from '../directory/rights.ts'
import { rolesOf } from '../directory/roles.ts'
import { DomainError } from '../errors.ts'
import type { Case } from './case.ts'
import { legal, type Move, type Role, ruleOf } from './machine.ts'
import { mayBeAbout } from './named.ts'
import { decides } from './offered.ts'
import { owedOf } from './owed.ts'

export type { Actor }

type Rights = { may: (role: Role) => boolean }

/**
 * What this person may do on this case at all: management sees every case and decides where a manager must, the rest is
 * for the department. Throws `forbidden` for outsiders, and for the person complained about.
 */
export const rightsOn = async (db: Db, found: Case, actor: Actor): Promise<Rights> => {
  const held = actor.held ?? (await rolesOf(db, actor.id))
  const has = (given: Right) => allows(given, held, found.departmentKey)
  const accountable = found.accountableId === actor.id
  if (!has(CASE_RIGHTS.see) && !accountable) throw outsider(found)
  // They may also be excluded by name, and that is another reason
  if (mayBeAbout(found, actor))
    throw new DomainError('forbidden', ({ rights: say }) => say.yourName(found.number, found.department))
  if (isExcluded(found, actor))
    throw new DomainError('forbidden', ({ rights: say }) => say.aboutYou(found.number))
  const themselves = { liaison: accountable, owner: found.ownerId === actor.id, manager: false }
  return { may: (role) => themselves[role] || has(CASE_RIGHTS[role]) }
}

const outsider = ({ number, department }: Case) =>
  new DomainError('forbidden', ({ rights: say }) => say.outsider(number, department))

/** The move takes the case along: nobody has it yet. */
export const takes = (move: Move, { state }: Pick<Case, 'state'>): boolean =>
  state === 'open' && ruleOf(move).takes === true

/** Throws unless this person may make this move on this case now: the refusal says why and who can. */
export const mayMove = async (db: Db, found: Case, actor: Actor, move: Move): Promise<void> => {
  const { may } = await rightsOn(db, found, actor)
  const { by } = ruleOf(move)
  const managers = by === 'manager' || decides(move, found)
  if (!may('liaison') && !managers) throw outsider(found)
  if (!legal(move, found.state, owedOf(found).length > 0)) throw notNow(found, move)
  if (takes(move, found)) return mayMove(db, found, actor, 'take')
  if (may(by) || (managers && may('manager'))) return
  if (by === 'owner' && found.state === 'open') throw notNow(found, move)
  throw new DomainError('forbidden', ({ rights: say, moves }) =>
    by === 'manager'
      ? say.forManagers(moves[move], found.department)
      : say.taken(found.number, found.accountable),
  )
}

/** At severity 1 only a manager may make this move, even if somebody else owns the case. Throws `forbidden`. */
export const managerAtWorst = async (db: Db, found: Case, actor: Actor, move: Move): Promise<void> => {
  if (found.severity > 1 || (await rightsOn(db, found, actor)).may('manager')) return
  throw new DomainError('forbidden', ({ rights: say, moves }) =>
    say.managersAtWorst(moves[move], found.department),
  )
}

/** Too late, or too early: who has it and where it stands. */
export const notNow = ({ number, state, accountable }: Case, move: Move): DomainError =>
  new DomainError('conflict', ({ rights: say, moves }) => {
    if (state === 'open') return say.notTaken(number)
    return move === 'take' ? say.takenAlready(number, accountable) : say.notNow(number, moves[move], state)
  })
