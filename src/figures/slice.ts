import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { excludedFrom } from '../directory/excluded.ts'
import type { Fault } from '../errors.ts'
import type { Calendar } from '../time.ts'

/**
 * What figures are about: departments by key (never none), local dates of each department from first to last, both
 * included (YYYY-MM-DD), and what else is to be the same. `driver`: the answers that name it, among all, and the cases
 * whose customer names it. `reader`: a person; cases and answers about them are in no count.
 */
export type Slice = {
  departments: string[]
  from: string
  to: string
  brand?: string
  channel?: string
  survey?: string
  driver?: string
  reader?: string
}

/** For `= any(...)`, so that an index is asked for these alone. */
const list = (values: readonly string[]): SQL =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`

/** A column that holds a department's key. */
export const inDepartments = ({ departments }: Pick<Slice, 'departments'>, column: string): SQL =>
  sql`${sql.raw(column)} = any(${list(departments)})`

/** The rows of `rollups` under this alias. */
export const inSlice = ({ departments, from, to, brand, channel, survey }: Slice, alias: string): SQL => {
  const of = (column: string) => sql.raw(`${alias}.${column}`)
  return sql`${of('department_key')} = any(${list(departments)}) and ${of('day')} >= ${from} and ${of('day')} <= ${to}
    ${brand === undefined ? sql`` : sql`and ${of('brand_key')} = ${brand}`}
    ${channel === undefined ? sql`` : sql`and ${of('channel')} = ${channel}`}
    ${survey === undefined ? sql`` : sql`and ${of('survey')} = ${survey}`}`
}

/**
 * For `from`: the slice's cases as `k`, of which `at`, a column of `rows`, lies in its days. `rows` are cases, or what
 * hangs on them. `by`: the alias whose department counts, where that is not the case's own.
 */
export const casesOf = (
  { departments, from, to, brand, channel, survey, driver, reader }: Slice,
  at: SQL,
  rows: SQL = sql`cases k`,
  by: SQL = sql`k`,
): SQL => sql`departments place join ${rows} on ${by}.department_key = place.key and place.key = any(${list(departments)})
    and ${at} >= ${around(from, -1)}::timestamptz and ${at} < ${around(to, 2)}::timestamptz
    and (${at} at time zone place.time_zone)::date between ${from}::text::date and ${to}::text::date
    ${brand === undefined ? sql`` : sql`and k.brand_key = ${brand}`}
    ${channel === undefined ? sql`` : sql`and (select c.channel from contacts c where c.id = k.contact_id) = ${channel}`}
    ${survey === undefined ? sql`` : sql`and (select i.survey from responses r join invitations i on i.id = r.invitation_id where r.id = k.response_id) = ${survey}`}
    ${reader === undefined ? sql`` : sql`and ${reader}::uuid not in ${sql.raw(excludedFrom('k'))}`}
    ${driver === undefined ? sql`` : sql`and coalesce((select r.answers from responses r where r.id = k.response_id), k.said) -> 'drivers' ? ${driver}`}`

/** So many days from the beginning of a date, in UTC: no zone is a day away from it. */
export const around = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY).toISOString()

/** Opening hours of the slice's departments, by key. */
export const zonesOf = async (tx: Tx, { departments }: Slice): Promise<Map<string, Calendar>> => {
  const rows = await tx.execute<Calendar & { key: string }>(sql`
    select key, time_zone as "timeZone", hours, holidays from departments where key = any(${list(departments)})`)
  return new Map(rows.map(({ key, ...calendar }) => [key, calendar]))
}

/** Also those that were taken out: their answers are still there. */
export const allDepartments = async (tx: Tx): Promise<string[]> =>
  (
    await tx.execute<{ key: string }>(sql`select key from departments where kind = 'department' order by key`)
  ).map(({ key }) => key)

/** The longest period: two years. */
const MOST_DAYS = 732
const DAY = 24 * 3600_000

/** What is wrong with a period from one local date to another, both included. In English, for other systems. */
export const periodFault = (from: string, to: string): Fault[] => {
  const [first, last] = [from, to].map(dayOf)
  const odd = Object.entries({ from: first, to: last }).filter(([, day]) => day === undefined)
  if (odd.length > 0)
    return odd.map(([field]) => ({ field, message: 'must be a date of the calendar, such as 2026-03-31' }))
  const days = (last! - first!) / DAY + 1
  if (days < 1) return [{ field: 'to', message: 'is before from: a period has at least one day' }]
  return days > MOST_DAYS
    ? [{ field: 'to', message: `is ${days} days after from: a period has at most two years` }]
    : []
}

const dayOf = (date: string): number | undefined => {
  const at = /^(20\d\d)-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00Z`) : Number.NaN
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? undefined : at
}
