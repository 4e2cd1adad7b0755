import type { Fragment, Sql } from '../../db/client.ts'
import type { AskedHow } from '../../db/schema/index.ts'
import type { Answers } from '../../surveys/survey.ts'
import type { Case } from '../cases/case.ts'
import { mayBeAbout } from '../cases/named.ts'
import { behind } from '../discoveries/read.ts'
import { isMixed } from '../insight/mood.ts'
import { spoken } from '../locales/index.ts'
import { isAmong } from './filters.ts'
import { type Cursor, type Listing, type Page, pageWith, readPage } from './page.ts'
import type { Reader } from './reader.ts'
import { answerWordsIn, mattersOf, numberIn, tidied, type Word } from './search.ts'

export type ListedAnswer = {
  id: string
  score: number
  kind: 'satisfied' | 'neutral' | 'dissatisfied'
  answeredAt: Date
  answers: Answers
  asked: AskedHow
  department: string
  timeZone: string
  channel: string
  reference: string | null
  customer: string | null
  /** The case it opened, or whose matter it is of. */
  case: { id: string; number: number } | null
  abusive: boolean
  /** The words say the opposite of the score: a person should look. */
  check: boolean
}

export const KINDS = ['dissatisfied', 'neutral', 'satisfied'] as const
export const WITH = ['words', 'kudos'] as const
export const ANSWERS_BY = ['answered', 'invited'] as const

export type AnswerFilter = {
  q?: string
  /** Several with commas between them. */
  department?: string
  kind?: (typeof KINDS)[number]
  score?: string
  brand?: string
  channel?: string
  survey?: string
  driver?: string
  with?: (typeof WITH)[number]
  asked?: AskedHow
  /** Those behind something that was found by machine. */
  discovery?: string
  /** What the period is about: when they were given, or when their customer was asked. */
  by?: (typeof ANSWERS_BY)[number]
  from?: string
  to?: string
}

const MOST = 50

/**
 * Answers of the departments that this person manages, the newest first: those that opened no case too. None of a case
 * about themselves, and none that complains of a contact that was theirs.
 */
export const listAnswers = async (
  sql: Sql,
  reader: Reader,
  filter: AnswerFilter,
  { after, limit = MOST }: { after?: Cursor; limit?: number } = {},
): Promise<Page<ListedAnswer>> => {
  const departments = reader.answers.filter((key) => isAmong(key, filter.department))
  const { from, to, q } = filter
  // As a number of the report leads here: counting is for a period
  const counts = !q && !after && !!from && !!to
  const span = { departments, from, to, after, limit, counts }
  const read = async (hits?: Fragment, words?: Word[]) => {
    const list = listing(sql, reader, filter, hits)
    const page = words ? await pageWith<Row>(sql, words, list, span) : await readPage<Row>(sql, list, span)
    const rows = page.rows.filter((row) => !mayBeAbout(row, reader))
    return { ...page, rows: rows.map(listed) }
  }
  const said = tidied(filter.q ?? '')
  if (!said) return read()
  const matters = await mattersOf(sql, said)
  const exactly = await read(sql`
    select r.id from contacts c join invitations i on i.contact_id = c.id join responses r on r.invitation_id = i.id
    where c.matter_id = any(${matters})
    union select response_id from cases where number = ${numberIn(said)} and response_id is not null`)
  if (exactly.rows.length > 0) return exactly
  const words = answerWordsIn(sql, said, filter.by === 'invited')
  return words.length > 0 ? read(undefined, words) : exactly
}

type Row = Omit<ListedAnswer, 'check'> & Pick<Case, 'staffMember' | 'notThem' | 'language'>

const listed = ({ staffMember: _, notThem: __, language, ...row }: Row): ListedAnswer => {
  const { words, good } = row.answers
  const said = [words, good].filter(Boolean).join('\n')
  const dissatisfied = row.kind === 'dissatisfied'
  const check = row.kind !== 'neutral' && isMixed(said, spoken(language) ?? 'en', dissatisfied)
  return { ...row, check }
}

const listing = (sql: Sql, { id, email }: Reader, filter: AnswerFilter, hits?: Fragment): Listing => {
  const { kind, score, brand, channel, survey, driver, asked, discovery, by } = filter
  const invited = by === 'invited'
  // The answer: a row of the list itself, or what an invitation led to
  const r = sql.unsafe(invited ? 'r' : 't')
  return {
    ...(invited
      ? {
          table: 'invitations',
          at: 'created_at',
          hits: hits && sql`select invitation_id as id from responses where id in (${hits})`,
        }
      : { table: 'responses', at: 'answered_at', hits }),
    columns: sql`
      ${r}.score, ${r}.kind, ${r}.answered_at, ${r}.answers, c.asked, c.language, d.name as department, d.time_zone, c.channel, c.reference,
      c.customer, c.staff_member, coalesce(k.not_them, false) as not_them, coalesce(k.abusive, false) as abusive,
      case when k.id is not null then json_build_object('id', k.id, 'number', k.number) end as case`,
    joins: sql`
      ${invited ? sql`join responses r on r.invitation_id = t.id` : sql``}
      cross join lateral (
        select c.channel, c.language, c.brand_key, c.reference, c.staff_member, c.matter_id, i.asked, i.survey,
          coalesce(c.customer_name, u.name) as customer
        from invitations i join contacts c on c.id = i.contact_id left join customers u on u.id = c.customer_id
        where i.id = ${r}.invitation_id offset 0) c`,
    shown: sql`
      left join lateral (
        select k.id, k.number, k.abusive_at is not null as abusive,
          exists (select from case_events e where e.case_id = k.id and e.kind = 'not them') as not_them
        from cases k where k.response_id = ${r}.id or ${r}.kind = 'dissatisfied' and k.matter_id = c.matter_id
        order by k.response_id = ${r}.id desc nulls last, k.opened_at desc limit 1) k on true`,
    where: sql`
      (${r}.kind = 'satisfied' or lower(c.staff_member ->> 'email') is distinct from ${email})
      and not exists (
        select from cases a join case_exclusions x on x.case_id = a.id and x.person_id = ${id}
        where a.matter_id = c.matter_id)
      ${kind ? sql`and ${r}.kind = ${kind}` : sql``}
      ${score ? sql`and ${r}.score = ${Number(score)}` : sql``}
      ${driver ? sql`and ${r}.answers -> 'drivers' ? ${driver}` : sql``}
      ${filter.with === 'words' ? sql`and ${r}.answers ?| '{words,wish,good}'::text[]` : sql``}
      ${filter.with === 'kudos' ? sql`and ${r}.answers ? 'kudos'` : sql``}
      ${brand ? sql`and c.brand_key = ${brand}` : sql``}
      ${channel ? sql`and c.channel = ${channel}` : sql``}
      ${survey ? sql`and c.survey = ${survey}` : sql``}
      ${asked ? sql`and c.asked = ${asked}` : sql``}
      ${discovery ? sql`and ${r}.id in (${behind(sql, discovery)})` : sql``}`,
  }
}
