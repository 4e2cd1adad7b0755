import { and, eq } from 'drizzle-orm'
import { type CaseState, suppressions } from '../../db/schema/index.ts'
import { endCallBack } from '../cases/bookedCall.ts'
import { loadCase } from '../cases/caseFile.ts'
import { caseOfLink } from '../cases/caseLinks.ts'
import { mayAdd } from '../cases/limits.ts'
import { withdrawProposals } from '../cases/proposals.ts'
import { ENDS, isOpen, OPEN_STATES } from '../cases/states.ts'
import { addressesOf, isStopped } from '../cases/stopped.ts'
import type { EdgeDeps } from '../deps.ts'
import { type ByLink, changeByCustomer } from './changeByCustomer.ts'

const ALL: CaseState[] = [...OPEN_STATES, 'confirmed', ...ENDS]

/**
 * Nothing more is sent to this customer, of this case or any other; an open case ends as contact declined. What waits
 * to be sent is dropped when its turn comes. Throws `unknown`, `expired`.
 */
export const stop = (deps: EdgeDeps, by: ByLink): Promise<boolean> =>
  changeByCustomer(deps, by, async (found) => {
    const open = isOpen(found.state)
    if (!open && (await isStopped(deps, found))) return undefined
    return {
      from: open ? OPEN_STATES : ALL,
      ...(open && { set: { state: 'contact declined' as const, endedAt: by.now, ...ENDED } }),
      event: { kind: 'stopped' },
      also: async ({ tx }) => {
        for (const address of addressesOf(found))
          await tx
            .insert(suppressions)
            .values({ address, scope: 'all', reason: 'unsubscribed', createdAt: by.now })
            .onConflictDoNothing()
        if (!open) return
        await endCallBack(tx, found.id)
        await withdrawProposals(tx, found.id, by.now)
      },
    }
  })

const ENDED = {
  endReason: 'the customer stopped all messages',
  promise: null,
  promiseDueAt: null,
  waitingSince: null,
  askReminderAt: null,
  silentAt: null,
}

/** We may write again. A case that ended stays ended; an address that can't be reached stays suppressed. */
export const allowAgain = async (deps: EdgeDeps, { token, now }: ByLink): Promise<void> => {
  const found = await loadCase(deps.db, await caseOfLink(deps.db, token, now))
  await mayAdd(deps.db, found.id, 'undos', now)
  for (const address of addressesOf(found))
    await deps.db
      .delete(suppressions)
      .where(
        and(
          eq(suppressions.address, address),
          eq(suppressions.scope, 'all'),
          eq(suppressions.reason, 'unsubscribed'),
        ),
      )
}
