import { sqlOf, type Tx } from '../../db/client.ts'
import type { Left } from '../../db/schema/index.ts'
import { DECLARATION } from '../privacy/declaration.ts'
import { rowsOf } from '../privacy/reach.ts'

const OUTBOX = rowsOf(DECLARATION.find(({ table }) => table === 'outbox')!)!

/** What an erasure can't reach: it left the product, and nobody can take it back from here. */
export const leftOf = async (tx: Tx, customerId: string): Promise<Left> => {
  const sql = sqlOf(tx)
  const [sent] = await sql.unsafe<[{ mails: number; webhooks: string[] | null }]>(
    `select count(*) filter (where t.kind in ('invitation', 'reminder', 'case mail', 'data mail'))::int as mails,
       array_agg(distinct t.payload ->> 'endpoint') filter (where t.kind = 'webhook') as webhooks
     from outbox t where ${OUTBOX} and t.state in ('sent', 'uncertain')`,
    [customerId],
  )
  const partners = await sql<{ key: string }[]>`
    select distinct p.to_partner as key from cases k join proposals p on p.case_id = k.id
    where k.customer_id = ${customerId} and p.to_partner is not null order by 1`
  const threads = await sql<Left['threads']>`
    select k.number as case, k.message ->> 'platform' as platform from cases k
    where k.customer_id = ${customerId} and k.message ->> 'platform' <> 'desk'
      and not exists (select from posts where case_id = k.id)
      and (select count(*) from case_events where case_id = k.id) > 2
    order by 1`
  return {
    mails: sent.mails,
    webhooks: sent.webhooks ?? [],
    partners: partners.map(({ key }) => key),
    threads: [...threads],
  }
}
