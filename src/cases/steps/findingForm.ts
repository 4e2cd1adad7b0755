import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { departments, findings, proposals } from '../../../db/schema/index.ts'
import type { Field } from '../../../integrations/chat.ts'
import { drivers } from '../../../surveys/drivers.ts'
import type { EdgeDeps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import type { StaffWords } from '../../locales/staff.ts'
import type { Case } from '../case.ts'
import type { Change } from '../change.ts'
import type { Act } from '../changeByStaff.ts'
import { type FindingDraft, keepDraft, type WrittenFinding } from '../findings.ts'
import { choices, long } from '../formFields.ts'
import { listOf, textOf } from '../formValues.ts'
import { driverLabel } from '../labels.ts'

const SENTENCE = 300

/** What a finding begins with: what the case tells, the version before, its draft. */
export const startOf = async (
  found: Case,
  { db }: Pick<EdgeDeps, 'db'>,
): Promise<Partial<WrittenFinding> & Pick<WrittenFinding, 'departments' | 'people' | 'solution'>> => {
  const [before] = await db.select().from(findings).where(eq(findings.caseId, found.id))
  const asked = await db
    .selectDistinct({ key: proposals.toDepartment })
    .from(proposals)
    .where(and(eq(proposals.caseId, found.id), isNotNull(proposals.toDepartment)))
  return {
    cause: found.answers.drivers?.[0],
    people: (found.answers.about === 'person' && found.staffMember?.name) || '',
    departments: [...new Set([found.departmentKey, ...asked.flatMap(({ key }) => key ?? [])])],
    solution: found.done ?? '',
    ...before,
    // What changed because of the customer was told them once
    toCustomer: null,
    ...found.draft,
  }
}

/**
 * The fields of a finding. Two have to be filled in, cause and prevention; `short` gives those alone, and requires
 * none: a draft, beside what else a form notes.
 */
export const findingFields = async (
  found: Case,
  words: StaffWords,
  deps: Pick<EdgeDeps, 'db'>,
  { short = false } = {},
): Promise<Field[]> => {
  const say = words.forms.document
  const start = await startOf(found, deps)
  const causes = drivers.map((driver): [string, string] => [driver, driverLabel(driver, words)])
  const required = { required: !short }
  const core: Field[] = [
    {
      kind: 'choice',
      name: 'cause',
      ...say.cause,
      ...(short && { hint: say.early }),
      ...required,
      choices: choices(causes),
      initial: start.cause,
    },
    { ...long('causeWords', say.causeWords), ...required, initial: start.causeWords },
    { ...long('prevention', say.prevention), ...required, initial: start.prevention },
    {
      kind: 'choices',
      name: 'unpreventable',
      ...say.unpreventable,
      required: false,
      choices: choices([['yes', say.nothing]]),
      initial: start.unpreventable ? ['yes'] : [],
    },
  ]
  if (short) return core
  const all = await deps.db
    .select({ key: departments.key, name: departments.name })
    .from(departments)
    .where(and(eq(departments.kind, 'department'), departments.active))
    .orderBy(asc(departments.name))
  const optional = { required: false }
  return [
    ...core,
    { ...long('toCustomer', say.toCustomer, SENTENCE), ...optional, initial: start.toCustomer ?? undefined },
    { ...long('factors', say.factors), ...optional, initial: start.factors ?? othersOf(found, words) },
    { kind: 'text', name: 'people', ...say.people, ...optional, max: 500, initial: start.people },
    {
      kind: 'choices',
      name: 'departments',
      ...say.departments,
      ...optional,
      choices: choices(all.map(({ key, name }) => [key, name])),
      initial: start.departments,
    },
    { ...long('solution', say.solution), ...optional, initial: start.solution },
  ]
}

/** What else the customer named. */
const othersOf = ({ answers }: Case, words: StaffWords): string | undefined =>
  answers.drivers
    ?.slice(1)
    .map((driver) => driverLabel(driver, words))
    .join(', ')

/** Reads a finding; throws `invalid` naming the field. */
export const readFinding = (act: Pick<Act, 'values'>): WrittenFinding => ({
  ...readCore(act, 1),
  toCustomer: textOf(act, 'toCustomer', { min: 0, max: SENTENCE }) || null,
  factors: textOf(act, 'factors', { min: 0 }),
  people: textOf(act, 'people', { min: 0, max: 500 }),
  departments: listOf(act, 'departments'),
  solution: textOf(act, 'solution', { min: 0 }),
})

/** The same of the short form: what stands in it, which may be unfinished; undefined where nothing was written. */
export const readDraft = (act: Pick<Act, 'values'>): FindingDraft | undefined => {
  const draft = readCore({ values: { ...act.values, cause: act.values.cause || 'other' } }, 0)
  return draft.causeWords || draft.prevention ? draft : undefined
}

const readCore = (act: Pick<Act, 'values'>, min: number): FindingDraft => {
  const cause = textOf(act, 'cause')
  if (!(drivers as readonly string[]).includes(cause))
    throw new DomainError('invalid', ({ forms }) => forms.document.noCause, 'cause')
  return {
    cause,
    causeWords: textOf(act, 'causeWords', { min }),
    prevention: textOf(act, 'prevention', { min }),
    unpreventable: listOf(act, 'unpreventable').includes('yes'),
  }
}

/** The finding may be begun with it, while it is fresh. */
export const drafted = async (change: Change, found: Case, act: Act): Promise<void> => {
  const draft = readDraft(act)
  if (!draft) return
  await keepDraft(change.tx, { caseId: found.id, draft, by: act.by.id, at: act.now })
  await change.note(found.id, { kind: 'finding drafted', by: act.by.id })
}
