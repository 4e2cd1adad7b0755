import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { callBacks, caseEvents } from '../../db/schema/index.ts'
import { mailCustomer } from './mailCustomer.ts'

/** The customer is reminded this long before, unless it was booked later than that. */
const NEAR = 2 * 3600_000

/** The mail before the call: an event that is told to nobody in chat, and dropped when it is rendered if the call was moved. */
export const remindOfCall = async (tx: Tx, caseId: string, callBack: string, at: Date, now: Date) => {
  const due = new Date(at.getTime() - NEAR)
  if (due <= now) return
  const [event] = await tx
    .insert(caseEvents)
    .values({ caseId, kind: 'call-back near', at: now, data: { callBack, at: at.toISOString() } })
    .returning({ id: caseEvents.id })
  await mailCustomer(tx, { id: caseId }, event!.id, now, { dueAt: due })
}

/** Within the transaction of a case that ends. */
export const endCallBack = (tx: Tx, caseId: string) =>
  tx
    .update(callBacks)
    .set({ state: 'cancelled' })
    .where(and(eq(callBacks.caseId, caseId), eq(callBacks.state, 'booked')))
    .returning({ id: callBacks.id, at: callBacks.at, phone: callBacks.phone })
