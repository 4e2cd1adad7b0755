import type { Db } from '../../../db/client.ts'
import { OPEN_LIST } from '../../../db/schema/index.ts'
import { excludedFrom } from '../../directory/excluded.ts'
import { DomainError } from '../../errors.ts'
import type { Case } from '../case.ts'
import { loadCase } from '../caseFile.ts'
import { submittedBefore } from '../change.ts'
import { choices } from '../formFields.ts'
import { listOf, textOf } from '../formValues.ts'
import { type Actor, mayMove } from '../rights.ts'
import { isOpen } from '../states.ts'
import type { CaseVerb } from '../verb.ts'
import { joinCases } from './mergeCases.ts'

const MOST = 100

type Other = {
  id: string
  number: number
  state: string
  department: string
  reference: string | null
}

/** This customer's other open cases; those about the person who asks are not shown to them. */
const othersOf = async (db: Db, found: Case, by: Actor): Promise<Other[]> => {
  const sql = db.$client
  return sql<Other[]>`
    select k.id, k.number, k.state, d.name as department, c.reference
    from cases k join departments d on d.key = k.department_key join contacts c on c.id = k.contact_id
    where k.customer_id = ${found.customerId} and k.id <> ${found.id}
      and k.state in ${sql.unsafe(OPEN_LIST)} and ${by.id} not in ${sql.unsafe(excludedFrom('k'))}
    order by k.number limit ${MOST}`
}

const some = ({ number, customerName }: Case, others: Other[]) => {
  if (others.length === 0)
    throw new DomainError('conflict', ({ forms }) => forms.merge.none(number, customerName))
}

/** The case that was chosen or whose number was typed. Throws `invalid` for one of another customer, or that has ended. */
const chosenOf = async (
  db: Db,
  found: Case,
  values: { values: Record<string, string | string[]> },
): Promise<Case> => {
  const [chosen] = listOf(values, 'case')
  const number = chosen ? undefined : textOf(values, 'number', { max: 12 })
  if (number && !/^\d{1,9}$/.test(number))
    throw new DomainError('invalid', ({ forms }) => forms.merge.noNumber, 'number')
  const [row] = await db.$client<{ id: string }[]>`
    select id from cases where customer_id = ${found.customerId} and id <> ${found.id}
      and (id::text = ${chosen ?? null} or number = ${number ? Number(number) : null})`
  const other = row && (await loadCase(db, row.id))
  if (other && isOpen(other.state)) return other
  throw new DomainError(
    'invalid',
    ({ forms: { merge: say } }) => (other ? say.ended(other.number) : say.notTheirs),
    chosen ? 'case' : 'number',
  )
}

/** Who joins two cases may act on both. */
const mayJoin = async (db: Db, other: Case, by: Actor) => {
  await mayMove(db, other, by, 'join').catch((error) => {
    if (!(error instanceof DomainError)) throw error
    throw new DomainError('forbidden', ({ forms }) =>
      forms.merge.notYours(other.number, other.department, other.accountable),
    )
  })
}

/** A complaint about a colleague is read by few: its words must not come up where that colleague reads. */
const keptApart = (found: Case, other: Case) => {
  if (
    found.excluded.length === other.excluded.length &&
    found.excluded.every((id) => other.excluded.includes(id))
  )
    return
  const about = found.excluded.length > other.excluded.length ? found : other
  throw new DomainError('conflict', ({ forms }) => forms.merge.keptApart(about.number))
}

/** Joins a case with another of the same customer: the earlier goes on, the later ends as merged. */
export const join: CaseVerb = {
  before: async (found, _now, { db }, by) => some(found, await othersOf(db, found, by)),
  fields: async (found, { forms: { merge: say } }, _now, { db }, by) => [
    {
      kind: 'choice',
      name: 'case',
      ...say.case,
      required: false,
      choices: choices(
        (await othersOf(db, found, by)).map(({ id, number, department, reference, state }) => [
          id,
          say.choice(number, department, reference, state),
        ]),
      ),
    },
    { kind: 'text', name: 'number', ...say.number, required: false, max: 12 },
  ],
  run: async (deps, act) => {
    if (act.formId && (await submittedBefore(deps, act.formId))) return 'made before'
    const found = await loadCase(deps.db, act.caseId)
    await mayMove(deps.db, found, act.by, 'join')
    const other = await chosenOf(deps.db, found, act)
    await mayJoin(deps.db, other, act.by)
    keptApart(found, other)
    const [goesOn, ends] = [found, other].sort(
      (a, b) => a.openedAt.getTime() - b.openedAt.getTime() || a.number - b.number,
    ) as [Case, Case]
    const made = await joinCases(deps, { goesOn, ends, found, by: act.by, now: act.now, formId: act.formId })
    if (made) return { notice: ({ forms }) => forms.merge.merged(ends.number, goesOn.number) }
    if (act.formId && (await submittedBefore(deps, act.formId))) return 'made before'
    throw new DomainError('conflict', ({ forms }) => forms.merge.changed)
  },
}
