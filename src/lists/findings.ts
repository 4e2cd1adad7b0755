import { sqlOf, type Tx } from '../../db/client.ts'
import { excludedFrom } from '../directory/excluded.ts'
import { MOST_COUNTED } from './page.ts'

export type ListedFinding = {
  caseId: string
  number: number
  department: string
  at: Date
  cause: string
  causeWords: string
  factors: string
  solution: string
  prevention: string
  unpreventable: boolean
}
export type FindingFilter = {
  departments: readonly string[]
  /** Local dates of each department, both included. */
  from: string
  to: string
  brand?: string
  channel?: string
  driver?: string
}

export type Findings = { findings: ListedFinding[]; inAll: number }

/**
 * Findings of these departments written in the period, the newest first, without those of cases about the reader.
 * `inAll`: how many there are, up to `MOST_COUNTED`; one more means still more.
 */
export const listFindings = async (
  tx: Tx,
  reader: { id: string },
  { departments, from, to, brand, channel, driver }: FindingFilter,
  limit = 50,
): Promise<Findings> => {
  const sql = sqlOf(tx)
  const of = sql`
    from findings f cross join lateral (select * from cases one where one.id = f.case_id offset 0) k
      join departments d on d.key = k.department_key
    where k.department_key = any(${[...departments]}::text[])
      and f.at >= ${from}::text::date - 1 and f.at < ${to}::text::date + 2
      and f.at >= ${from}::text::timestamp at time zone d.time_zone
      and f.at < (${to}::text::date + 1)::timestamp at time zone d.time_zone
      and ${reader.id} not in ${sql.unsafe(excludedFrom('k'))}
      ${brand ? sql`and k.brand_key = ${brand}` : sql``}
      ${channel ? sql`and exists (select from contacts c where c.id = k.contact_id and c.channel = ${channel})` : sql``}
      ${driver ? sql`and f.cause = ${driver}` : sql``}`
  const findings = await sql<ListedFinding[]>`
    select f.case_id, k.number, d.name as department, f.at, f.cause, f.cause_words, f.factors, f.solution, f.prevention,
      f.unpreventable ${of} order by f.at desc, f.case_id limit ${limit}`
  if (findings.length < limit) return { findings, inAll: findings.length }
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from (select ${of} limit ${MOST_COUNTED + 1}) one`
  return { findings, inAll: row!.n }
}
