import { randomUUID } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import { departments } from '../../db/schema/index.ts'
import type { Answer, Handle, Inbound } from '../../integrations/chat.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type Actor, findActor, mayMove } from './actor.ts'
import { apologise } from './apologise.ts'
import { isMove, MOVES, type Move } from './case.ts'
import { answerCommand } from './command.ts'
import { documentCase } from './document.ts'
import { markDone } from './done.ts'
import { drawForm } from './forms.ts'
import { loadCase } from './load.ts'
import type { Act } from './move.ts'
import { tellProgress } from './progress.ts'
import { offerRemedy } from './remedy.ts'
import { seeMessage } from './seen.ts'
import { takeCase } from './take.ts'

const VERBS: Record<Move, (deps: EdgeDeps, act: Act) => Promise<unknown>> = {
  take: takeCase,
  apologise,
  remedy: offerRemedy,
  progress: tellProgress,
  done: markDone,
  document: documentCase,
}

/** Answers a click, a form or a command from any chat platform. What it changed is committed before it returns. */
export const act =
  (deps: EdgeDeps): Handle =>
  async (inbound) => {
    const now = deps.now()
    try {
      if (inbound.kind === 'command') {
        const by = await findActor(deps.db, inbound.by)
        return { kind: 'card', card: await answerCommand(deps.db, by, inbound.text, now) }
      }
      if (!isMove(inbound.verb))
        throw new DomainError(
          'unknown',
          'This button is from an older version: look for a newer message of the case.',
        )
      const by = await findActor(deps.db, inbound.by)
      if (inbound.kind === 'click' && MOVES[inbound.verb].form) return await openForm(deps, inbound, by, now)
      const form =
        inbound.kind === 'submit' ? { formId: inbound.formId, values: inbound.values } : { values: {} }
      await VERBS[inbound.verb](deps, {
        caseId: inbound.subject,
        by,
        ...form,
        now,
        message: inbound.message,
      })
      deps.wake()
      return { kind: 'done' }
    } catch (error) {
      if (error instanceof DomainError) return refusal(error)
      throw error
    }
  }

/** Writes nothing. The refusals a submit would meet are told before anyone writes a text in vain. */
const openForm = async (
  deps: EdgeDeps,
  { verb, subject, message }: Extract<Inbound, { kind: 'click' }>,
  by: Actor,
  now: Date,
): Promise<Answer> => {
  const move = verb as Exclude<Move, 'take'>
  const found = await loadCase(deps.db, subject)
  await seeMessage(deps.db, found, message, now)
  await mayMove(deps.db, found, by, move)
  if (move === 'done' && !found.apologisedAt)
    throw new DomainError(
      'conflict',
      'The apology comes first: "Apologise" in your own words, then mark it done.',
    )
  const all =
    move === 'document'
      ? await deps.db
          .select({ key: departments.key, name: departments.name })
          .from(departments)
          .where(and(eq(departments.kind, 'department'), departments.active))
          .orderBy(asc(departments.name))
      : []
  return { kind: 'form', form: drawForm(move, found, { id: randomUUID(), now, departments: all }) }
}

const refusal = (error: DomainError): Answer =>
  error.code === 'invalid' && error.field
    ? { kind: 'faults', faults: { [error.field]: error.message } }
    : { kind: 'notice', text: error.message }
