import { eq, sql } from 'drizzle-orm'
import { organisation, people } from '../../db/schema/index.ts'
import type { Actor } from '../cases/actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { reassignCases } from '../setup/reassign.ts'

/**
 * Somebody is out of office until then, or back (`null`). Cases that nobody has taken yet, and those with something
 * due meanwhile, go to who is on call at once; the rest when something falls due. Gives how many went. Throws `invalid`
 * for a past date.
 */
export const setAway = async (
  { db }: Pick<Deps, 'db'>,
  { by, until, now }: { by: Pick<Actor, 'id'>; until: Date | null; now: Date },
): Promise<{ reassigned: number }> => {
  if (until && until <= now)
    throw new DomainError('invalid', 'This is past: please give a later day.', 'until')
  return db.transaction(async (tx) => {
    // What is kept of the set-up goes by this row's version: it says who is away.
    await tx.update(organisation).set({ id: sql`id` })
    await tx.update(people).set({ awayUntil: until }).where(eq(people.id, by.id))
    return { reassigned: until ? await reassignCases(tx, now, { person: by.id }) : 0 }
  })
}

/** Promises that fall due in an absence, made since it was told. */
export const reassignAbsent = ({ db }: Pick<Deps, 'db'>, { now }: { now: Date }): Promise<number> =>
  db.transaction((tx) => reassignCases(tx, now, 'absent'))
