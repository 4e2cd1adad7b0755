import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db, Sql, Tx } from '../../db/client.ts'
import { departmentPeople, deskMessages, people } from '../../db/schema/index.ts'
import { type Card, ChatError, type MessageRef } from '../../integrations/chat.ts'
import { excludedFrom } from '../directory/excluded.ts'
import { causeOf, codeOf } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { notify } from './notify.ts'

export const WORKSPACE = 'desk'

/** `calls`: the people who are notified of it. */
export type DeskMessage = {
  id: string
  channel: string
  thread?: string
  card: Card
  calls: string[]
  postedAt: Date
}
/** Opaque to the product, as any platform's. */
export const refOf = ({
  channel,
  id,
  thread,
}: Pick<DeskMessage, 'channel' | 'id' | 'thread'>): MessageRef => ({
  platform: 'desk',
  workspace: WORKSPACE,
  channel,
  id,
  ...(thread && { thread }),
})
export type NewMessage = Omit<DeskMessage, 'id' | 'postedAt'> & { key: string }
/** The desk's messages and people. Throws ChatError where it knows that nothing was kept. */
export type DeskStore = ReturnType<typeof deskStore>

const MAX_THREAD = 500

type Row = Omit<DeskMessage, 'thread'> & { thread: string | null }
const messageOf = ({ thread, ...message }: Row): DeskMessage => ({ ...message, ...(thread && { thread }) })

/**
 * Keeps one message a key; the second time its card is replaced. The people it calls are notified in the same
 * transaction.
 */
export const saveMessage = (db: Db, { key, ...message }: NewMessage, now: Date): Promise<string> =>
  db.transaction(async (tx) => {
    const { thread } = message
    if (thread && !(isUuid(thread) && (await isThere(tx, thread))))
      throw new ChatError('gone', `the desk has no message ${thread}`)
    const calls = await notifiedBy(tx, message)
    const [made] = await tx
      .insert(deskMessages)
      .values({ ...message, key, calls, postedAt: now })
      .onConflictDoUpdate({ target: deskMessages.key, set: { card: message.card } })
      .returning({ id: deskMessages.id, first: sql<boolean>`xmax = 0` })
    if (made!.first) await notify(tx, calls, now)
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

/** A department's message that mentions nobody, such as its digest, is for its managers. */
const notifiedBy = async (tx: Tx, { channel, thread, calls }: Omit<NewMessage, 'key'>): Promise<string[]> => {
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
  // Always in the same order, since each is locked
  return found.map(({ id }) => id).sort()
}

/** The cases among these that are about this person, who must not see them. */
const casesAbout = async (sql: Sql, person: string, rows: Row[]): Promise<Set<string>> => {
  const cases = rows.flatMap(({ card }) => (card.about && isUuid(card.about) ? [card.about] : []))
  const found = await sql<{ id: string }[]>`
    select k.id from cases k
    where k.id = any(${cases}::uuid[]) and ${person} in ${sql.unsafe(excludedFrom('k'))}`
  return new Set(found.map(({ id }) => id))
}

export const deskStore = (db: Db) => {
  const { $client: sql } = db
  const columns = () => sql`id, channel, thread, card, calls, posted_at`
  const placesOf = (person: string) => sql`
    (select ${person}::text union select department_key from department_people where person_id = ${person}::uuid)`
  return {
    save: (message: NewMessage, now: Date): Promise<string> =>
      saveMessage(db, message, now).catch(asChatError),
    /** False: there is no such message. */
    update: async (id: string, card: Card): Promise<boolean> => {
      if (!isUuid(id)) return false
      const rows = await sql`
        update desk_messages set card = ${JSON.stringify(card)}::text::json where id = ${id} returning 1`.catch(
        asChatError,
      )
      return rows.length > 0
    },
    find: async (key: string): Promise<DeskMessage | undefined> => {
      const [row] = await sql<Row[]>`select ${columns()} from desk_messages where key = ${key}`
      return row && messageOf(row)
    },
    /** Whether messages can go there; undefined: there is no such department or person. */
    place: async (channel: string): Promise<'open' | 'closed' | undefined> => {
      const [row] = isUuid(channel)
        ? await sql<{ active: boolean }[]>`select active from people where id = ${channel}`
        : await sql<{ active: boolean }[]>`select true as active from departments where key = ${channel}`
      return row && (row.active ? 'open' : 'closed')
    },
    /** What was posted to this person's own place and to their departments, newest first, without threads. */
    feed: async (
      person: string,
      { before, limit }: { before?: Date; limit: number },
    ): Promise<DeskMessage[]> => {
      const feed: Row[] = []
      for (let end = before, more = true; more && feed.length < limit; ) {
        const rows = await sql<Row[]>`
          select ${columns()} from desk_messages
          where thread is null and channel in ${placesOf(person)}
            and (${end ?? null}::timestamptz is null or posted_at < ${end ?? null})
          order by posted_at desc, id limit ${limit}`
        const hidden = await casesAbout(sql, person, rows)
        feed.push(...rows.filter(({ card }) => !hidden.has(card.about ?? '')))
        more = rows.length === limit
        end = rows.at(-1)?.postedAt
      }
      return feed.slice(0, limit).map(messageOf)
    },
    /** A message of that feed with its thread, oldest first. */
    message: async (
      person: string,
      id: string,
    ): Promise<{ message: DeskMessage; thread: DeskMessage[] } | undefined> => {
      const [row] = isUuid(id)
        ? await sql<Row[]>`
            select ${columns()} from desk_messages where id = ${id} and channel in ${placesOf(person)}`
        : []
      if (!row) return undefined
      const thread = await sql<Row[]>`
        select ${columns()} from (
          select * from desk_messages where thread = ${id} order by posted_at desc, id desc limit ${MAX_THREAD}
        ) newest order by posted_at, id`
      return { message: messageOf(row), thread: thread.map(messageOf) }
    },
    personOf: (email: string) => personOf(sql, email),
  }
}

/** PostgreSQL's class 53 is too busy, 57P03 starting, 28 wrong credentials: certainly nothing was kept. */
const asChatError = (error: unknown): never => {
  const code = codeOf(error) ?? ''
  if (/^53|^57P03$/.test(code)) throw new ChatError('wait', causeOf(error))
  if (/^28/.test(code)) throw new ChatError('person', causeOf(error))
  throw error
}

/** A person by their own address: a customer's address or a brand's mailbox belongs to nobody of the organisation. */
const personOf = async (
  sql: Sql,
  email: string,
): Promise<{ id: string } | { refused: string } | undefined> => {
  const address = email.trim().toLowerCase()
  const [found] = await sql<
    { id: string | null; active: boolean | null; mailbox: boolean; customer: boolean }[]
  >`
    select p.id, p.active,
      exists (select from brands where lower(sender_address) = ${address} or lower(reply_to) = ${address}) as mailbox,
      exists (select from customers where email = ${address}) as customer
    from (select 1) one left join people p on p.email = ${address}`
  if (found?.id && found.active) return { id: found.id }
  const reason = found?.id
    ? 'is not in organisation.yaml any more'
    : found?.mailbox
      ? 'is a brand’s mailbox'
      : found?.customer
        ? 'is a customer’s address'
        : undefined
  return reason ? { refused: `${address} ${reason}` } : undefined
}
