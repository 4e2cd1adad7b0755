import { and, eq, isNull } from 'drizzle-orm'
import { kudos } from '../../db/schema/index.ts'
import type { Actor } from '../cases/rights.ts'
import type { OtherVerb } from '../cases/verb.ts'
import { reachOf } from '../complaints/staffContact.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type LoadedKudos, loadKudos, thanked } from '../kudos/load.ts'
import { chatDestination, MAIL } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'

/** Passes the thanks on, once: a mail to whom they are for, where an address is known, and the card says who did it. */
export const passOnThanks: OtherVerb = {
  run: async (deps, { subject, by, now }) => {
    const { db } = deps
    const found = await loadKudos(db, subject)
    await mayPass(deps, found, by)
    const to = await thanked(db, found)
    if (to?.email.toLowerCase() === by.email.toLowerCase())
      throw new DomainError('conflict', ({ kudos }) => kudos.yours)
    const passed = await db.transaction(async (tx) => {
      const rows = await tx
        .update(kudos)
        .set({ passedBy: by.id, passedAt: now })
        .where(and(eq(kudos.responseId, found.id), isNull(kudos.passedBy)))
        .returning({ id: kudos.responseId })
      if (rows.length === 0) return false
      const entry = { payload: { kudos: found.id }, dueAt: now, now }
      if (to)
        await enqueue(tx, { ...entry, kind: 'thanks', destination: MAIL, onceKey: `thanks:${found.id}` })
      await enqueue(tx, {
        ...entry,
        kind: 'card',
        destination: chatDestination(found.message ?? found.destination),
        lane: `kudos:${found.id}`,
        onceKey: `card:kudos:${found.id}`,
      })
      return true
    })
    if (!passed) {
      const { passedBy } = await loadKudos(db, subject)
      throw new DomainError('conflict', ({ kudos }) => kudos.passedAlready(passedBy))
    }
    return { notice: ({ kudos: say }) => (to ? say.mailed(to.name) : say.tellThem) }
  },
}

const mayPass = async ({ db }: EdgeDeps, { departmentKey, department }: LoadedKudos, by: Actor) => {
  if (!(await reachOf(db, by)).includes(departmentKey))
    throw new DomainError('forbidden', ({ kudos }) => kudos.notYours(department))
}
