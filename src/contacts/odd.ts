import type { Db } from '../../db/client.ts'
import { sqlOf, type Tx } from '../../db/client.ts'
import type { oddContacts } from '../../db/schema/index.ts'

type OddKind = (typeof oddContacts.$inferSelect)['kind']
type NewOdd = {
  source: string
  kind: OddKind
  detail: string
  externalId?: string
  value?: string
  contactId?: string
}

const LONGEST = 200
const KEPT_DAYS = 30
const PAGE = 50

const short = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .slice(0, LONGEST)
    .toWellFormed()

/** Keeps what could not be read of another system, counted where it comes again. */
export const noteOdd = async (tx: Tx, odd: NewOdd[], now: Date): Promise<void> => {
  const sql = sqlOf(tx)
  for (const { source, kind, detail, externalId = '', value, contactId } of odd)
    await sql`
      insert into odd_contacts (source, kind, external_id, detail, value, contact_id, first_at, last_at)
      values (${source}, ${kind}, ${externalId}, ${short(detail)}, ${value === undefined ? null : short(value)},
        ${contactId ?? null}, ${now}, ${now})
      on conflict (source, kind, external_id, detail) do update
      set times = odd_contacts.times + 1, last_at = excluded.last_at, value = excluded.value,
        contact_id = coalesce(excluded.contact_id, odd_contacts.contact_id)`
}

export type OddRow = Omit<typeof oddContacts.$inferSelect, 'contactId' | 'firstAt'>
export type OddPage = { total: number; pages: number; rows: OddRow[] }

/** A page of what could not be read, the latest first. */
export const listOdd = async ({ db }: { db: Db }, { page = 1 }: { page?: number }): Promise<OddPage> => {
  const sql = db.$client
  const [count] = await sql<[{ total: number }]>`select count(*)::int as total from odd_contacts`
  const rows = await sql<OddRow[]>`
    select id::int, source, kind, external_id, detail, value, times, last_at from odd_contacts
    order by last_at desc, id desc limit ${PAGE} offset ${(page - 1) * PAGE}`
  return { total: count.total, pages: Math.max(1, Math.ceil(count.total / PAGE)), rows }
}

/** What was not seen for 30 days is forgotten: it holds words of customers. */
export const sweepOdd = ({ db }: { db: Db }, { now }: { now: Date }) =>
  db.$client`delete from odd_contacts where last_at < ${new Date(now.getTime() - KEPT_DAYS * 24 * 3600_000)}`
