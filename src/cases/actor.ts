import { and, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { departmentPeople, people } from '../../db/schema/index.ts'
import type { ChatPerson } from '../../integrations/chat.ts'
import { DomainError } from '../errors.ts'
import { legal, MOVES, type Move } from './case.ts'
import type { Case } from './load.ts'

/** A person who acts. Rights go by the platform's ids that were stored when the set-up was applied. */
export type Actor = { id: string; name: string; email: string }

const ACCOUNT: Record<string, (by: ChatPerson) => ReturnType<typeof and>> = {
  slack: (by) => and(eq(people.slackWorkspace, by.workspace), eq(people.slackUser, by.user)),
  teams: (by) => and(eq(people.teamsTenant, by.workspace), eq(people.teamsUser, by.user)),
}

export const findActor = async (db: Db, by: ChatPerson): Promise<Actor> => {
  const account = ACCOUNT[by.platform]?.(by)
  const [actor] = account
    ? await db
        .select({ id: people.id, name: people.name, email: people.email })
        .from(people)
        .where(and(account, people.active))
    : []
  if (!actor)
    throw new DomainError(
      'forbidden',
      'You are not known to Amends here. An administrator can add you to organisation.yaml and apply it.',
    )
  return actor
}

/** Throws unless this person may make this move on this case now: the refusal says why and who can. */
export const mayMove = async (db: Db, found: Case, actor: Actor, move: Move): Promise<void> => {
  const roles = await db
    .select({ role: departmentPeople.role })
    .from(departmentPeople)
    .where(
      and(eq(departmentPeople.departmentKey, found.departmentKey), eq(departmentPeople.personId, actor.id)),
    )
  if (roles.length === 0 && found.accountableId !== actor.id)
    throw new DomainError(
      'forbidden',
      `Case ${found.number} is with ${found.department}. Only its liaisons and managers can act on it.`,
    )
  if (found.staffMember?.email && found.staffMember.email.toLowerCase() === actor.email.toLowerCase())
    throw new DomainError(
      'forbidden',
      `Case ${found.number} is about a contact of yours, so a colleague handles it.`,
    )
  if (!legal(move, found.state)) throw notNow(found, move)
  const manager = roles.some(({ role }) => role === 'manager')
  if (MOVES[move].by === 'owner' && found.ownerId !== actor.id && !manager)
    throw new DomainError(
      'forbidden',
      `${found.accountable} has case ${found.number}. Only ${found.accountable} and the managers can act on it.`,
    )
}

/** Too late, or too early: who has it and where it stands. */
export const notNow = (found: Case, move: Move): DomainError => {
  const { label } = MOVES[move]
  if (found.state === 'open')
    return new DomainError('conflict', `Nobody has taken case ${found.number} yet: "Take it" comes first.`)
  if (move === 'take')
    return new DomainError('conflict', `${found.accountable} already has case ${found.number}.`)
  return new DomainError(
    'conflict',
    `"${label}" is not possible now: case ${found.number} is ${found.state}. Nothing was changed.`,
  )
}
