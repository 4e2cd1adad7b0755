import { sql } from 'drizzle-orm'
import type { Db, Tx } from '../../db/client.ts'
import { departments, IN_CHAT, type MailFault } from '../../db/schema/index.ts'
import { excludedFrom } from '../directory/excluded.ts'
import { managedBy } from '../directory/manages.ts'
import { chatDestination, MAIL } from '../outbox/destinations.ts'
import { refusingDomains } from '../outbox/mailFaults.ts'
import type { Department, Problem, Scope } from './digest.ts'
import { readers, within } from './scope.ts'

/** How many messages failed or may have arrived: in the departments' channels, or about their cases and contacts. */
export const unsentNow = async (tx: Tx, scope: Scope, all: Department[]): Promise<number> => {
  const [found] = await tx.execute<{ count: number }>(sql`
    with unsent as (${unsent(placesOf(scope, all))})
    select count(*)::int as count from unsent o
      left join cases k on k.id = (o.payload ->> 'case')::uuid
      left join invitations i on i.id = (o.payload ->> 'invitation')::uuid
      left join contacts c on c.id = i.contact_id
    where (o.here or ${within(scope, 'coalesce(k.department_key, c.department_key)')})
      and (k.id is null or not ${readers(scope)})`)
  return found?.count ?? 0
}

/**
 * Those for these channels, which are `here`, and those of cases and invitations. Others, as of an endpoint that is
 * down, cost nothing.
 */
const unsent = (places: string[]) => sql`
  select o.*, true as here from outbox o
    where o.state in ('failed', 'uncertain') and ${sql.raw(IN_CHAT)} and o.destination = any(${list(places)})
  union all select o.*, false from outbox o
    where o.state in ('failed', 'uncertain') and (o.payload ? 'case' or o.payload ? 'invitation')
      and o.destination <> all(${list(places)})`

const placesOf = (scope: Place, all: Department[]): string[] =>
  [scope.home, ...all.filter(({ key }) => scope.departments.includes(key))].map(({ destination }) =>
    chatDestination(destination),
  )

type Place = Pick<Scope, 'home' | 'departments'>

/** Destinations that someone must fix: the channels of the departments, mail, and domains that refuse it. */
export const problemsNow = async (tx: Tx, scope: Place, all: Department[]): Promise<Problem[]> => {
  const found = await tx.execute<{ key: string; said: string; fault: MailFault | null }>(sql`
    select key, problem as said, fault from destinations where problem is not null
      and (${scope.home.kind === 'management'} or key = ${MAIL} or key = any(${list(placesOf(scope, all))}))
    order by key`)
  const owner = (key: string) => all.find(({ destination }) => chatDestination(destination) === key)?.name
  return [
    ...found.map(
      ({ key, said, fault }): Problem =>
        key === MAIL
          ? { of: 'mail', fault: fault ?? { kind: 'before', said } }
          : { of: 'channel', department: owner(key) ?? '', key, said },
    ),
    ...(await refusingDomains(tx)).map(
      ({ domain, times, words }): Problem => ({ of: 'domain', domain, times, said: words }),
    ),
  ]
}

export type Unsent = {
  id: number
  kind: string
  state: 'failed' | 'uncertain'
  cause: string | null
  at: Date
  case: string | null
  number: number | null
  customer: string | null
}

/** The same messages of all departments a person manages, the newest first: none about themselves. */
export const unsentFor = async (db: Db, person: string): Promise<Unsent[]> => {
  const { departments: keys, management } = await managedBy(db, person)
  const all = await db
    .select()
    .from(departments)
    .where(sql`${departments.key} = any(${list(keys)}) or ${management}`)
  const places = all.map(({ destination }) => chatDestination(destination))
  return db.execute<Unsent>(sql`
    with unsent as (${unsent(places)})
    select o.id, o.kind, o.state, o.cause, coalesce(o.settled_at, o.created_at) as at, k.id as case, k.number,
      coalesce(c.customer_name, u.name, u.email) as customer
    from unsent o
      left join cases k on k.id = (o.payload ->> 'case')::uuid
      left join invitations i on i.id = (o.payload ->> 'invitation')::uuid
      left join contacts c on c.id = coalesce(k.contact_id, i.contact_id) left join customers u on u.id = c.customer_id
    where (o.here or coalesce(k.department_key, c.department_key) = any(${list(keys)}))
      and (k.id is null or ${person}::uuid not in ${sql.raw(excludedFrom('k'))})
    order by o.id desc limit 100`)
}

/** As an array that a select makes: an index is asked for these alone. */
const list = (values: string[]) =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`
