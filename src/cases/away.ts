import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { organisation, people, UNFINISHED_LIST } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { holdCases } from '../directory/reassign.ts'
import { causeOf, DomainError } from '../errors.ts'
import { reassignCases } from './reassign.ts'
import type { Actor } from './rights.ts'

/**
 * Somebody is out of office until then, or back (`null`). Cases that nobody has taken yet, and those with something
 * due in the meantime, go to the person on call at once; the rest go when something falls due. Gives how many went. Throws `invalid`
 * for a past date.
 */
export const setAway = async (
  { db }: { db: Tx },
  { by, until, now }: { by: Pick<Actor, 'id'>; until: Date | null; now: Date },
): Promise<{ reassigned: number }> => {
  if (until && until <= now)
    throw new DomainError('invalid', ({ personal: { away: say } }) => say.later, 'until')
  return db.transaction(async (tx) => {
    // What is kept of the set-up goes by this row's version: it says who is away.
    await tx.update(organisation).set({ id: sql`id` })
    if (until) await holdCases(tx, { person: by.id })
    await tx
      .update(people)
      .set(until ? absence(until, now) : { awayUntil: null })
      .where(eq(people.id, by.id))
    return { reassigned: until ? await reassignCases(tx, now, { person: by.id }) : 0 }
  })
}

/** Until then; one that goes on longer began when it was told first. */
export const absence = (until: Date, now: Date) => ({
  awayUntil: until,
  awaySince: sql`case when away_until > ${now.toISOString()} then away_since else ${now.toISOString()}::timestamptz end`,
})

/**
 * Promises that fall due in an absence, made since it was told. Person by person: one who can't be relieved holds up no
 * other. Gives how many went.
 */
export const reassignAbsent = async (
  { db, log }: Pick<Deps, 'db' | 'log'>,
  { now }: { now: Date },
): Promise<number> => {
  // One look into the index a person: few are absent, and many cases may be open
  const absent = await db.$client<{ id: string }[]>`
    select p.id from people p cross join lateral (
      select from cases k where k.accountable_id = p.id
        and k.state in ${db.$client.unsafe(UNFINISHED_LIST)}
      union all select from remedies r join cases k on k.id = r.case_id
      where r.done_at is null and r.withdrawn_at is null and k.accountable_id = p.id limit 1
    ) has where not p.active or p.away_until > ${now}`
  let reassigned = 0
  for (const { id: person } of absent)
    reassigned += await db
      .transaction((tx) => reassignCases(tx, now, { person }))
      .catch((error) => {
        log('reassign.failed', { person, error: causeOf(error) })
        return 0
      })
  return reassigned
}
