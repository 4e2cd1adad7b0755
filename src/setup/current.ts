import { eq } from 'drizzle-orm'
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
  webhooks,
} from '../../db/schema/index.ts'
import { currentRoles } from './roles.ts'
import { groupKey, type SetUp } from './state.ts'

const by = <T, R>(rows: T[], key: (row: T) => string, to: (row: T) => R): Record<string, R> =>
  Object.fromEntries(rows.map((row) => [key(row), to(row)]))

/** The set-up as it is; what was set inactive counts as gone. */
export const currentSetUp = async (tx: Tx): Promise<SetUp> => {
  const members = await tx
    .select({
      department: departmentPeople.departmentKey,
      role: departmentPeople.role,
      email: people.email,
    })
    .from(departmentPeople)
    .innerJoin(people, eq(people.id, departmentPeople.personId))
    .orderBy(departmentPeople.position)
  const listed = (department: string, role: string) =>
    members.filter((one) => one.department === department && one.role === role).map(({ email }) => email)
  const rows = {
    organisation: await tx.select().from(organisation),
    brands: await tx.select().from(brands).where(eq(brands.active, true)),
    people: await tx.select().from(people).where(eq(people.active, true)),
    accounts: await tx.select().from(personAccounts),
    departments: await tx.select().from(departments).where(eq(departments.active, true)),
    partners: await tx.select().from(partners).where(eq(partners.active, true)),
    webhooks: await tx.select().from(webhooks).where(eq(webhooks.active, true)),
    groups: await tx.select().from(helpdeskGroups),
  }
  return {
    organisation: by(
      rows.organisation,
      () => '',
      ({ id: _, appliedAt: __, ...organisation }) => organisation,
    ),
    brands: by(
      rows.brands,
      ({ key }) => key,
      ({ key: _, active: __, ...brand }) => brand,
    ),
    people: by(
      rows.people,
      ({ email }) => email,
      ({ id, name, language, oidcSubject }) => ({
        name,
        language,
        oidcSubject,
        accounts: by(
          rows.accounts.filter(({ personId }) => personId === id),
          ({ platform }) => platform,
          ({ workspace, user }) => ({ workspace, user }),
        ),
      }),
    ),
    departments: by(
      rows.departments,
      ({ key }) => key,
      ({ key, active: _, since: __, fileSays: ___, ...department }) => ({
        ...department,
        liaisons: listed(key, 'liaison'),
        managers: listed(key, 'manager'),
      }),
    ),
    roles: await currentRoles(tx),
    partners: by(
      rows.partners,
      ({ key }) => key,
      ({ key: _, active: __, ...partner }) => partner,
    ),
    webhooks: by(
      rows.webhooks,
      ({ key }) => key,
      ({ url, events }) => ({ url, events }),
    ),
    groups: by(
      rows.groups,
      ({ helpdesk, group }) => groupKey(helpdesk, group),
      (group) => group,
    ),
  }
}
