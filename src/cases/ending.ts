import type { Tx } from '../../db/client.ts'
import { endCallBack } from './bookCallBack.ts'
import { withdrawProposals } from './propose.ts'

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

/** What an end takes along, within its transaction: what was asked of others, and a booked call. */
export const endRest = async (tx: Tx, caseId: string, now: Date): Promise<void> => {
  await endCallBack(tx, caseId)
  await withdrawProposals(tx, caseId, now)
}
