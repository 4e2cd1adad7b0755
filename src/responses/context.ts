import type { Db, Fragment, Sql } from '../../db/client.ts'
import type { CaseState, StaffMember } from '../../db/schema/index.ts'
import { OPEN_LIST } from '../../db/schema/index.ts'
import type { Answers } from '../../surveys/survey.ts'
import { together } from '../batch.ts'
import { type CachedDepartment, cachedSetup, setupVersion } from '../directory/setupCache.ts'
import { DomainError } from '../errors.ts'
import { hash, looksLikeToken } from '../tokens.ts'
import type { BrandLook, SurveyView } from './view.ts'

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
  r.id as response_id, r.answers, r.kind, coalesce(r.revision, 0) as revision, ${setupVersion(sql)} as set_up`

const tables = (sql: Sql) => sql`links l
  join invitations i on i.id = l.subject_id
  join contacts c on c.id = i.contact_id
  left join responses r on r.invitation_id = i.id`

/** The select of a link's row: none for a link that is not known. Few tables: planning many takes ms. */
export const linkQuery = (sql: Sql, hash: Fragment) =>
  sql`select ${columns(sql)} from ${tables(sql)} where l.hash = ${hash} and l.purpose = 'survey'`

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
export type LinkRow = Omit<Link, 'brand' | 'department'> & { setUp: string | null }

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
export const findLink = async (db: Db, token: string): Promise<Link> =>
  withSetUp(db, await known(token, () => links(db, { token })))

/** Finds everything a survey link leads to. Throws `unknown`. */
export const findContext = async (db: Db, token: string): Promise<Context> =>
  withSetUp(db, await known(token, () => contexts(db, { token })))

/** Only what could be a token is looked up. Throws `unknown`. */
export const known = async <R>(token: string, look: () => Promise<R | undefined>): Promise<R> => {
  const row = looksLikeToken(token) ? await look() : undefined
  if (!row) throw unknownLink()
  return row
}

const unknownLink = () => new DomainError('unknown', 'This link is not known.')

export const viewOf = (
  context: Link & Partial<Pick<Context, 'caseState' | 'promiseDueAt' | 'accountable' | 'phone'>>,
  answers: Answers | null,
  now: Date,
): SurveyView => {
  // Until somebody has taken it, it has only gone to a department
  const taken = context.caseState !== null && context.caseState !== undefined && context.caseState !== 'open'
  return {
    state: context.expiresAt > now ? 'open' : 'expired',
    brand: context.brand,
    language: context.language,
    timeZone: context.timeZone,
    zoneNamed: context.zoneNamed,
    now,
    department: context.department.name,
    contact: {
      channel: context.channel,
      endedAt: context.endedAt,
      staffMember: context.staffMember?.name ?? null,
      reference: context.reference,
      phone: context.phone ?? null,
    },
    survey: context.survey,
    answers,
    recovery:
      answers && answers.score <= 2 && context.promiseDueAt
        ? {
            by: context.promiseDueAt,
            person: taken ? (context.accountable ?? null) : null,
            department: context.department.name,
          }
        : null,
  }
}
