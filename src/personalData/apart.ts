import { sqlOf, type Tx } from '../../db/client.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { DECLARATION } from '../privacy/declaration.ts'
import { rowsOf } from '../privacy/reach.ts'
import { drawAgain } from './messages.ts'

const THEMES = rowsOf(DECLARATION.find(({ table }) => table === 'discoveries')!)!
/** A phrase that fewer people wrote than this could be somebody's own. */
const FEWEST = 5

/** What erasure does where a row is not the customer's alone. Gives how many rows were touched, by table. */
export const emptyApart = async (tx: Tx, customerId: string, now: Date): Promise<Record<string, number>> => {
  const found = [
    ['pictures', await releasePictures(tx, customerId, now)],
    ['discoveries', await leaveThemes(tx, customerId)],
    ['refusals', await maskRefusals(tx, customerId, now)],
  ] as const
  return Object.fromEntries(found.filter(([, count]) => count > 0))
}

/** As if they had never arrived: the sweep of those removes the bytes, then the rows. */
const releasePictures = async (tx: Tx, customerId: string, now: Date): Promise<number> => {
  const before = new Date(now.getTime() - 24 * 3600_000)
  const { count } = await sqlOf(tx)`
    update pictures set event_id = null, at = ${before}
    where case_id in (select id from cases where customer_id = ${customerId})`
  return count
}

/** Their answers leave the themes; a phrase goes where too few others wrote it. */
const leaveThemes = async (tx: Tx, customerId: string): Promise<number> => {
  const sql = sqlOf(tx)
  const mine = await sql<{ id: string }[]>`
    select r.id from matters m join contacts c on c.matter_id = m.id join invitations i on i.contact_id = c.id
      join responses r on r.invitation_id = i.id where m.customer_id = ${customerId}`
  const ids = mine.map(({ id }) => id)
  const { count } = await sql.unsafe(
    `update discoveries t set facts = left_of.facts || case when jsonb_array_length(left_of.facts -> 'answers') < ${FEWEST}
         then '{"phrase": "…"}'::jsonb else '{}' end,
       once_key = case when jsonb_array_length(left_of.facts -> 'answers') < ${FEWEST} then 'erased:' || t.id else once_key end
     from (
       select d.id, d.facts || jsonb_build_object('answers', (d.facts -> 'answers') - $2::text[], 'quotes', (d.facts -> 'quotes') - $2::text[]) as facts
       from discoveries d where d.kind = 'theme'
     ) left_of where left_of.id = t.id and ${THEMES}`,
    [customerId, ids],
  )
  return count
}

/** What mail servers said of these addresses, in the words of before the product left addresses out of them. */
const maskRefusals = async (tx: Tx, customerId: string, now: Date): Promise<number> => {
  const sql = sqlOf(tx)
  const [customer] = await sql<{ email: string | null; since: Date }[]>`
    select email, created_at as since from customers where id = ${customerId}`
  if (!customer?.email) return 0
  const { email, since } = customer
  const { count } = await sql`
    update mail_refusals set words = '' where position(${email} in lower(words)) > 0`
  const rested = await sql`
    update destinations set problem = 'erased', fault = null where position(${email} in lower(concat(problem, fault))) > 0`
  // A digest says which domains refuse our mail, and why
  const told = await sql<{ id: string; message: MessageRef | null }[]>`
    update digests g set digest = replace(g.digest::text, ${email}, '…')::jsonb from departments d
    where g.department_key = d.key and g.to >= ${since} and position(${email} in g.digest::text) > 0
    returning g.id, g.message`
  for (const { id, message } of told) if (message) await drawAgain(tx, { digest: id }, message, now)
  return count + rested.count + told.count
}
