import { type SQL, sql } from 'drizzle-orm'
import { excludedFrom } from '../directory/excluded.ts'
import type { Scope } from './digest.ts'

export const iso = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`

/** A column that holds a department's key: an index on it is asked for these alone. */
export const within = ({ departments }: Pick<Scope, 'departments'>, column: string): SQL =>
  sql`${sql.raw(column)} = any(array(select jsonb_array_elements_text(${JSON.stringify(departments)}::jsonb)))`

/** Of a case `k`: somebody who reads this digest is whom it is about. It is in no line, and no count, of it. */
export const readers = ({ home, person }: Pick<Scope, 'home' | 'person'>): SQL =>
  person
    ? sql`${person}::uuid in ${sql.raw(excludedFrom('k'))}`
    : sql`exists (
        select from department_people m where m.department_key = ${home.key} and m.person_id in ${sql.raw(excludedFrom('k'))})`
