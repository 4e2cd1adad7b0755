import type { Tx } from '../../db/client.ts'
import { caseEvents } from '../../db/schema/index.ts'
import { endCallBack } from './bookedCall.ts'
import { mailCustomer } from './mailCustomer.ts'
import { withdrawProposals } from './proposals.ts'

/** What every end sets: nothing is owed any more, and nobody waits for an answer. */
export const ended = (now: Date, reason: string) => ({
  endedAt: now,
  endReason: reason,
  promise: null,
  promiseDueAt: null,
  waitingSince: null,
  askReminderAt: null,
  silentAt: null,
})

/**
 * What an end takes along, within its transaction: what was asked of others, and a booked call, which the customer is
 * told about. So does the customer's yes, since no deadline runs after it. `told`: they were told about the call already.
 */
export const endRest = async (tx: Tx, caseId: string, now: Date, told = false): Promise<void> => {
  await withdrawProposals(tx, caseId, now)
  const [call] = await endCallBack(tx, caseId)
  if (!call) return
  const data = { callBack: call.id, at: call.at.toISOString(), phone: call.phone, withCase: true }
  const [event] = await tx
    .insert(caseEvents)
    .values({ caseId, kind: 'call-back cancelled', at: now, data })
    .returning({ id: caseEvents.id })
  if (!told) await mailCustomer(tx, { id: caseId }, event!.id, now)
}
