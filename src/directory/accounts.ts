import type { Db } from '../../db/client.ts'
import type { ChatPerson } from '../../integrations/chat.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import type { Held } from './rights.ts'
import { heldBy } from './roles.ts'

/** A person who acts. Rights go by the accounts that were stored when the set-up was applied. */
export type Actor = {
  id: string
  name: string
  email: string
  /** Their roles, where they were read along with them. */
  held?: Held[]
}

/** As one platform knows a person. */
export type Account = { workspace: string; user: string }

/** The accounts of people as `p`. Everybody has the desk, and is known there by their own id. */
const accounts = (p: string) => `(
  select platform, workspace, user_id from person_accounts where person_id = ${p}.id
  union all select 'desk', 'desk', ${p}.id::text) a`

/**
 * In a select over people as `p`: where a message to this person alone goes. Who has several accounts is written to at
 * the platform that comes first in the alphabet; who has none, on the desk.
 */
export const placeOf = (p: string) => `(
  select json_build_object('platform', a.platform, 'workspace', a.workspace, 'channel', a.user_id)
  from ${accounts(p)} order by a.platform = 'desk', a.platform limit 1)`

const ACCOUNT = `json_build_object('workspace', a.workspace, 'user', a.user_id)`

/** In a select over people as `p`: their account on a platform (an SQL expression), null where they have none. */
export const accountAt = (p: string, platform: string) =>
  `(select ${ACCOUNT} from ${accounts(p)} where a.platform = ${platform})`

/** In a select over people as `p`: their accounts by platform. */
export const accountsOf = (p: string) =>
  `(select json_object_agg(a.platform, ${ACCOUNT}) from ${accounts(p)})`

/** Throws `forbidden` for anybody who is not a person of the set-up. */
export const findActor = async (
  { $client: sql }: Db,
  by: ChatPerson,
): Promise<Actor & { language: string }> => {
  const desk = by.platform === 'desk'
  const whose = desk
    ? sql`${isUuid(by.user) ? by.user : null}::uuid`
    : sql`any(array(select person_id from person_accounts where platform = ${by.platform}
        and workspace in (${by.workspace}, ${by.home ?? by.workspace}) and user_id = ${by.user}))`
  const [actor] = await sql<(Actor & { language: string })[]>`
    select p.id, p.name, p.email, p.language, ${sql.unsafe(heldBy('p'))} as held
    from people p where p.active and p.id = ${whose}`
  if (actor) return actor
  throw new DomainError('forbidden', ({ rights: say }) => say.stranger)
}
