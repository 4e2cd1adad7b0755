import { and, eq, inArray, isNull, ne, or } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { proposals, remedies } from '../../../db/schema/index.ts'
import type { Field } from '../../../integrations/chat.ts'
import { DomainError } from '../../errors.ts'
import type { StaffWords } from '../../locales/staff.ts'
import type { Case } from '../case.ts'
import { choices } from '../formFields.ts'
import { tellWithdrawn } from '../proposals.ts'

/** What the customer is not asked before: a manager's decision, an answer to a handover, what another department does. */
export const settledFirst = ({ proposals: open }: Case, notNeeded: Set<string> = new Set()) => {
  const left = open.find(({ id, kind }) => kind === 'approval' || !notNeeded.has(id))
  if (!left) return
  const { kind, to } = left
  // A decision can't be ticked away
  if (kind === 'approval') throw new DomainError('conflict', ({ forms }) => forms.done.unsettled[kind](to))
  throw new DomainError('invalid', ({ forms }) => forms.done.unsettled[kind](to), 'notNeeded')
}

const isUnsettled = or(
  eq(proposals.state, 'waiting'),
  and(eq(proposals.kind, 'request'), eq(proposals.state, 'accepted')),
)

/** What was asked of others and is not needed any more. */
export const withdrawRest = async (tx: Tx, ids: Set<string>, now: Date) => {
  if (ids.size === 0) return
  const withdrawn = await tx
    .update(proposals)
    .set({ state: 'withdrawn', answeredAt: now })
    .where(and(inArray(proposals.id, [...ids]), ne(proposals.kind, 'approval'), isUnsettled))
    .returning()
  for (const proposal of withdrawn) await tellWithdrawn(tx, proposal, now)
}

export const waitsForDecision = ({ proposals: open }: Case) => open.find(({ kind }) => kind === 'approval')

/** The same before a form is filled in. */
export const decidedFirst = (found: Case) => {
  const waiting = waitsForDecision(found)
  if (waiting) throw new DomainError('conflict', ({ forms }) => forms.done.unsettled.approval(waiting.to))
}

export const unsettledField = (found: Case, words: StaffWords): Field[] => {
  const say = words.forms.done
  const open = found.proposals.filter(({ kind }) => kind !== 'approval')
  if (open.length === 0) return []
  const which = open.map(({ id, kind, to }): [string, string] => [
    id,
    say.noNeed[kind as 'request' | 'handover'](to),
  ])
  return [{ kind: 'choices', name: 'notNeeded', ...say.notNeeded, required: false, choices: choices(which) }]
}

/** Under the case's row: what was promised or asked for since the form was opened. */
export const nothingOwed = async (tx: Tx, caseId: string) => {
  const undone = await tx
    .select({ id: remedies.id })
    .from(remedies)
    .where(and(eq(remedies.caseId, caseId), isNull(remedies.doneAt), isNull(remedies.withdrawnAt)))
  const unsettled = await tx
    .select({ id: proposals.id })
    .from(proposals)
    .where(and(eq(proposals.caseId, caseId), isUnsettled))
  if (undone.length + unsettled.length > 0)
    throw new DomainError('conflict', ({ forms }) => forms.done.promised)
}
