import { and, asc, eq } from 'drizzle-orm'
import { departments, findings } from '../../../db/schema/index.ts'
import { drivers } from '../../../surveys/drivers.ts'
import { DomainError } from '../../errors.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { choices, long } from '../formFields.ts'
import { listOf, textOf } from '../formValues.ts'
import { driverLabel } from '../labels.ts'
import type { CaseVerb } from '../verb.ts'

/** Writes the finding, which closes the case as documented. */
const run: CaseVerb['run'] = (deps, act) =>
  changeByStaff(deps, 'document', act, (found) => {
    const cause = textOf(act, 'cause')
    if (!(drivers as readonly string[]).includes(cause))
      throw new DomainError('invalid', 'Please choose a cause.', 'cause')
    const finding = {
      cause,
      causeWords: textOf(act, 'causeWords'),
      factors: textOf(act, 'factors'),
      people: textOf(act, 'people', { max: 500 }),
      departments: listOf(act, 'departments'),
      solution: textOf(act, 'solution'),
      prevention: textOf(act, 'prevention'),
    }
    if (finding.departments.length === 0)
      throw new DomainError('invalid', 'Please choose at least one department.', 'departments')
    return {
      set: { state: 'documented', endedAt: act.now, promise: null, promiseDueAt: null },
      event: { kind: 'documented', data: { cause } },
      also: async ({ tx }) => {
        const row = { caseId: found.id, ...finding, by: act.by.id, at: act.now }
        // A case that was reopened after its finding has a second look at the same cause
        await tx.insert(findings).values(row).onConflictDoUpdate({ target: findings.caseId, set: row })
      },
    }
  })

export const document: CaseVerb = {
  submit: 'Document',
  fields: async (found, _now, { db }) => {
    const all = await db
      .select({ key: departments.key, name: departments.name })
      .from(departments)
      .where(and(eq(departments.kind, 'department'), departments.active))
      .orderBy(asc(departments.name))
    const cause = found.answers.drivers?.[0]
    return [
      {
        kind: 'choice',
        name: 'cause',
        label: 'Cause',
        required: true,
        choices: choices(drivers.map((driver) => [driver, driverLabel(driver)])),
        ...(cause ? { initial: cause } : {}),
      },
      long('causeWords', 'The cause in words'),
      long('factors', 'Factors', 'What made it possible or worse.'),
      {
        kind: 'text',
        name: 'people',
        label: 'People or roles',
        required: true,
        max: 500,
        hint: 'Roles rather than names; whoever is named is heard first.',
      },
      {
        kind: 'choices',
        name: 'departments',
        label: 'Departments',
        required: true,
        choices: choices(all.map(({ key, name }) => [key, name])),
        initial: [found.departmentKey],
      },
      long('solution', 'Solution', 'What put it right for this customer.'),
      long('prevention', 'Prevention', 'What keeps it from happening again.'),
    ]
  },
  run,
}
