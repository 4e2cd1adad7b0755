import type { Card } from '../../integrations/chat.ts'
import { timeOf } from '../cases/wording.ts'
import type { Deps } from '../deps.ts'
import { saveMessage } from './messages.ts'

const AT_ONCE = 100

/**
 * A case is posted to its department's channel, where who has no chat doesn't see it. If such a person is accountable
 * and it is not taken, their own place on the desk tells them, once, and so does a mail.
 */
export const callOnCall = async ({ db }: Pick<Deps, 'db'>, { now }: { now: Date }): Promise<void> => {
  const found = await db.$client<
    {
      id: string
      key: string
      person: string
      number: number
      department: string
      timeZone: string
      takeDueAt: Date
    }[]
  >`
    select k.id, 'case:' || k.id || ':' || p.id as key, p.id as person, k.number, d.name as department, d.time_zone,
      k.take_due_at
    from cases k join people p on p.id = k.accountable_id join departments d on d.key = k.department_key
    where k.state = 'open' and p.active and p.slack_user is null and p.teams_user is null
      and coalesce(k.destination, d.destination)->>'platform' <> 'desk'
      and not exists (select from desk_messages m where m.key = 'case:' || k.id || ':' || p.id)
    order by k.take_due_at limit ${AT_ONCE}`
  for (const { key, person, ...one } of found)
    await saveMessage(db, { key, channel: person, card: draw(one), calls: [person] }, now)
}

type One = { id: string; number: number; department: string; timeZone: string; takeDueAt: Date }

const draw = ({ id, number, department, takeDueAt, ...at }: One): Card => {
  const text = `You are accountable for case ${number} of ${department}. Take it by ${timeOf(at, takeDueAt)}.`
  return {
    title: `Case ${number} is yours to take`,
    summary: text,
    tone: 'bad',
    parts: [{ kind: 'text', text }],
    actions: [{ verb: 'take', label: 'Take it', style: 'primary', opens: 'nothing' }],
    subject: id,
    about: id,
  }
}
