import { and, eq, gt } from 'drizzle-orm'
import { sqlOf } from '../../db/client.ts'
import { dataRequests } from '../../db/schema/index.ts'
import { loadCase } from '../cases/caseFile.ts'
import { caseOfLink } from '../cases/caseLinks.ts'
import { unreachable } from '../cases/stopped.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { addLink } from '../invitations/plan.ts'
import { MAIL } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'

const HOUR = 3600_000
/** A second press within it sends no second mail. */
const REST_MS = 10 * 60_000
const A_DAY = 3
/** The link in the mail asks for a yes so long. */
const CONFIRM_MS = 24 * HOUR

export type DataWish = (typeof dataRequests.$inferSelect)['what']
/** `no address`, `unreachable`: nobody can confirm it by mail, and nothing was sent. */
export type DataAsked = 'sent' | 'no address' | 'unreachable'

/**
 * A customer asks, on their case's page, for a copy of their data or its erasure. Nothing is done: a mail goes to the
 * stored address, and its link asks for a yes. Also to who stopped all messages, since it is asked for. Throws `unknown`,
 * `expired`, `too many`.
 */
export const askForData = async (
  deps: EdgeDeps,
  { token, what, now }: { token: string; what: DataWish; now: Date },
): Promise<DataAsked> => {
  const found = await loadCase(deps.db, await caseOfLink(deps.db, token, now))
  const { customerId } = found
  if (!customerId || !found.email) return 'no address'
  if (await unreachable(deps, found.email)) return 'unreachable'
  await deps.db.transaction(async (tx) => {
    // Two presses at once are counted one after the other
    await sqlOf(tx)`select from customers where id = ${customerId} for no key update`
    const lately = await tx
      .select({ at: dataRequests.askedAt, what: dataRequests.what, confirmedAt: dataRequests.confirmedAt })
      .from(dataRequests)
      .where(
        and(
          eq(dataRequests.customerId, customerId),
          gt(dataRequests.askedAt, new Date(now.getTime() - 24 * HOUR)),
        ),
      )
    const rests = lately.some(
      (one) => one.what === what && !one.confirmedAt && one.at.getTime() > now.getTime() - REST_MS,
    )
    if (rests) return
    if (lately.length >= A_DAY)
      throw new DomainError('too many', `This was asked ${A_DAY} times in a day.`, 'day')
    const [made] = await tx
      .insert(dataRequests)
      .values({ customerId, caseId: found.id, what, askedAt: now })
      .returning({ id: dataRequests.id })
    const { id } = made!
    await addLink(deps, tx, 'data', id, new Date(now.getTime() + CONFIRM_MS))
    await enqueue(tx, {
      kind: 'data mail',
      destination: MAIL,
      lane: `mail:${found.id}`,
      onceKey: `data mail:${id}`,
      payload: { request: id },
      dueAt: now,
      now,
    })
  })
  deps.wake()
  return 'sent'
}
