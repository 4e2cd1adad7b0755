import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { brands, departments } from '../../db/schema/index.ts'
import type { Fault } from '../errors.ts'
import { instant } from './input.ts'

const MINUTE = 60_000
const LISTED = 20

/**
 * What is wrong with a contact beside its form: a brand or department that is not there, an end to come. Looked for
 * once a contact was refused, so that all of it is told together. Takes what was sent, as it came.
 */
export const placeFaults = async ({ db }: { db: Tx }, given: unknown, now: Date): Promise<Fault[]> => {
  const { brand, department, endedAt } = (given ?? {}) as Record<string, unknown>
  const faults: Fault[] = []
  const check = (field: string, value: unknown, known: string[]) => {
    if (typeof value === 'string' && value.trim() !== '' && !known.includes(value.trim()))
      faults.push(unknown(field, value.trim(), known))
  }
  check('brand', brand, await brandKeys(db))
  check('department', department, await departmentKeys(db))
  const ended = instant.safeParse(endedAt)
  if (ended.success && ended.data.getTime() > now.getTime() + 5 * MINUTE)
    faults.push({ field: 'endedAt', message: 'is in the future: a contact is sent once it has ended' })
  return faults
}

const unknown = (field: string, value: string, known: string[]): Fault => ({
  field,
  message: `there is no ${field} "${value.slice(0, 100)}": ${listed(known)}`,
})

const listed = (known: string[]): string =>
  known.length === 0
    ? 'no organisation.yaml was applied yet'
    : `there ${known.length === 1 ? 'is' : 'are'} ${known.slice(0, LISTED).join(', ')}${known.length > LISTED ? ', …' : ''}`

const brandKeys = async (db: Tx): Promise<string[]> => {
  const rows = await db
    .select({ key: brands.key })
    .from(brands)
    .where(eq(brands.active, true))
    .orderBy(brands.key)
  return rows.map(({ key }) => key)
}

const departmentKeys = async (db: Tx): Promise<string[]> => {
  const rows = await db
    .select({ key: departments.key })
    .from(departments)
    .where(and(eq(departments.kind, 'department'), eq(departments.active, true)))
    .orderBy(departments.key)
  return rows.map(({ key }) => key)
}

/** A department to look for cases by: also one that was taken out, whose cases are still there. */
export const departmentFaults = async ({ db }: { db: Tx }, key: string): Promise<Fault[]> => {
  const [found] = await db.select({ key: departments.key }).from(departments).where(eq(departments.key, key))
  return found ? [] : [unknown('department', key, await departmentKeys(db))]
}

/** The same of a brand. */
export const brandFaults = async ({ db }: { db: Tx }, key: string): Promise<Fault[]> => {
  const [found] = await db.select({ key: brands.key }).from(brands).where(eq(brands.key, key))
  return found ? [] : [unknown('brand', key, await brandKeys(db))]
}
