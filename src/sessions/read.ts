import type { Fragment, Sql } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { hash, looksLikeToken } from '../tokens.ts'
import { lasts } from './rules.ts'
import { mailIsOn } from './ways.ts'

/** `timeZone`: the one their times are shown in. */
export type DeskPerson = { id: string; name: string; language: string; timeZone: string }
/** `vouchedAt`: when the identity provider last vouched for them in this session. */
export type OwnSession = DeskPerson & { session: string; vouchedAt: Date | null }

/** `oidc`: the identity provider, if the environment has one. */
type ReadDeps = Pick<Deps, 'db'> & { oidc?: unknown }
/** Last seen is told to about this: a look writes no more often. */
const SEEN_MS = 5 * 60_000

/** Whose session it is, as long as it lasts and the person is active. */
export const whoseSession = async (
  { db, oidc }: ReadDeps,
  secret: string,
  now: Date,
): Promise<OwnSession | undefined> => {
  if (!looksLikeToken(secret)) return undefined
  const sql = db.$client
  const [found] = await sql<(OwnSession & { lastSeenAt: Date })[]>`
    select ${deskPerson(sql)}, s.id as session, s.vouched_at, s.last_seen_at
    from sessions s join people p on p.id = s.person_id and p.active
    where s.hash = ${hash(secret)} and ${lasts(sql, now)}
      and (s.way <> 'mail' or ${mailIsOn(sql, oidc !== undefined)})`
  if (!found) return undefined
  const { lastSeenAt, ...own } = found
  if (now.getTime() - lastSeenAt.getTime() >= SEEN_MS)
    await sql`update sessions set last_seen_at = ${now} where id = ${own.session} and last_seen_at < ${now}`
  return own
}

/** An active person as the desk knows them. */
export const deskPersonOf = async ({ db }: ReadDeps, id: string): Promise<DeskPerson | undefined> => {
  const [person] = await db.$client<DeskPerson[]>`
    select ${deskPerson(db.$client)} from people p where p.id = ${id} and p.active`
  return person
}

/** Of people as `p`. */
const deskPerson = (sql: Sql): Fragment => sql`
  p.id, p.name, p.language, coalesce((
    select d.time_zone from department_people m join departments d on d.key = m.department_key
    where m.person_id = p.id order by d.kind = 'management', m.position, d.key limit 1), 'UTC') as time_zone`
