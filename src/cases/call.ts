import { sqlOf, type Tx } from '../../db/client.ts'
import type { ChatDestination } from '../../db/schema/index.ts'
import type { Card } from '../../integrations/chat.ts'
import type { OpsDeps } from '../deps.ts'
import { excludedFrom } from '../directory/excluded.ts'
import { loadMembers, managementChannel } from '../directory/members.ts'
import { placeBeside } from '../directory/nextInLine.ts'
import type { Telling } from '../jobs/deadlines/tell.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { Draw } from '../outbox/entry.ts'
import { platformOf, postOnce } from '../outbox/postOnce.ts'
import { type Case, loadCase } from './caseFile.ts'
import { lateText, lateTitle } from './deadlines/late.ts'
import type { NamedEvent } from './events.ts'
import { timeOf } from './labels.ts'

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

/** The same to management's channel, or to another of them where whoever it is about reads that: for 'management called'. */
export const callManagementTo = async (tx: Tx, call: Omit<Call, 'to' | 'timer'>): Promise<void> => {
  const sql = sqlOf(tx)
  const [found] = await sql<{ excluded: string[] }[]>`
    select array${sql.unsafe(excludedFrom('k'))} as excluded from cases k where k.id = ${call.caseId}`
  const to = placeBeside(await managementChannel(tx), await loadMembers(tx, []), found?.excluded ?? [])
  if (to) await callTo(tx, { ...call, to })
}

/** Draws such a message; dropped if what was late is done by then. */
export const call: Draw = async (deps, { id, payload, createdAt }) => {
  const to = payload.destination as ChatDestination
  if (payload.timer !== undefined && (await hasEnded(deps, Number(payload.timer))))
    return { drop: 'it is done by now' }
  const found = await loadCase(deps.db, String(payload.case))
  const event = await eventOf(deps, Number(payload.event))
  if (!event) return { drop: 'there is nothing to tell' }
  const card = drawCall(found, event, `${deps.publicUrl}/desk/c/${found.id}`)
  return postOnce(platformOf(deps, to), to, card, String(id), createdAt)
}

/** What is late or why management is called, whose it is, and where to look. Nothing the customer wrote. Pure. */
export const drawCall = (found: Case, { kind, at, text, data, by }: NamedEvent, url: string): Card => {
  const late = kind === 'reminded' ? data : undefined
  const wish = kind === 'somebody else asked'
  const title = `Case ${found.number}: ${late ? lateTitle(late) : wish ? 'the customer asks for somebody else' : 'management is called'}`
  const says = late
    ? lateText(found, late)
    : wish
      ? `The customer asks for somebody else. ${found.accountable} is accountable now.`
      : by
        ? `${by} calls management to this case.`
        : 'Management is called to this case.'
  const whose = late?.whose && late.whose !== found.accountable ? late.whose : undefined
  return {
    title,
    summary: `${title}. ${says}`.slice(0, 200),
    tone: 'bad',
    parts: [
      { kind: 'text', text: says },
      ...(text && !wish ? [{ kind: 'quote' as const, label: 'Why', text }] : []),
      {
        kind: 'facts',
        facts: [
          { label: 'Accountable', value: found.accountable },
          ...(whose ? [{ label: 'Waits for', value: whose }] : []),
          { label: 'Department', value: found.department },
          { label: 'State', value: found.state },
          { label: 'Severity', value: `${found.severity} (1 is worst)` },
          late
            ? { label: 'Due', value: timeOf(found, new Date(late.due)) }
            : { label: wish ? 'Asked' : 'Called', value: timeOf(found, at) },
        ],
      },
      { kind: 'link', label: 'Open the case', url },
    ],
    actions: [],
  }
}

const hasEnded = async ({ db }: OpsDeps, timer: number): Promise<boolean> =>
  (await db.$client`select from timers where id = ${timer} and ended_at is not null`).length > 0

const eventOf = async ({ db }: OpsDeps, id: number): Promise<NamedEvent | undefined> => {
  const [event] = await db.$client<NamedEvent[]>`
    select e.kind, e.at, e.text, e.data, p.name as by from case_events e left join people p on p.id = e.by where e.id = ${id}`
  return event
}
