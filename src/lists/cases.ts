import type { Fragment, Sql } from '../../db/client.ts'
import type { CaseState } from '../../db/schema/index.ts'
import type { Answers } from '../../surveys/survey.ts'
import type { Case } from '../cases/case.ts'
import { nextDue } from '../cases/deadlines/nextDue.ts'
import { mayBeAbout } from '../cases/named.ts'
import { excludedFrom } from '../directory/excluded.ts'
import {
  type CaseFilter,
  happenedIn,
  inState,
  MANAGED,
  owingIn,
  withOutcome,
  withRemedy,
} from './caseFilter.ts'
import { isAmong } from './filters.ts'
import { type Cursor, type Listing, type Page, pageWith, readPage } from './page.ts'
import type { Reader } from './reader.ts'
import { allOf, caseWordsIn, mattersOf, numberIn, tidied, type Word } from './search.ts'

export type ListedCase = {
  id: string
  number: number
  state: CaseState
  severity: number
  openedAt: Date
  closedAt: Date | null
  /** What is owed next, while it is open. */
  due: Date | null
  department: string
  timeZone: string
  channel: string
  reference: string | null
  customer: string | null
  accountable: string
  score: number | null
  drivers: Answers['drivers'] | null
  /** Null where a person marked them as abusive, or there are none. */
  words: string | null
  abusive: boolean
}

const MOST = 50

/** Cases that this person may see, the newest first: those of their departments, and none about themselves. */
export const listCases = async (
  sql: Sql,
  reader: Reader,
  filter: CaseFilter,
  { now, after, limit = MOST }: { now: Date; after?: Cursor; limit?: number },
): Promise<Page<ListedCase>> => {
  const { department, from, to } = filter
  const departments =
    department === MANAGED
      ? reader.answers.filter((key) => reader.cases.includes(key))
      : reader.cases.filter((key) => isAmong(key, department))
  const happened = happenedIn(sql, filter, departments, now)
  const among = happened ?? owingIn(sql, filter, departments, now)
  const counts = !filter.q && !after && !!from && !!to
  const span = { departments, ...(!happened && { from, to }), after, limit, counts }
  const read = async (found?: Fragment, words?: Word[]) => {
    const hits = found && among ? sql`(${found}) intersect ${among}` : (found ?? among)
    const list = listing(sql, reader, filter, now, hits)
    const page = words ? await pageWith<Row>(sql, words, list, span) : await readPage<Row>(sql, list, span)
    const rows = page.rows.filter((row) => !mayBeAbout({ ...row, answers: row.answers ?? {} }, reader))
    return {
      ...page,
      rows: rows.map(({ answers, staffMember: _, notThem: __, ...row }) => ({
        ...row,
        drivers: answers?.drivers ?? null,
      })),
    }
  }
  const said = tidied(filter.q ?? '')
  if (!said) return read()
  const matters = await mattersOf(sql, said)
  const exactly = await read(
    sql`select id from cases where matter_id = any(${matters}) union select id from cases where number = ${numberIn(said)}`,
  )
  if (exactly.rows.length > 0) return exactly
  const words = caseWordsIn(sql, said)
  if (words.length === 0) return exactly
  return among ? read(allOf(sql, words)) : read(undefined, words)
}

type Row = Omit<ListedCase, 'drivers'> &
  Pick<Case, 'staffMember' | 'notThem'> & { answers: Case['answers'] | null }

const listing = (sql: Sql, { id }: Reader, filter: CaseFilter, now: Date, hits?: Fragment): Listing => {
  const { state, severity, brand, channel, survey, driver, score, owner, outcome, by } = filter
  const answers = sql`coalesce(r.answers, t.said)`
  return {
    table: 'cases',
    at: by === 'ended' ? 'closed_at' : 'opened_at',
    hits,
    columns: sql`
      t.number, t.state, t.severity, t.opened_at, t.closed_at, d.name as department, d.time_zone, c.channel, c.reference,
      c.customer, c.staff_member, p.name as accountable, r.score, ${answers} as answers,
      case when t.abusive_at is null then nullif(coalesce(${answers} ->> 'words', ${answers} ->> 'good'), '') end as words,
      t.abusive_at is not null as abusive,
      ${sql.unsafe(nextDue('t'))} as due,
      exists (select from case_events e where e.case_id = t.id and e.kind = 'not them') as not_them`,
    shown: sql`join people p on p.id = t.accountable_id`,
    joins: sql`
      cross join lateral (
        select c.channel, c.reference, c.staff_member, coalesce(c.customer_name, u.name) as customer
        from contacts c join customers u on u.id = t.customer_id where c.id = t.contact_id offset 0) c
      left join lateral (select r.score, r.answers from responses r where r.id = t.response_id offset 0) r on true`,
    where: sql`
      ${id} not in ${sql.unsafe(excludedFrom('t'))}
      ${state ? sql`and ${inState(sql, state, now)}` : sql``}
      ${severity ? sql`and t.severity = ${Number(severity)}` : sql``}
      ${brand ? sql`and t.brand_key = ${brand}` : sql``}
      ${channel ? sql`and c.channel = ${channel}` : sql``}
      ${survey ? sql`and (select i.survey from responses r join invitations i on i.id = r.invitation_id where r.id = t.response_id) = ${survey}` : sql``}
      ${driver ? sql`and ${answers} -> 'drivers' ? ${driver}` : sql``}
      ${score ? sql`and r.score = ${Number(score)}` : sql``}
      ${owner ? sql`and t.accountable_id = ${owner}` : sql``}
      ${outcome ? sql`and ${withOutcome(sql, outcome)}` : sql``}
      ${withRemedy(sql, filter)}`,
  }
}
