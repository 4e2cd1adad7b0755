import { and, eq, inArray } from 'drizzle-orm'
import { cases } from '../../../db/schema/index.ts'
import type { EdgeDeps } from '../../deps.ts'
import { codeOf, DomainError } from '../../errors.ts'
import { addBusinessMinutes } from '../../time.ts'
import { afterAnswer, CONFIRMABLE, CONFIRMATIONS, type Confirmation, REOPENABLE } from '../case.ts'
import { type Case, loadCase } from '../load.ts'
import { addEvent } from '../move.ts'
import { endRest } from '../steps/ending.ts'
import { reassignCases } from '../turns/reassign.ts'
import { heedSevere } from './heedSevere.ts'
import { mayAdd } from './limits.ts'
import { type ByLink, formOf, submitted, wordsOf } from './moveByLink.ts'
import { tellOpenCase } from './tellOpenCase.ts'
import type { CaseView } from './view.ts'
import { caseOfLink, viewCase } from './viewCase.ts'

/** A customer who says "not yet" hears within the time an apology may take. */
const NEXT_WORD = 240
const UNIQUE_VIOLATION = '23505'

/**
 * The customer's own word. Yes confirms; partly and not yet bring the case back to recovering, also after a yes: the
 * findings stay. The same answer again changes nothing. Throws `unknown`, `expired`, `invalid`, `conflict` if there is
 * nothing to answer.
 */
export const confirmCase = async (
  deps: EdgeDeps,
  { answer, words, ...by }: ByLink & { answer: Confirmation; words?: string },
): Promise<CaseView> => {
  if (!CONFIRMATIONS.includes(answer)) throw new DomainError('invalid', 'Please choose an answer.', 'answer')
  const text = wordsOf(words) || undefined
  const found = await loadCase(deps.db, await caseOfLink(deps.db, by.token, by.now))
  const formId = formOf(found.id, by.formId)
  if (await submitted(deps, formId)) return viewCase(deps, by)
  const said = { text, data: { answer }, formId, now: by.now }
  const moved = await move(deps, found, said).catch((error) => {
    if (codeOf(error) !== UNIQUE_VIOLATION) throw error
    return tellOpenCase(deps, found, said)
  })
  if (!moved) {
    const view = await viewCase(deps, by)
    if (view.answer?.answer === answer) return view
    throw new DomainError('conflict', 'This question is not open any more.')
  }
  deps.wake()
  return viewCase(deps, by)
}

type Said = { text?: string; data: { answer: Confirmation }; formId?: string; now: Date }

const move = ({ db }: EdgeDeps, found: Case, said: Said): Promise<boolean> => {
  const { now, data } = said
  const { answer } = data
  const yes = answer === 'yes'
  const due = addBusinessMinutes(found, now, NEXT_WORD)
  return db.transaction(async (tx) => {
    const rows = await tx
      .update(cases)
      .set({
        ...afterAnswer(answer, found.severity),
        askReminderAt: null,
        silentAt: null,
        waitingSince: null,
        endedAt: null,
        endReason: null,
        ...(yes
          ? { confirmedAt: now, confirmedBy: 'clicked', promise: 'a finding', promiseDueAt: null }
          : {
              promise: 'next word',
              promiseDueAt: due,
              done: null,
              doneAt: null,
              askedAt: null,
              confirmedAt: null,
              confirmedBy: null,
            }),
      })
      .where(
        and(
          eq(cases.id, found.id),
          inArray(cases.state, yes ? [...CONFIRMABLE] : [...CONFIRMABLE, ...REOPENABLE]),
        ),
      )
      .returning({ id: cases.id })
    if (rows.length === 0) return false
    await mayAdd(tx, found.id, 'words', now)
    // A form that was submitted before has moved the case: this one finds it in no state it can leave
    if (yes) await endRest(tx, found.id, now)
    await addEvent(tx, found, { kind: 'answered', ...said }, true)
    if (yes) return true
    await heedSevere(tx, found, said.text, now)
    // Whoever had it may have left since it ended
    await reassignCases(tx, now, { only: found.id })
    return true
  })
}
