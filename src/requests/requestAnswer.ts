import { and, eq } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { departmentPeople, departments } from '../../db/schema/index.ts'
import type { Form } from '../../integrations/chat.ts'
import type { Case } from '../cases/case.ts'
import { submittedBefore } from '../cases/change.ts'
import { long } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { answerProposal, caseOf, findProposal, type Proposal } from '../cases/proposals.ts'
import type { Actor } from '../cases/rights.ts'
import type { Asked, Given, OtherVerb } from '../cases/verb.ts'
import type { EdgeDeps } from '../deps.ts'
import { isExcluded } from '../directory/excluded.ts'
import { DomainError } from '../errors.ts'
import { requestParts } from './requestCard.ts'

type Answer = {
  from: 'waiting' | 'accepted'
  to: 'accepted' | 'declined' | 'done'
  kind: 'request accepted' | 'request declined' | 'request done'
  said?: string
}

const ACCEPT: Answer = { from: 'waiting', to: 'accepted', kind: 'request accepted' }
const DECLINE: Answer = { from: 'waiting', to: 'declined', kind: 'request declined', said: 'alternative' }
const DONE: Answer = { from: 'accepted', to: 'done', kind: 'request done', said: 'words' }

/** People of the department that is asked, and never the person the case is about. Throws what they can't do now. */
const answerable = async (db: Db, proposal: Proposal, found: Case, by: Actor, { from, to }: Answer) => {
  const [department] = await db
    .select({ name: departments.name, member: departmentPeople.personId })
    .from(departments)
    .leftJoin(
      departmentPeople,
      and(eq(departmentPeople.departmentKey, departments.key), eq(departmentPeople.personId, by.id)),
    )
    .where(eq(departments.key, proposal.toDepartment ?? ''))
    .limit(1)
  if (proposal.kind !== 'request' || !department?.member)
    throw new DomainError('forbidden', ({ turns: { request: say } }) => say.notYours(department?.name))
  if (isExcluded(found, by)) throw new DomainError('forbidden', ({ turns: { request: say } }) => say.aboutYou)
  if (proposal.state !== from) throw late(proposal, to)
  return department.name
}

const late = ({ state }: Proposal, to: Answer['to']) =>
  new DomainError('conflict', ({ turns: { request: say } }) =>
    state === 'waiting' && to === 'done' ? say.acceptFirst : say.already(state),
  )

const answer = async (deps: EdgeDeps, given: Given, how: Answer) => {
  const { subject, by, now, formId } = given
  if (await submittedBefore(deps, formId)) return 'made before'
  const text = how.said ? textOf(given, how.said, { min: 10, max: 2000 }) : undefined
  const proposal = await findProposal(deps, subject)
  const found = await caseOf(deps, proposal)
  const department = await answerable(deps.db, proposal, found, by, how)
  const data = { proposal: proposal.id, department, due: proposal.deedDueAt }
  const made = await answerProposal(deps, proposal, now, {
    from: [how.from],
    set:
      how.to === 'done'
        ? { state: 'done', doneAt: now, answer: text }
        : { state: how.to, answeredBy: by.id, answeredAt: now, ...(text ? { answer: text } : {}) },
    event: { kind: how.kind, text, data },
    by: by.id,
    formId,
  })
  if (made !== 'late') return made
  if (await submittedBefore(deps, formId)) return 'made before'
  throw late(await findProposal(deps, subject), how.to)
}

const form = async (
  deps: EdgeDeps,
  { subject, by, words, formId }: Asked,
  how: Answer,
  rest: Pick<Form, 'verb' | 'title' | 'submit' | 'fields'>,
): Promise<Form> => {
  const proposal = await findProposal(deps, subject)
  const found = await caseOf(deps, proposal)
  await answerable(deps.db, proposal, found, by, how)
  return { id: formId, subject, intro: requestParts(found, proposal, words), ...rest }
}

export const acceptRequest: OtherVerb = { run: (deps, given) => answer(deps, given, ACCEPT) }

/** No plain decline: what the department can do instead stands in the same form. */
export const declineRequest: OtherVerb = {
  form: (deps, asked) => {
    const { title, submit, alternative } = asked.words.turns.request.decline
    const fields = [long('alternative', alternative, 2000)]
    return form(deps, asked, DECLINE, { verb: 'decline-request', title, submit, fields })
  },
  run: (deps, given) => answer(deps, given, DECLINE),
}

export const requestDone: OtherVerb = {
  form: (deps, asked) => {
    const { title, submit, words } = asked.words.turns.request.done
    return form(deps, asked, DONE, {
      verb: 'request-done',
      title,
      submit,
      fields: [long('words', words, 2000)],
    })
  },
  run: (deps, given) => answer(deps, given, DONE),
}
