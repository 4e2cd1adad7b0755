import { inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import {
  brands,
  departmentPeople,
  departments,
  helpdeskGroups,
  organisation,
  people,
} from '../../db/schema/index.ts'
import type { Change } from './diff.ts'
import { writeEndpoints } from './endpoints.ts'
import type { SetUp } from './state.ts'

/** Writes what changed. Nothing is deleted that history hangs on: who and what is gone is set inactive. */
export const writeSetUp = async (tx: Tx, wanted: SetUp, changes: Change[], now: Date): Promise<void> => {
  const keys = (section: keyof SetUp, ...kinds: Change['kind'][]) =>
    changes.filter((one) => one.section === section && kinds.includes(one.kind)).map(({ key }) => key)
  const written = (section: keyof SetUp) => keys(section, 'added', 'changed')

  for (const { name, ask, helpdesks } of Object.values(wanted.organisation)) {
    const row = { name, ask, helpdesks, appliedAt: now }
    await tx.insert(organisation).values(row).onConflictDoUpdate({ target: organisation.id, set: row })
  }
  for (const key of written('brands')) {
    const row = { key, ...wanted.brands[key]!, active: true }
    await tx.insert(brands).values(row).onConflictDoUpdate({ target: brands.key, set: row })
  }
  await writePeople(tx, wanted, written('people'), keys('people', 'removed'))
  for (const key of written('departments')) {
    const { liaisons: _, managers: __, ...department } = wanted.departments[key]!
    const row = { key, ...department, active: true }
    // A department that is new, or back, owes no digest for its past.
    const set = keys('departments', 'added').includes(key) ? { ...row, since: now } : row
    await tx
      .insert(departments)
      .values({ ...row, since: now })
      .onConflictDoUpdate({ target: departments.key, set })
  }
  await writeLists(tx, wanted)
  const gone = { brands: keys('brands', 'removed'), departments: keys('departments', 'removed') }
  if (gone.brands.length > 0)
    await tx.update(brands).set({ active: false }).where(inArray(brands.key, gone.brands))
  if (gone.departments.length > 0)
    await tx.update(departments).set({ active: false }).where(inArray(departments.key, gone.departments))
  await writeEndpoints(tx, wanted.webhooks, changes, now)
  await tx.delete(helpdeskGroups)
  const groups = Object.values(wanted.groups)
  if (groups.length > 0) await tx.insert(helpdeskGroups).values(groups)
}

const writePeople = async (tx: Tx, wanted: SetUp, written: string[], gone: string[]) => {
  const nobody = { slackWorkspace: null, slackUser: null, teamsTenant: null, teamsUser: null }
  // First every id is given up: two people may swap theirs, or one come back under a new address.
  const touched = [...written, ...gone]
  if (touched.length > 0) await tx.update(people).set(nobody).where(inArray(people.email, touched))
  if (gone.length > 0) await tx.update(people).set({ active: false }).where(inArray(people.email, gone))
  for (const email of written) {
    const row = { email, ...wanted.people[email]!, active: true }
    await tx.insert(people).values(row).onConflictDoUpdate({ target: people.email, set: row })
  }
}

/** The lists of the file's departments; a department that is gone keeps its own, for its open cases. */
const writeLists = async (tx: Tx, wanted: SetUp) => {
  const ids = new Map(
    (await tx.select({ id: people.id, email: people.email }).from(people)).map(({ id, email }) => [
      email,
      id,
    ]),
  )
  await tx
    .delete(departmentPeople)
    .where(inArray(departmentPeople.departmentKey, Object.keys(wanted.departments)))
  const rows = Object.entries(wanted.departments).flatMap(([departmentKey, { liaisons, managers }]) => {
    const listed = (emails: string[], role: 'liaison' | 'manager') =>
      emails.map((email, position) => ({ departmentKey, personId: ids.get(email)!, role, position }))
    return [...listed(liaisons, 'liaison'), ...listed(managers, 'manager')]
  })
  await tx.insert(departmentPeople).values(rows)
}
