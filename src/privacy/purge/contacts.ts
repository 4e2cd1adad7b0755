import type { Sql } from '../../../db/client.ts'
import { ANSWERS } from '../answerRules.ts'
import { DECLARATION } from '../declaration.ts'
import { emptying } from '../emptied.ts'
import { counted, held, lockCustomers, nextOf, type Sweep } from './sweep.ts'

const CONTACTS = 250

const words = Object.entries(ANSWERS).flatMap(([key, rule]) => (rule === 'keep' ? [] : [key]))
/** A score alone is let be: writing it again would have its day counted again. */
const HAS_WORDS = `t.answers ?| '{${words.join(',')}}'::text[]`
const RESPONSES = `select r.id from invitations i join responses r on r.invitation_id = i.id where i.contact_id = any($1::uuid[])`

/** The rows of the contacts of `$1`. */
const WHERE: Record<string, string> = {
  contacts: 't.id = any($1::uuid[])',
  responses: `t.id in (${RESPONSES}) and ${HAS_WORDS}`,
  response_revisions: `t.response_id in (${RESPONSES}) and ${HAS_WORDS}`,
  // These are of several contacts: they go with the last
  matters: `t.id in (select c.matter_id from contacts c where c.id = any($1::uuid[]))
    and ((select true from contacts o where o.matter_id = t.id and o.purge is distinct from 'emptied' limit 1) is null)
    and ((select true from cases k where k.matter_id = t.id and k.purged_at is null limit 1) is null)`,
  customers: `t.id in (select c.customer_id from contacts c where c.id = any($1::uuid[]))
    and ((select true from matters m join contacts o on o.matter_id = m.id
      where m.customer_id = t.id and o.purge is distinct from 'emptied' limit 1) is null)
    and ((select true from cases k where k.customer_id = t.id and k.purged_at is null limit 1) is null)`,
}

const STATEMENTS = [
  `update contacts set purge = 'emptied' where id = any($1::uuid[])`,
  ...Object.entries(WHERE).map(([table, where]) => {
    const declared = DECLARATION.find((one) => one.table === table)
    const text = declared && emptying(declared, where)
    if (!text) throw new Error(`nothing says what of ${table} is personal`)
    return text
  }),
]

const ANSWERED = `(
  ((select true from invitations i join responses r on r.invitation_id = i.id where i.contact_id = c.id limit 1) is true)
  or ((select true from cases k where k.matter_id = c.matter_id limit 1) is true))`
const OF_CASE = `(
  ((select true from cases k where k.matter_id = c.matter_id and k.purged_at is null limit 1) is true)
  or ((select true from invitations i join responses r on r.invitation_id = i.id join cases k on k.response_id = r.id
    where i.contact_id = c.id and k.purged_at is null limit 1) is true))`
const UNANSWERED_DUE = `c.purge is null and c.ended_at < $1`
const ANSWERED_DUE = `c.purge = 'answered' and c.ended_at < $1 and not ${OF_CASE} and not ${held('c.customer_id')}`

type Found = { id: string; customerId: string | null; at: string }

/** Empties those of the contacts that are still due once their customers are locked. */
const empty = async (sql: Sql, before: Date, found: Found[], due: string): Promise<number> => {
  const customers = await lockCustomers(
    sql,
    found.map(({ customerId }) => customerId),
  )
  const rows = await sql.unsafe<{ id: string }[]>(
    `select c.id from contacts c where c.id = any($2::uuid[]) and (c.customer_id is null or c.customer_id = any($3::uuid[]))
       and ${due} for update skip locked`,
    [before, found.map(({ id }) => id), customers],
  )
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) for (const text of STATEMENTS) await sql.unsafe(text, [ids])
  return ids.length
}

const sweepOf = (
  name: string,
  period: Sweep['period'],
  listed: string,
  due: string,
  first?: (sql: Sql, ids: string[]) => Promise<unknown>,
): Sweep => ({
  name,
  period,
  count: (sql, { before }) => counted(sql, `select from contacts c where ${due}`, [before]),
  batch: (db, { before, from }) =>
    db.begin(async (tx) => {
      const sql = tx as unknown as Sql
      const found = await sql.unsafe<Found[]>(
        `select c.id, c.customer_id, c.ended_at::text as at from contacts c
         where ${listed} and c.ended_at >= $2::text::timestamptz order by c.ended_at limit ${CONTACTS}`,
        [before, from],
      )
      if (found.length === 0) return { gone: 0, next: undefined }
      await first?.(
        sql,
        found.map(({ id }) => id),
      )
      const gone = await empty(sql, before, found, due)
      return { gone, next: nextOf(found, CONTACTS, gone, from) }
    }),
})

/** Who the customer was, of contacts that nobody answered; the others are looked at again when their words are due. */
export const UNANSWERED_PURGED = sweepOf(
  'unanswered contacts',
  'addresses',
  UNANSWERED_DUE,
  `${UNANSWERED_DUE} and not ${ANSWERED} and not ${held('c.customer_id')}`,
  (sql, ids) =>
    sql.unsafe(
      `update contacts c set purge = 'answered' where c.id = any($1::uuid[]) and c.purge is null and ${ANSWERED}`,
      [ids],
    ),
)

/** What was answered, and by whom: once the words of its case have gone, if there was one. */
export const CONTACTS_PURGED = sweepOf('answered contacts', 'words', ANSWERED_DUE, ANSWERED_DUE)
