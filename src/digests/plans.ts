import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments, digestPlans, type Edition, people } from '../../db/schema/index.ts'
import { managedBy } from '../directory/manages.ts'
import type { Department } from './digest.ts'

/** A digest that is had again and again: in a department's channel, or by one person. */
export type Plan = {
  home: Department
  person: string | null
  /** Keys of the departments it covers. */
  departments: string[]
  /** Their time zones. */
  zones: string[]
  editions: Edition[]
  hour: number
  since: Date
}

type Chosen = typeof digestPlans.$inferSelect

/** What organisation.yaml says, where nobody chose otherwise. */
export const DEFAULT: Edition[] = ['daily']

/** Every plan of active departments and people. A person's own covers what they manage at this moment. */
export const loadPlans = async (tx: Tx): Promise<Plan[]> => {
  const all = await tx.select().from(departments)
  const chosen = await tx
    .select()
    .from(digestPlans)
    .where(
      sql`${digestPlans.personId} is null or exists (select from ${people} where ${people.id} = ${digestPlans.personId} and ${people.active})`,
    )
  const active = all.filter((one) => one.active)
  const channels = active.map((home) =>
    channelPlan(
      home,
      all,
      chosen.find(({ departmentKey }) => departmentKey === home.key),
    ),
  )
  const own = await Promise.all(
    chosen.flatMap((one) => (one.personId ? [personPlan(tx, all, one, one.personId)] : [])),
  )
  return [...channels, ...own.flatMap((one) => one ?? [])]
}

const channelPlan = (home: Department, all: Department[], chosen: Chosen | undefined): Plan => ({
  home,
  person: null,
  ...coverage(coveredBy(home, all), all),
  editions: chosen?.editions ?? DEFAULT,
  hour: chosen?.hour ?? home.digestHour,
  since: home.since,
})

const coverage = (departments: string[], all: Department[]): Pick<Plan, 'departments' | 'zones'> => ({
  departments,
  zones: [...new Set(all.flatMap(({ key, timeZone }) => (departments.includes(key) ? [timeZone] : [])))],
})

/** Management reads of every department, also of those that are closed. */
const coveredBy = ({ key, kind }: Department, all: Department[]): string[] =>
  kind === 'management'
    ? all
        .filter((one) => one.kind === 'department')
        .map((one) => one.key)
        .sort()
    : [key]

const personPlan = async (
  tx: Tx,
  all: Department[],
  { departments: wanted, editions, hour, since }: Chosen,
  person: string,
): Promise<Plan | undefined> => {
  const managed = await managedBy(tx, person)
  const covered = managed.departments.filter((key) => wanted.includes(key))
  const home = covered.flatMap((key) => all.find((one) => one.active && one.key === key) ?? [])[0]
  if (!home) return undefined
  return {
    home,
    person,
    ...coverage(covered, all),
    editions,
    hour: hour ?? home.digestHour,
    since: since > home.since ? since : home.since,
  }
}

/** A person's own plan and those of channels, as they were chosen. */
export const chosenBy = async (tx: Tx, person: string): Promise<{ own?: Chosen; channels: Chosen[] }> => {
  const [own] = await tx.select().from(digestPlans).where(eq(digestPlans.personId, person))
  const channels = await tx
    .select()
    .from(digestPlans)
    .where(and(isNotNull(digestPlans.departmentKey)))
  return { own, channels }
}
