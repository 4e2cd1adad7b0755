import type { Card } from '../../integrations/chat.ts'
import { timeOf } from '../cases/labels.ts'
import type { Deps } from '../deps.ts'
import { staffWords } from '../locales/staff.ts'
import { saveMessage } from './store.ts'

const MAX_ROWS = 100

/**
 * People without chat do not see a case that is posted to their department's channel. While such a person is
 * accountable for a case that nobody took, a message on the desk tells them so, once, and a mail with it. One of
 * an incident's cases is told, and each of the worst.
 */
export const callOnCall = async ({ db }: Pick<Deps, 'db'>, { now }: { now: Date }): Promise<void> => {
  const found = await db.$client<(Untaken & { key: string; person: string })[]>`
    select * from (select distinct on (p.id, coalesce(n.incident_id, k.id)) k.id, 'case:' || k.id || ':' || p.id as key, p.id as person, k.number, d.name as department, d.time_zone,
      k.take_due_at, p.language
    from cases k join people p on p.id = k.accountable_id join departments d on d.key = k.department_key
      left join incident_cases n on n.case_id = k.id and k.severity > 1
    where k.state = 'open' and p.active and not exists (select from person_accounts a where a.person_id = p.id)
      and coalesce(k.destination, d.destination)->>'platform' <> 'desk'
      and not exists (select from desk_messages m where m.key = 'case:' || k.id || ':' || p.id)
      and not exists (select from incident_cases o join desk_messages m on m.key = 'case:' || o.case_id || ':' || p.id
        where o.incident_id = n.incident_id)
    order by p.id, coalesce(n.incident_id, k.id), k.take_due_at) untaken order by take_due_at limit ${MAX_ROWS}`
  for (const { key, person, ...one } of found)
    await saveMessage(db, { key, channel: person, card: cardOf(one), calls: [person] }, now)
}

type Untaken = {
  id: string
  language: string
  number: number
  department: string
  timeZone: string
  takeDueAt: Date
}

const cardOf = ({ id, language, number, department, takeDueAt, ...at }: Untaken): Card => {
  const words = staffWords(language)
  const say = words.card.yours
  const text = say.text(number, department, timeOf(at, takeDueAt, words))
  return {
    title: say.title(number),
    summary: text,
    tone: 'bad',
    parts: [{ kind: 'text', text }],
    actions: [{ verb: 'take', label: words.moves.take, style: 'primary', opens: 'nothing' }],
    subject: id,
    about: id,
    language: words.language,
  }
}
