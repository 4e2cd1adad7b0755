import { eq, sql } from 'drizzle-orm'
import { type Sql, sqlOf, type Tx } from '../../db/client.ts'
import { covers, organisation, people } from '../../db/schema/index.ts'
import { absence } from '../cases/away.ts'
import { reassignCases } from '../cases/reassign.ts'
import type { OtherVerb } from '../cases/verb.ts'
import type { OpsDeps } from '../deps.ts'
import { holdCases } from '../directory/reassign.ts'
import { causeOf, DomainError } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'
import { type Cover, loadCover, tellCover, updateCover } from './cover.ts'
import { giveCases, returnCases } from './move.ts'

/** What is kept of the set-up goes by this row's version: it says who is away, and who covers. */
const anotherSetup = (tx: Tx) => tx.update(organisation).set({ id: sql`id` })

const set = (tx: Tx, { id }: Cover, values: Partial<typeof covers.$inferInsert>) =>
  tx.update(covers).set(values).where(eq(covers.id, id))

/** Only the person who was asked can answer, once. */
const asked = async (tx: Tx, id: string, by: { id: string }): Promise<Cover> => {
  const cover = await loadCover(tx, id, { lock: true })
  if (cover.coverId !== by.id) throw new DomainError('forbidden', ({ covers: say }) => say.notYours)
  if (cover.state !== 'waiting') throw new DomainError('conflict', ({ covers: say }) => say.answered)
  return cover
}

/** The cases go to the colleague in this moment, and who gave them counts as away until the date. */
export const acceptCover: OtherVerb = {
  run: async ({ db }, { subject, by, now }) => {
    const moved = await db.transaction(async (tx) => {
      await anotherSetup(tx)
      await holdCases(tx, { person: (await loadCover(tx, subject)).personId })
      const cover = await asked(tx, subject, by)
      const { personId, until } = cover
      await set(tx, cover, { state: 'accepted', answeredAt: now })
      await tx.update(people).set(absence(until, now)).where(eq(people.id, personId))
      const went = await giveCases(tx, cover, now)
      // Those that the colleague may not have go as in any absence
      await reassignCases(tx, now, { person: personId })
      await updateCover(tx, cover, now)
      await tellCover(tx, cover, { to: 'person', what: 'accepted', moved: went }, now)
      return went
    })
    return { notice: (words: StaffWords) => words.covers.yours(moved) }
  },
}

export const declineCover: OtherVerb = {
  run: async ({ db }, { subject, by, now }) => {
    await db.transaction(async (tx) => {
      const cover = await loadCover(tx, subject)
      if (cover.leave) await holdCases(tx, { person: cover.personId })
      await close(tx, await asked(tx, subject, by), 'declined', now)
    })
    return { notice: (words: StaffWords) => words.covers.declinedNotice }
  },
}

/** Nobody covers: a leave goes on, and who is on call has what falls due. */
const close = async (tx: Tx, cover: Cover, state: 'declined' | 'timed out', now: Date): Promise<void> => {
  await set(tx, cover, { state, answeredAt: now })
  if (cover.leave) await reassignCases(tx, now, { person: cover.personId })
  await updateCover(tx, cover, now)
  await tellCover(tx, cover, { to: 'person', what: state }, now)
}

const end = async (tx: Tx, cover: Cover, now: Date): Promise<void> => {
  const counts = await returnCases(tx, cover, now)
  await set(tx, cover, { state: 'ended', endedAt: now })
  for (const to of ['person', 'colleague'] as const)
    await tellCover(tx, cover, { to, what: 'ended', ...counts }, now)
}

/** Somebody is back: what was asked is withdrawn, and what a colleague has comes back. */
export const endCovers = (
  { db }: { db: Tx },
  { person, now }: { person: string; now: Date },
): Promise<void> =>
  db.transaction(async (tx) => {
    const open = await openCovers(sqlOf(tx), now, person)
    if (open.length > 0) await anotherSetup(tx)
    for (const { id } of open) {
      const cover = await loadCover(tx, id, { lock: true })
      if (cover.state === 'accepted') await end(tx, cover, now)
      if (cover.state !== 'waiting') continue
      await set(tx, cover, { state: 'withdrawn', answeredAt: now })
      await updateCover(tx, cover, now)
    }
  })

const openCovers = (client: Sql, now: Date, person: string | null = null) =>
  client<{ id: string }[]>`
    select id from covers where state in ('waiting', 'accepted') and (person_id = ${person}
      or ${person}::uuid is null and case state when 'waiting' then answer_by else until end <= ${now}) order by id`

/** Questions nobody answered, and covers whose date has come. One that fails holds up no other. */
export const sweepCovers = async (
  { db, log }: Pick<OpsDeps, 'db' | 'log'>,
  { now }: { now: Date },
): Promise<void> => {
  for (const { id } of await openCovers(db.$client, now))
    await db
      .transaction(async (tx) => {
        const { personId, leave, state: was } = await loadCover(tx, id)
        if (was === 'waiting' && leave) await holdCases(tx, { person: personId })
        const cover = await loadCover(tx, id, { lock: true })
        if (cover.state === 'waiting' && cover.answerBy <= now) await close(tx, cover, 'timed out', now)
        if (cover.state !== 'accepted' || cover.until > now) return
        await anotherSetup(tx)
        await end(tx, cover, now)
      })
      .catch((error) => log('cover.failed', { cover: id, error: causeOf(error) }))
}
