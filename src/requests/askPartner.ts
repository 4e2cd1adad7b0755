import { proposals } from '../../db/schema/index.ts'
import type { Case } from '../cases/case.ts'
import type { Change } from '../cases/change.ts'
import { mailPartner } from '../cases/proposals.ts'
import type { Deps } from '../deps.ts'
import { addLink } from '../invitations/plan.ts'

/** A partner's link is good for a week after the date they work to. */
const WEEK = 7 * 24 * 3600_000
export const partnerLinkEnds = (due: Date): Date => new Date(due.getTime() + WEEK)

type Asking = Pick<typeof proposals.$inferInsert, 'kind' | 'by' | 'words' | 'toPartner'> & {
  id: string
  deedDueAt: Date
}

/** Asks a partner by mail, within the change that asks: a link of their own to this one request. */
export const askPartner = async (
  deps: Pick<Deps, 'tokenKey'>,
  { tx, now, touch }: Change,
  found: Pick<Case, 'id' | 'destination'>,
  asking: Asking,
): Promise<void> => {
  const { destination } = found
  await tx.insert(proposals).values({ ...asking, caseId: found.id, createdAt: now, destination })
  await addLink(deps, tx, 'partner', asking.id, partnerLinkEnds(asking.deedDueAt))
  await mailPartner(tx, asking.id, 'asked', now)
  touch(found.id)
}
