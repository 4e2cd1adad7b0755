import { sqlOf, type Tx } from '../../db/client.ts'
import { mask } from '../care/mask.ts'
import { touches } from '../care/sensitive.ts'
import type { Discovery } from './discovery.ts'

/**
 * Customers' own words behind a theme, as chat may show them: numbers masked, and none that is sensitive or was marked as
 * abusive. `reader`: a person alone, who reads none of a case about themselves; without one a channel does, and reads none
 * of a case about anybody of us.
 */
export const readQuotes = async (
  tx: Tx,
  { kind, facts }: Discovery,
  { reader }: { reader?: string } = {},
): Promise<string[]> => {
  if (kind !== 'theme') return []
  const sql = sqlOf(tx)
  const rows = await sql<{ text: string }[]>`
    select concat_ws(E'\n', r.answers ->> 'words', r.answers ->> 'wish') as text
    from unnest(${facts.quotes}::uuid[]) with ordinality q(id, n) join responses r on r.id = q.id
      left join cases k on k.response_id = r.id
    where k.abusive_at is null and not exists (
      select from case_exclusions x where x.case_id = k.id and x.person_id = coalesce(${reader ?? null}::uuid, x.person_id))
    order by q.n`
  return rows
    .map(({ text }) => text.trim())
    .filter((text) => text && touches(text).length === 0)
    .map((text) => mask(text).text)
}
