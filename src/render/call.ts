import type { ChatDestination } from '../../db/schema/index.ts'
import type { Card } from '../../integrations/chat.ts'
import { type Case, loadCase } from '../cases/caseFile.ts'
import { lateText, lateTitle } from '../cases/deadlines/late.ts'
import type { NamedEvent } from '../cases/events.ts'
import { timeOf } from '../cases/labels.ts'
import type { OpsDeps } from '../deps.ts'
import type { Draw } from '../outbox/entry.ts'
import { platformOf, postOnce } from '../outbox/postOnce.ts'

/** A short message of its own about an event of a case; dropped if what was late is done by then. */
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
