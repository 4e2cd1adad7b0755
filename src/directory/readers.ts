import type { Db } from '../../db/client.ts'
import type { Destination } from '../../integrations/chat.ts'

/**
 * What is read at a place: a person's own language in what goes to them alone, a department's in its channel. `key`:
 * the department it is about, where several share a channel. English at a place that nobody has.
 */
export const languageAt = async (
  { $client: sql }: Db,
  { platform, workspace, channel, place = channel }: Destination & { place?: string },
  key?: string,
): Promise<string> => {
  const at = JSON.stringify({ platform, workspace, channel: place })
  const [found] = await sql<{ language: string }[]>`
    select language from (
      select p.language, 0 as rank, '' as key from people p join person_accounts a on a.person_id = p.id
      where a.platform = ${platform} and a.workspace = ${workspace} and a.user_id = ${place}
      union all
      select p.language, 0, '' from people p where ${platform} = 'desk' and p.id::text = ${place}
      union all
      select d.language, case when d.key = ${key ?? null} then 1 when d.active then 2 else 3 end, d.key
      from departments d where d.destination @> ${at}::jsonb
    ) one order by rank, key limit 1`
  return found?.language ?? 'en'
}

/** The organisation's: of somebody who is not known here. */
export const languageOfAll = async ({ $client: sql }: Db): Promise<string> => {
  const [found] = await sql<{ language: string }[]>`
    select language from departments where active order by kind = 'management' desc, key limit 1`
  return found?.language ?? 'en'
}

/** In a select over cases as `k`: the language of the one person who reads its message; null where a channel does. */
export const languageAlone = (k: string) => `(
  select r.language from people r where ${k}.destination is not null and (
    r.id::text = ${k}.destination ->> 'channel' or exists (
      select from person_accounts a where a.person_id = r.id and a.platform = ${k}.destination ->> 'platform'
        and a.workspace = ${k}.destination ->> 'workspace' and a.user_id = ${k}.destination ->> 'channel')) limit 1)`
