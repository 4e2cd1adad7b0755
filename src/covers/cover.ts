import type { Tx } from '../../db/client.ts'
import { sqlOf } from '../../db/client.ts'
import type { ChatDestination, covers } from '../../db/schema/index.ts'
import { placeOf } from '../directory/accounts.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'

/** One person's cases that a colleague is asked to have, or has, with the names and places of both. */
export type Cover = typeof covers.$inferSelect & {
  person: string
  colleague: string
  personPlace: ChatDestination
  colleaguePlace: ChatDestination
  /** Of the person's first department: a date means its day. */
  timeZone: string
}

/** Locks the row where `lock`. Throws `unknown`. */
export const loadCover = async (tx: Tx, id: string, { lock = false } = {}): Promise<Cover> => {
  const sql = sqlOf(tx)
  const [found] = isUuid(id)
    ? await sql<Cover[]>`
        select v.*, p.name as person, c.name as colleague, ${sql.unsafe(placeOf('p'))} as person_place,
          ${sql.unsafe(placeOf('c'))} as colleague_place, coalesce((
            select d.time_zone from department_people m join departments d on d.key = m.department_key
            where m.person_id = p.id order by d.kind = 'management', m.position limit 1), 'UTC') as time_zone
        from covers v join people p on p.id = v.person_id join people c on c.id = v.cover_id
        where v.id = ${id} ${lock ? sql`for update of v` : sql``}`
    : []
  if (!found) throw new DomainError('unknown', ({ rights: say }) => say.unknown)
  return found
}

export type CoverNews = {
  /** Who reads it: the colleague or the person whose cases they are. */
  to: 'colleague' | 'person'
  what: 'asked' | 'accepted' | 'declined' | 'timed out' | 'ended'
  /** How many cases went, came back, and stayed. */
  moved?: number
  back?: number
  stay?: number
}

/** Has one of the two told, in their own place. */
export const tellCover = (tx: Tx, cover: Cover, news: CoverNews, now: Date): Promise<void> => {
  const place = news.to === 'person' ? cover.personPlace : cover.colleaguePlace
  return enqueue(tx, {
    kind: 'cover',
    destination: chatDestination(place),
    lane: `cover:${cover.id}:${news.to}`,
    onceKey: `cover:${cover.id}:${news.to}:${news.what}`,
    payload: { cover: cover.id, ...news },
    dueAt: now,
    now,
  })
}

/** The card that asks is rendered again, without its buttons. */
export const updateCover = async (tx: Tx, { id, message }: Cover, now: Date): Promise<void> => {
  if (!message) return
  await enqueue(tx, {
    kind: 'card',
    destination: chatDestination(message),
    lane: `cover:${id}:colleague`,
    onceKey: `card:cover:${id}`,
    payload: { cover: id },
    dueAt: now,
    now,
  })
}
