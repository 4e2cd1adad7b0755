import { inArray } from 'drizzle-orm'
import type { ChatDestination } from '../../db/schema/index.ts'
import { people } from '../../db/schema/index.ts'
import type { Card } from '../../integrations/chat.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { untilOf } from '../cases/labels.ts'
import { languageAt } from '../directory/readers.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'
import type { Render } from '../outbox/entry.ts'
import { platformOf, postOnce } from '../outbox/postOnce.ts'
import { standing } from './card.ts'

const SHOWN = 10

/** Cases went to somebody without their asking, or back from them: one message of their own, about those still there. */
export const reassigned: Render = async (deps, { id, payload, createdAt }, now) => {
  const to = payload.destination as ChatDestination
  const ids = payload.cases as string[]
  const went = await deps.db.$client<{ id: string }[]>`
    select k.id from case_events e join cases k on k.id = e.case_id
    where e.kind = 'reassigned' and e.at = ${createdAt} and k.id = any(${ids}) and k.accountable_id::text = e.data ->> 'to'
    order by k.promise_due_at nulls last, k.number`
  const [from] = await deps.db
    .select({ name: people.name, awayUntil: people.awayUntil })
    .from(people)
    .where(inArray(people.id, [String(payload.from)]))
  if (went.length === 0 || !from) return { drop: 'they are with somebody else by now' }
  const words = staffWords(await languageAt(deps.db, to))
  if (payload.back) {
    const told = words.personal.reassigned.takenBack(from.name, went.length)
    return postOnce(platformOf(deps, to), to, renderTakenBack(told, words), String(id), createdAt)
  }
  const cases = await Promise.all(went.slice(0, SHOWN).map((one) => loadCase(deps.db, one.id)))
  const away = from.awayUntil && from.awayUntil > now ? from.awayUntil : null
  const card = renderReassigned(
    { from: from.name, away, cases, total: went.length, now },
    words,
    deps.publicUrl,
  )
  return postOnce(platformOf(deps, to), to, card, String(id), createdAt)
}

const renderTakenBack = (text: string, { language }: StaffWords): Card => ({
  title: '',
  summary: text,
  tone: 'plain',
  parts: [{ kind: 'text', text }],
  actions: [],
  language,
})

type Went = { from: string; away: Date | null; cases: Case[]; total: number; now: Date }

/** Nothing the customer wrote. Pure. */
const renderReassigned = (
  { from, away, cases, total, now }: Went,
  words: StaffWords,
  publicUrl: string,
): Card => {
  const { reassigned: say, cases: named } = words.personal
  const title = say.title(total, from)
  const why = away ? say.away(from, untilOf(cases[0]!, away, words)) : say.gone(from)
  const more = total - cases.length
  return {
    title,
    summary: title,
    tone: 'waiting',
    parts: [
      { kind: 'text', text: why },
      ...cases.flatMap((found) => [
        {
          kind: 'facts' as const,
          facts: [
            {
              label: named.title(found.number, found.severity, found.customerName ?? found.department),
              value: `${found.accountable} ${standing(found, words, now)}`,
            },
          ],
        },
        {
          kind: 'link' as const,
          label: words.call.open,
          url: `${publicUrl}/desk/c/${found.id}`,
          ...(found.message ? { message: found.message } : {}),
        },
      ]),
      ...(more > 0 ? [{ kind: 'note' as const, text: say.more(more) }] : []),
    ],
    actions: [],
    language: words.language,
  }
}
