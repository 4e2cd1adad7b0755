import { inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import {
  brands,
  departmentPeople,
  departments,
  helpdeskGroups,
  organisation,
  partners,
  people,
  personAccounts,
} from '../../db/schema/index.ts'
import { OPERATOR } from '../audit/audit.ts'
import type { Account } from '../directory/accounts.ts'
import { endAccess } from '../sessions/end.ts'
import type { Change } from './diff.ts'
import { writeEndpoints } from './endpoints.ts'
import { writeRoles } from './roles.ts'
import type { SetUp } from './state.ts'

/** Writes what changed. Nothing is deleted that history hangs on: who and what is gone is set inactive. */
export const writeSetUp = async (tx: Tx, wanted: SetUp, changes: Change[], now: Date): Promise<void> => {
  const keys = (section: keyof SetUp, ...kinds: Change['kind'][]) =>
    changes.filter((one) => one.section === section && kinds.includes(one.kind)).map(({ key }) => key)
  const written = (section: keyof SetUp) => keys(section, 'added', 'changed')

  for (const organisationRow of Object.values(wanted.organisation)) {
    const row = { ...organisationRow, appliedAt: now }
    await tx.insert(organisation).values(row).onConflictDoUpdate({ target: organisation.id, set: row })
  }
  for (const key of written('brands')) {
    const row = { key, ...wanted.brands[key]!, active: true }
    await tx.insert(brands).values(row).onConflictDoUpdate({ target: brands.key, set: row })
  }
  await writePeople(tx, wanted, { written: written('people'), gone: keys('people', 'removed'), now })
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
  await writeRoles(tx, wanted.roles)
  for (const key of written('partners')) {
    const row = { key, ...wanted.partners[key]!, active: true }
    await tx.insert(partners).values(row).onConflictDoUpdate({ target: partners.key, set: row })
  }
  const gonePartners = keys('partners', 'removed')
  if (gonePartners.length > 0)
    await tx.update(partners).set({ active: false }).where(inArray(partners.key, gonePartners))
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

const writePeople = async (
  tx: Tx,
  wanted: SetUp,
  { written, gone, now }: { written: string[]; gone: string[]; now: Date },
) => {
  // First every account is given up: two people may swap theirs, or one come back under a new address.
  const touched = [...written, ...gone]
  if (touched.length > 0) {
    const theirs = tx.select({ id: people.id }).from(people).where(inArray(people.email, touched))
    await tx
      .update(people)
      .set({ ...beforeAccounts({}), oidcSubject: null })
      .where(inArray(people.email, touched))
    await tx.delete(personAccounts).where(inArray(personAccounts.personId, theirs))
  }
  if (gone.length > 0) {
    const removed = await tx
      .update(people)
      .set({ active: false })
      .where(inArray(people.email, gone))
      .returning({ id: people.id })
    for (const { id } of removed) await endAccess(tx, { personId: id, reason: 'removed', ...OPERATOR, now })
  }
  for (const email of written) {
    const { name, language, accounts, oidcSubject } = wanted.people[email]!
    const row = { email, name, language, oidcSubject, ...beforeAccounts(accounts), active: true }
    const [person] = await tx
      .insert(people)
      .values(row)
      .onConflictDoUpdate({ target: people.email, set: row })
      .returning({ id: people.id })
    for (const [platform, account] of Object.entries(accounts))
      await tx
        .insert(personAccounts)
        .values({ personId: person!.id, platform, ...account })
        .onConflictDoUpdate({ target: [personAccounts.personId, personAccounts.platform], set: account })
  }
}

/** Columns that the product of before reads, written for one more release. */
const beforeAccounts = ({ slack, teams }: Record<string, Account>) => ({
  slackWorkspace: slack?.workspace ?? null,
  slackUser: slack?.user ?? null,
  teamsTenant: teams?.workspace ?? null,
  teamsUser: teams?.user ?? null,
})

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
