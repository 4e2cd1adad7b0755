import { sqlOf, type Tx } from '../../db/client.ts'
import type { ChatDestination } from '../../db/schema/index.ts'
import { excludedFrom } from '../directory/excluded.ts'
import { loadMembers, managementChannel } from '../directory/members.ts'
import { placeBeside } from '../directory/nextInLine.ts'
import type { Telling } from '../jobs/deadlines/tell.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'

export type Call = {
  caseId: string
  /** 'reminded', 'management called' or 'somebody else asked'. */
  event: number
  to: ChatDestination
  /** Not sent any more once this timer has ended. */
  timer?: number
  now: Date
}

/** A short message of its own about an event of a case, wherever the case's message is. */
export const callOf = ({ caseId, event, to, timer }: Omit<Call, 'now'>): Telling & { kind: 'call' } => ({
  kind: 'call',
  destination: chatDestination(to),
  onceKey: `call:${event}:${chatDestination(to)}`,
  payload: { case: caseId, event, destination: to, ...(timer === undefined ? {} : { timer }) },
})

/** Has somebody told by it. */
export const callTo = (tx: Tx, { now, ...call }: Call): Promise<void> =>
  enqueue(tx, { ...callOf(call), dueAt: now, now })

/** The same to management's channel, or to another of them where the person complained about reads that: for 'management called'. */
export const callManagementTo = async (tx: Tx, call: Omit<Call, 'to' | 'timer'>): Promise<void> => {
  const sql = sqlOf(tx)
  const [found] = await sql<{ excluded: string[] }[]>`
    select array${sql.unsafe(excludedFrom('k'))} as excluded from cases k where k.id = ${call.caseId}`
  const to = placeBeside(await managementChannel(tx), await loadMembers(tx, []), found?.excluded ?? [])
  if (to) await callTo(tx, { ...call, to })
}
