import type { ChatDestination } from '../../db/schema/index.ts'
import type { Card } from '../../integrations/chat.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { lateText } from '../cases/deadlines/late.ts'
import type { Called } from '../cases/eventFacts.ts'
import type { NamedEvent } from '../cases/events.ts'
import { becauseOf, timeOf } from '../cases/labels.ts'
import type { OpsDeps } from '../deps.ts'
import { languageAt } from '../directory/readers.ts'
import { incident } from '../incidents/announce.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'
import type { Render } from '../outbox/entry.ts'
import { platformOf, postOnce } from '../outbox/postOnce.ts'
import { snoozeOf } from './reply.ts'
import { anonymousAnswer, renderSevereNotice } from './severeNotice.ts'

/** A short message of its own about an event of a case; dropped if what was late is done by then. */
export const call: Render = async (deps, entry, now) => {
  const { id, payload, createdAt } = entry
  if (payload.incident) return incident(deps, entry, now)
  const to = payload.destination as ChatDestination
  if (payload.timer !== undefined && (await hasEnded(deps, Number(payload.timer))))
    return { drop: 'it is done by now' }
  if (payload.response) {
    const said = await anonymousAnswer(deps, String(payload.response))
    if (!said) return { drop: 'there is nothing to tell' }
    const words = staffWords(await languageAt(deps.db, to, said.departmentKey))
    const card = renderSevereNotice(said, payload.called as Called, words)
    return postOnce(platformOf(deps, to), to, card, String(id), createdAt)
  }
  const found = await loadCase(deps.db, String(payload.case))
  const event = await eventOf(deps, Number(payload.event))
  if (!event) return { drop: 'there is nothing to tell' }
  const words = staffWords(await languageAt(deps.db, to, found.departmentKey))
  const card = renderCall(found, event, `${deps.publicUrl}/desk/c/${found.id}`, words)
  return postOnce(platformOf(deps, to), to, card, String(id), createdAt)
}

/** What is late or why management is called, whose it is, and where to look. Nothing the customer wrote. Pure. */
export const renderCall = (found: Case, event: NamedEvent, url: string, words: StaffWords): Card => {
  const { kind, at, text, data, by } = event
  const { call: say, labels } = words
  const because = kind === 'management called' ? becauseOf(data, words) : undefined
  const late = kind === 'reminded' ? data : undefined
  const wish = kind === 'somebody else asked'
  const what = late
    ? say.late[late.decision ? 'decision' : late.timer]
    : wish
      ? say.asksForAnother
      : say.managementCalled
  const title = say.title(found.number, what)
  const says = late
    ? lateText(found, late, words)
    : wish
      ? say.anotherAsked(found.accountable)
      : say.management(by)
  const whose = late?.whose && late.whose !== found.accountable ? late.whose : undefined
  return {
    title,
    summary: `${title}. ${says}`.slice(0, 200),
    tone: 'bad',
    parts: [
      // First what makes somebody read on
      ...(text && !wish ? [{ kind: 'quote' as const, label: labels.why, text }] : []),
      { kind: 'text', text: because ? `${says} ${because}` : says },
      {
        kind: 'facts',
        facts: [
          { label: say.accountable, value: found.accountable },
          ...(whose ? [{ label: say.waitsFor, value: whose }] : []),
          { label: labels.department, value: found.department },
          { label: say.state, value: labels.state(found.state) },
          { label: labels.severity, value: labels.worst(found.severity) },
          late
            ? { label: say.due, value: timeOf(found, new Date(late.due), words) }
            : { label: wish ? say.asked : say.called, value: timeOf(found, at, words) },
        ],
      },
      { kind: 'link', label: say.open, url },
    ],
    ...snoozeOf(found, event, words),
    language: words.language,
  }
}

const hasEnded = async ({ db }: OpsDeps, timer: number): Promise<boolean> =>
  (await db.$client`select from timers where id = ${timer} and ended_at is not null`).length > 0

const eventOf = async ({ db }: OpsDeps, id: number): Promise<NamedEvent | undefined> => {
  const [event] = await db.$client<NamedEvent[]>`
    select e.kind, e.at, e.text, e.data, p.name as by from case_events e left join people p on p.id = e.by where e.id = ${id}`
  return event
}
