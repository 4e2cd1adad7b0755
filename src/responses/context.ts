import type { Db, Fragment, Sql } from '../../db/client.ts'
import type { CaseState, StaffMember } from '../../db/schema/index.ts'
import { OPEN_LIST } from '../../db/schema/index.ts'
import type { Answers } from '../../surveys/survey.ts'
import { together } from '../batch.ts'
import type { Deps } from '../deps.ts'
import { type CachedDepartment, cachedSetup, setupVersion } from '../directory/setupCache.ts'
import { DomainError } from '../errors.ts'
import { hash, looksLikeToken } from '../tokens.ts'
import { remember, remembered } from './seen.ts'
import type { BrandLook } from './view.ts'

/** One row: what a survey link leads to. */
export type Link = {
  invitationId: string
  survey: string
  expiresAt: Date
  contactId: string
  customerId: string | null
  matterId: string | null
  brandKey: string
  departmentKey: string
  channel: string
  endedAt: Date
  staffMember: StaffMember | null
  reference: string | null
  language: string
  timeZone: string
  zoneNamed: boolean
  brand: BrandLook
  department: CachedDepartment
  responseId: string | null
  answers: Answers | null
  kind: string | null
  revision: number
}

/** The same with the matter's case: the open one, else the last. */
export type Context = Link & {
  phone: string | null
  caseId: string | null
  caseState: CaseState | null
  /** The answer that opened it, and whether another on the matter came since. */
  caseResponseId: string | null
  joined: boolean
  announceAt: Date | null
  promiseDueAt: Date | null
  accountable: string | null
}

const columns = (
  sql: Sql,
) => sql`i.id as invitation_id, i.survey, l.expires_at, c.id as contact_id, c.customer_id,
  c.matter_id, c.brand_key, c.department_key, c.channel, c.ended_at, c.staff_member, c.reference, c.language,
  c.time_zone, c.zone_given is false as zone_named,
  r.id as response_id, r.answers, r.kind, coalesce(r.revision, 0) as revision, ${setupVersion(sql)} as set_up,
  ${stampOf(sql)} as stamp`

/** Changes with every change of what a link leads to, its answers and its case left aside. */
export const stampOf = (sql: Sql) => sql`concat_ws(' ', l.xmin, i.xmin, c.xmin)`

/** `links l` with what a survey link leads to. */
export const linkTables = (sql: Sql) => sql`links l
  join invitations i on i.id = l.subject_id
  join contacts c on c.id = i.contact_id`

const tables = (sql: Sql) => sql`${linkTables(sql)}
  left join responses r on r.invitation_id = i.id`

/** The select of a link's row: none for a link that is not known. Few tables: planning many takes ms. */
const linkQuery = (sql: Sql, hash: Fragment) => sql`
  select ${columns(sql)} from ${tables(sql)} where l.hash = ${hash} and l.purpose = 'survey'`

const contextQuery = (sql: Sql, hash: Fragment) => sql`
  select ${columns(sql)}, k.id as case_id, k.state as case_state, k.response_id as case_response_id, k.announce_at, coalesce(k.joined, false) as joined, k.promise_due_at,
    (select name from people where id = k.accountable_id) as accountable,
    (select phone from customers where id = c.customer_id) as phone
  from ${tables(sql)}
  left join lateral (
    select id, state, response_id, announce_at, promise_due_at, accountable_id, state = 'open' and exists (
      select from contacts o join invitations v on v.contact_id = o.id join responses s on s.invitation_id = v.id
      where o.matter_id = c.matter_id and s.id <> r.id and s.revised_at >= cases.opened_at
    ) as joined from cases where matter_id = c.matter_id
    order by state in ${sql.unsafe(OPEN_LIST)} desc, opened_at desc limit 1
  ) k on true
  where l.hash = ${hash} and l.purpose = 'survey'`

/** What `linkQuery` selects, `Link` but for the set-up. */
export type LinkRow = Omit<Link, 'brand' | 'department'> & { setUp: string | null; stamp: string }

/** A link's row with its brand and department. */
export const withSetUp = async <R extends LinkRow>({ $client: sql }: Db, { setUp: version, ...row }: R) => {
  const setUp = await cachedSetup(sql, version)
  return { ...row, brand: setUp.brands[row.brandKey]!, department: setUp.departments[row.departmentKey]! }
}

/** The row `query` gives for each link, in place. `limit` keeps the plan that one link alone would have. */
const rowsOf = <R extends LinkRow>(query: (sql: Sql, hash: Fragment) => Fragment) =>
  together<{ token: string }, R>(1, async ({ $client: sql }, links) => {
    const hashes = JSON.stringify(links.map(({ token }) => hash(token).toString('hex')))
    const rows = await sql<(R & { place: number })[]>`
      select asked.place::int, found.*
      from jsonb_array_elements_text(${hashes}::jsonb) with ordinality asked(hash, place)
      cross join lateral (${query(sql, sql`decode(asked.hash, 'hex')`)} limit 1) found`
    const found: R[] = []
    for (const row of rows) found[row.place - 1] = row
    return found
  })

const links = rowsOf<LinkRow>(linkQuery)
const contexts = rowsOf<LinkRow & Omit<Context, keyof Link>>(contextQuery)

/** Finds a survey link. Throws `unknown` for anything else, tampered links included. */
export const findLink = async (db: Db, token: string, now: Date): Promise<Link> => {
  const row = await known(token, () => links(db, { token }))
  remember(token, row, now)
  return withSetUp(db, row)
}

/** Lets in who holds a link, also one that has ended: nothing a stranger sends is read. Throws `unknown`. */
export const admitToSurvey = async ({ db }: Pick<Deps, 'db'>, token: string, now: Date): Promise<void> => {
  if (!remembered(token, now)) await findLink(db, token, now)
}

const NO_CASE = {
  phone: null,
  caseId: null,
  caseState: null,
  caseResponseId: null,
  joined: false,
  announceAt: null,
  promiseDueAt: null,
  accountable: null,
} satisfies Omit<Context, keyof Link>

/** A link that was read lately and not answered then, and a select that is empty once it leads to anything else. */
export const seenContext = async (
  db: Db,
  token: string,
  now: Date,
): Promise<{ context: Context; unchanged: Fragment } | undefined> => {
  const row = remembered(token, now)
  if (!row) return undefined
  const { $client: sql } = db
  return {
    context: { ...(await withSetUp(db, row)), ...NO_CASE },
    unchanged: sql`
      select (select phone from customers where id = c.customer_id) as phone from ${linkTables(sql)}
      where l.hash = ${hash(token)} and l.purpose = 'survey' and ${stampOf(sql)} = ${row.stamp}
        and ${setupVersion(sql)} = ${row.setUp}`,
  }
}

/** Finds everything a survey link leads to. Throws `unknown`. */
export const findContext = async (db: Db, token: string): Promise<Context> =>
  withSetUp(db, await known(token, () => contexts(db, { token })))

/** Only what could be a token is looked up. Throws `unknown`. */
const known = async <R>(token: string, look: () => Promise<R | undefined>): Promise<R> => {
  const row = looksLikeToken(token) ? await look() : undefined
  if (!row) throw unknownLink()
  return row
}

const unknownLink = () => new DomainError('unknown', 'This link is not known.')
