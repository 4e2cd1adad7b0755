import { and, eq, inArray } from 'drizzle-orm'
import { cases } from '../../db/schema/index.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { addBusinessMinutes } from '../time.ts'
import { afterAnswer, CONFIRMABLE, CONFIRMATIONS, type Confirmation } from './case.ts'
import { loadCase } from './load.ts'
import { addEvent } from './move.ts'
import type { CaseView } from './view.ts'
import { caseOfLink, viewCase } from './viewCase.ts'

/** A customer who says "not yet" hears within the time an apology may take. */
const NEXT_WORD = 240
const LONGEST = 5000

/**
 * The customer's own word. Yes confirms; partly and not yet bring the case back to recovering. The same answer again
 * changes nothing. Throws `unknown`, `expired`, `invalid`, `conflict` if the question is not open.
 */
export const confirmCase = async (
  deps: EdgeDeps,
  { token, answer, words, now }: { token: string; answer: Confirmation; words?: string; now: Date },
): Promise<CaseView> => {
  if (!CONFIRMATIONS.includes(answer)) throw new DomainError('invalid', 'Please choose an answer.', 'answer')
  const text = words?.replaceAll('\0', '').trim() || undefined
  if (text && text.length > LONGEST)
    throw new DomainError('invalid', `This is longer than ${LONGEST} characters.`, 'words')
  const found = await loadCase(deps.db, await caseOfLink(deps.db, token, now))
  const next = afterAnswer(answer, found.severity)
  const yes = next.state === 'confirmed'
  const due = addBusinessMinutes(found, now, NEXT_WORD)
  const moved = await deps.db.transaction(async (tx) => {
    const rows = await tx
      .update(cases)
      .set({
        ...next,
        askReminderAt: null,
        silentAt: null,
        ...(yes
          ? { confirmedAt: now, endedAt: null, promise: 'a finding', promiseDueAt: null }
          : {
              promise: 'next word',
              promiseDueAt: due,
              done: null,
              doneAt: null,
              askedAt: null,
              endedAt: null,
            }),
      })
      .where(and(eq(cases.id, found.id), inArray(cases.state, [...CONFIRMABLE])))
      .returning({ id: cases.id })
    if (rows.length === 0) return false
    await addEvent(tx, found, { kind: 'answered', text, data: { answer }, now }, true)
    return true
  })
  const view = await viewCase(deps, { token, now })
  if (!moved && view.answer?.answer !== answer)
    throw new DomainError('conflict', 'This question is not open any more.')
  if (moved) deps.wake()
  return view
}
