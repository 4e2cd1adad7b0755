import type { Sql } from '../../db/client.ts'
import { csat } from '../../surveys/csat.ts'
import type { Cursor } from './page.ts'

export type Named = { key: string; name: string }
/** What of the set-up a filter can name. */
export type Known = { departments: Named[]; brands: Named[]; owners: Named[]; surveys: Named[] }

/** Departments by key, the brands there are, and the people who have or had their cases. */
export const knownOf = async (sql: Sql, keys: readonly string[]): Promise<Known> => {
  const departments = await sql<Named[]>`
    select key, name from departments where key = any(${[...keys]}::text[]) order by name`
  const brands = await sql<Named[]>`select key, name from brands order by name`
  const owners = await sql<Named[]>`
    select p.id as key, p.name from people p where p.active and exists (
      select from department_people m where m.person_id = p.id and m.department_key = any(${[...keys]}::text[]))
    order by p.name`
  const surveys = [{ key: csat.key, name: csat.key }]
  return { departments, brands, owners, surveys }
}

/** What an address says of a filter that can't be used: which it was and what was given. */
export type Fault = {
  name: string
  fault: 'unknown' | 'no date' | 'backwards' | 'too long' | 'no page'
  given: string
}

export type FilterSpec = { name: string; choices: readonly string[] }[]

const DAY = 24 * 3600_000
const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) && at.getUTCFullYear() > 1970
}

/** Days in a period, both ends included. */
export const daysIn = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY) + 1

/**
 * The filters of an address: each value must be one of its choices, dates must be dates and in order, and a period not
 * longer than `most` days. Empty ones count as absent, other names are left alone. What can't be used is a fault, and
 * left out.
 */
export const readFilters = (
  params: URLSearchParams,
  spec: FilterSpec,
  { most = Number.POSITIVE_INFINITY }: { most?: number } = {},
): { values: Record<string, string>; faults: Fault[] } => {
  const values: Record<string, string> = {}
  const faults: Fault[] = []
  const given = (name: string) => (params.get(name) ?? '').trim().slice(0, 200)
  for (const { name, choices } of spec) {
    const value = given(name)
    if (!value) continue
    if (choices.includes(value)) values[name] = value
    else faults.push({ name, fault: 'unknown', given: value })
  }
  for (const name of ['from', 'to']) {
    const value = given(name)
    if (!value) continue
    if (isDate(value)) values[name] = value
    else faults.push({ name, fault: 'no date', given: value })
  }
  const { from, to } = values
  if (from && to && from > to) {
    faults.push({ name: 'to', fault: 'backwards', given: to })
    delete values.to
  } else if (from && to && daysIn(from, to) > most) {
    faults.push({ name: 'from', fault: 'too long', given: from })
    delete values.from
  }
  return { values, faults }
}

/** Whether a list of keys with commas between them holds this one; without a list every key is among them. */
export const isAmong = (key: string, listed: string | undefined): boolean =>
  !listed || listed.split(',').includes(key)

/** Where the page before ended, as it stands in an address. */
export const cursorText = ({ at, id }: Cursor): string => `${at}-${id}`

/** Undefined where the text is no cursor. */
export const readCursor = (text: string): Cursor | undefined => {
  const [, at, id] = /^(\d{1,17})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? []
  return at && id ? { at, id } : undefined
}
