import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db, Sql, Tx } from '../../db/client.ts'
import { departmentPeople, deskMessages, people } from '../../db/schema/index.ts'
import { ChatError } from '../../integrations/chat.ts'
import type { DeskMessage, DeskStore, NewMessage } from '../../integrations/desk/store.ts'
import { aboutOf } from '../cases/about.ts'
import { isUuid } from '../ids.ts'
import { callPeople } from './call.ts'

const THREAD = 500

type Row = Omit<DeskMessage, 'thread'> & { thread: string | null }
const shown = ({ thread, ...message }: Row): DeskMessage => ({ ...message, ...(thread && { thread }) })

/** Keeps a message once a key; said again, the newer card stands. In the same transaction those it calls get a mail, unless one is on its way. */
export const saveMessage = (db: Db, { key, ...message }: NewMessage, now: Date): Promise<string> =>
  db.transaction(async (tx) => {
    const { thread } = message
    if (thread && !(isUuid(thread) && (await isThere(tx, thread))))
      throw new ChatError('gone', `the desk has no message ${thread}`)
    const calls = await calledBy(tx, message)
    const [made] = await tx
      .insert(deskMessages)
      .values({ ...message, key, calls, postedAt: now })
      .onConflictDoUpdate({ target: deskMessages.key, set: { card: message.card } })
      .returning({ id: deskMessages.id, first: sql<boolean>`xmax = 0` })
    if (made!.first) await callPeople(tx, calls, now)
    return made!.id
  })

const isThere = async (tx: Tx, id: string): Promise<boolean> =>
  (
    await tx
      .select({ id: deskMessages.id })
      .from(deskMessages)
      .where(eq(deskMessages.id, id))
      .for('key share')
  ).length > 0

/** A department's message that names nobody, such as its digest, is for its managers. */
const calledBy = async (tx: Tx, { channel, thread, calls }: Omit<NewMessage, 'key'>): Promise<string[]> => {
  const own = isUuid(channel) && !thread ? [channel] : []
  const named = [...own, ...calls.filter(isUuid)]
  const found =
    named.length > 0
      ? await tx
          .select({ id: people.id })
          .from(people)
          .where(and(inArray(people.id, named), people.active))
      : thread
        ? []
        : await tx
            .select({ id: people.id })
            .from(departmentPeople)
            .innerJoin(people, and(eq(people.id, departmentPeople.personId), people.active))
            .where(and(eq(departmentPeople.departmentKey, channel), eq(departmentPeople.role, 'manager')))
  // Always locked in the same order
  return found.map(({ id }) => id).sort()
}

/** Cases among these that are about this person, who does not see them. */
const aboutThem = async (sql: Sql, person: string, rows: Row[]): Promise<Set<string>> => {
  const told = rows.flatMap(({ card }) => (card.about && isUuid(card.about) ? [card.about] : []))
  const found = await sql<{ id: string }[]>`
    select k.id from cases k join contacts c on c.id = k.contact_id join people p on p.id = ${person}
    where k.id = any(${told}::uuid[]) and p.id = any(${aboutOf(sql)})`
  return new Set(found.map(({ id }) => id))
}

export const messagesOf = ({
  $client: sql,
}: Db): Pick<DeskStore, 'update' | 'find' | 'place' | 'feed' | 'message'> => {
  const columns = () => sql`id, channel, thread, card, calls, posted_at`
  const placesOf = (person: string) => sql`
    (select ${person}::text union select department_key from department_people where person_id = ${person}::uuid)`
  return {
    update: async (id, card) => {
      const rows = isUuid(id)
        ? await sql`update desk_messages set card = ${JSON.stringify(card)}::text::json where id = ${id} returning 1`
        : []
      return rows.length > 0
    },
    find: async (key) => {
      const [row] = await sql<Row[]>`select ${columns()} from desk_messages where key = ${key}`
      return row && shown(row)
    },
    place: async (channel) => {
      const [row] = isUuid(channel)
        ? await sql<{ active: boolean }[]>`select active from people where id = ${channel}`
        : await sql<{ active: boolean }[]>`select true as active from departments where key = ${channel}`
      return row && (row.active ? 'open' : 'closed')
    },
    feed: async (person, { before, limit }) => {
      const feed: Row[] = []
      for (let end = before, more = true; more && feed.length < limit; ) {
        const rows = await sql<Row[]>`
          select ${columns()} from desk_messages
          where thread is null and channel in ${placesOf(person)}
            and (${end ?? null}::timestamptz is null or posted_at < ${end ?? null})
          order by posted_at desc, id limit ${limit}`
        const theirs = await aboutThem(sql, person, rows)
        feed.push(...rows.filter(({ card }) => !theirs.has(card.about ?? '')))
        more = rows.length === limit
        end = rows.at(-1)?.postedAt
      }
      return feed.slice(0, limit).map(shown)
    },
    message: async (person, id) => {
      const [row] = isUuid(id)
        ? await sql<Row[]>`
            select ${columns()} from desk_messages where id = ${id} and channel in ${placesOf(person)}`
        : []
      if (!row) return undefined
      const thread = await sql<Row[]>`
        select ${columns()} from (
          select * from desk_messages where thread = ${id} order by posted_at desc, id desc limit ${THREAD}
        ) newest order by posted_at, id`
      return { message: shown(row), thread: thread.map(shown) }
    },
  }
}
