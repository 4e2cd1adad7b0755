import type { Device, SignInWay } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { isUuid } from '../ids.ts'
import { lasts } from './rules.ts'

type ListDeps = Pick<Deps, 'db'>
export type ListedSession = {
  id: string
  way: SignInWay
  device: Device | null
  createdAt: Date
  lastSeenAt: Date
}
export type SignedIn = { id: string; name: string; sessions: number; lastSeenAt: Date }

const MOST = 50

/** A person's sessions that last, the one last seen first: at most 50. */
export const sessionsOf = async (
  { db }: ListDeps,
  { personId, now }: { personId: string; now: Date },
): Promise<ListedSession[]> => db.$client<ListedSession[]>`
  select s.id, s.way, s.device, s.created_at, s.last_seen_at from sessions s
  where s.person_id = ${personId} and ${lasts(db.$client, now)}
  order by s.last_seen_at desc, s.id limit ${MOST}`

/** People who are signed in, by name: 50 a page. `next` is where the following page begins. */
export const peopleSignedIn = async (
  { db }: ListDeps,
  { after, now }: { after: string; now: Date },
): Promise<{ people: SignedIn[]; next?: string }> => {
  const sql = db.$client
  const [last] = isUuid(after)
    ? await sql<{ name: string; id: string }[]>`select name, id from people where id = ${after}`
    : []
  const found = await sql<SignedIn[]>`
    select p.id, p.name, count(*)::int as sessions, max(s.last_seen_at) as last_seen_at
    from sessions s join people p on p.id = s.person_id and p.active
    where ${lasts(sql, now)} ${last ? sql`and (p.name, p.id) > (${last.name}, ${last.id}::uuid)` : sql``}
    group by p.id order by p.name, p.id limit ${MOST + 1}`
  const people = found.slice(0, MOST)
  return { people, ...(found.length > MOST && { next: people.at(-1)!.id }) }
}
