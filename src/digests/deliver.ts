import { sqlOf, type Tx } from '../../db/client.ts'
import type { ChatDestination, Edition } from '../../db/schema/index.ts'
import { placeOf } from '../directory/accounts.ts'
import { chatDestination, MAIL } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { Plan } from './plans.ts'

type Made = { id: string; edition: Edition; date: string }
type Reader = { id: string; place: ChatDestination; chat: boolean }

/** Where a digest goes: the channel, and by mail to the managers who have no chat; or one person's own place. */
export const deliver = async (tx: Tx, { home, person }: Plan, made: Made, now: Date): Promise<void> => {
  const readers = await readersOf(tx, home.key, person)
  const [alone] = person ? readers : []
  const to = alone ? (alone.chat ? alone.place : undefined) : home.destination
  const key = `digest:${home.key}:${made.date}${made.edition === 'daily' ? '' : `:${made.edition}`}${person ? `:${person}` : ''}`
  const entry = (destination: string, payload: object, onceKey: string) =>
    enqueue(tx, {
      kind: 'digest',
      destination,
      onceKey,
      payload: { digest: made.id, department: home.key, date: made.date, ...payload },
      dueAt: now,
      now,
    })
  if (to) await entry(chatDestination(to), {}, key)
  for (const reader of readers.filter(({ chat }) => !chat))
    await entry(MAIL, { mail: reader.id }, `${key}:mail:${reader.id}`)
}

/** The person, or the managers of the department; `chat`: they have it, besides the desk. */
const readersOf = (tx: Tx, department: string, person: string | null): Promise<Reader[]> => {
  const sql = sqlOf(tx)
  return sql<Reader[]>`
    select p.id, ${sql.unsafe(placeOf('p'))} as place, exists (select from person_accounts a where a.person_id = p.id) as chat
    from people p where p.active and case when ${person}::uuid is null
      then exists (select from department_people m where m.person_id = p.id and m.department_key = ${department} and m.role = 'manager')
      else p.id = ${person}::uuid end
    order by p.id`
}
