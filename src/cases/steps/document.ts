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
      throw new DomainError('invalid', ({ forms }) => forms.document.noCause, 'cause')
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
      throw new DomainError('invalid', ({ forms }) => forms.document.noDepartment, 'departments')
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
  fields: async (found, words, _now, { db }) => {
    const say = words.forms.document
    const all = await db
      .select({ key: departments.key, name: departments.name })
      .from(departments)
      .where(and(eq(departments.kind, 'department'), departments.active))
      .orderBy(asc(departments.name))
    const cause = found.answers.drivers?.[0]
    const causes = drivers.map((driver): [string, string] => [driver, driverLabel(driver, words)])
    return [
      {
        kind: 'choice',
        name: 'cause',
        ...say.cause,
        required: true,
        choices: choices(causes),
        initial: cause,
      },
      long('causeWords', say.causeWords),
      long('factors', say.factors),
      { kind: 'text', name: 'people', ...say.people, required: true, max: 500 },
      {
        kind: 'choices',
        name: 'departments',
        ...say.departments,
        required: true,
        choices: choices(all.map(({ key, name }) => [key, name])),
        initial: [found.departmentKey],
      },
      long('solution', say.solution),
      long('prevention', say.prevention),
    ]
  },
  run,
}
