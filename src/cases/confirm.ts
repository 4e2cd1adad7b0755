import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { cases, departments } from '../../db/schema/index.ts'
import type { EdgeDeps } from '../deps.ts'
import { codeOf, DomainError } from '../errors.ts'
import { addBusinessMinutes } from '../time.ts'
import { afterAnswer, CONFIRMABLE, CONFIRMATIONS, type Confirmation, OPEN_STATES } from './case.ts'
import { type Case, loadCase } from './load.ts'
import { addEvent } from './move.ts'
import type { CaseView } from './view.ts'
import { caseOfLink, viewCase } from './viewCase.ts'

/** A customer who says "not yet" hears within the time an apology may take. */
const NEXT_WORD = 240
const LONGEST = 5000
const UNIQUE_VIOLATION = '23505'

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
  const said = { text, data: { answer }, now }
  const reopened = deps.db.transaction(async (tx) => {
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
    await addEvent(tx, found, { kind: 'answered', ...said }, true)
    return true
  })
  const moved = await reopened.catch((error) => {
    if (codeOf(error) !== UNIQUE_VIOLATION) throw error
    return tellOpenCase(deps, found, said)
  })
  const view = await viewCase(deps, { token, now })
  if (!moved && view.answer?.answer !== answer)
    throw new DomainError('conflict', 'This question is not open any more.')
  if (moved) deps.wake()
  return view
}

/** The matter has another open case by now: that one goes on, and hears what is still not right with this one. */
const tellOpenCase = (
  { db }: EdgeDeps,
  found: Case,
  said: { text?: string; data: { answer: Confirmation }; now: Date },
): Promise<boolean> =>
  db.transaction(async (tx) => {
    const closed = await tx
      .update(cases)
      .set({ askedAt: null })
      .where(and(eq(cases.id, found.id), eq(cases.state, 'unconfirmed'), isNotNull(cases.askedAt)))
      .returning({ id: cases.id })
    if (closed.length === 0) return false
    await addEvent(tx, found, { kind: 'answered', ...said })
    const [open] = await tx
      .select({ id: cases.id, destination: departments.destination })
      .from(cases)
      .innerJoin(departments, eq(departments.key, cases.departmentKey))
      .where(and(eq(cases.matterId, found.matterId), inArray(cases.state, [...OPEN_STATES])))
    const data = { ...said.data, number: found.number }
    if (open) await addEvent(tx, open, { kind: 'earlier case answered', ...said, data }, true)
    return true
  })
