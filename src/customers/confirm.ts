import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { caseOfLink } from '../cases/caseLinks.ts'
import { type Change, changeCase, submittedBefore } from '../cases/change.ts'
import { endRest } from '../cases/close.ts'
import { heedSevere } from '../cases/heedSevere.ts'
import { mayAdd } from '../cases/limits.ts'
import {
  afterAnswer,
  CONFIRMABLE,
  CONFIRMATIONS,
  type Confirmation,
  REOPENABLE,
} from '../cases/otherMoves.ts'
import { reassignCases } from '../cases/reassign.ts'
import { inTime } from '../cases/reopen.ts'
import { isOpen } from '../cases/states.ts'
import { managementCalled } from '../cases/steps/callManagement.ts'
import type { EdgeDeps } from '../deps.ts'
import { codeOf, DomainError } from '../errors.ts'
import { viewCase } from '../render/story.ts'
import type { CaseView } from '../render/storyView.ts'
import { addBusinessMinutes } from '../time.ts'
import { type ByLink, formOf, wordsOf } from './changeByCustomer.ts'
import { openAgain } from './openAgain.ts'
import { tellOpenCase } from './tellOpenCase.ts'

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
  if (await submittedBefore(deps, formId)) return viewCase(deps, by)
  if (answer !== 'yes' && !inTime(found, by.now)) {
    if (!text) throw new DomainError('invalid', 'Please write a few words.', 'words')
    await openAgain(deps, { ...by, words: text })
    return viewCase(deps, by)
  }
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

const becomesWorst = ({ severity }: Case, answer: Confirmation): boolean =>
  severity > 1 && afterAnswer(answer, severity).severity === 1

/** "Not yet" may be what makes it as severe as can be: management is called once, as for any other reason. */
const callAtWorst = async (change: Change, { id, calledAt }: Case) => {
  if (calledAt) return
  const called = { kind: 'management called' as const, data: { notYet: true as const } }
  await managementCalled(change, id, await change.note(id, called))
}

type Said = { text?: string; data: { answer: Confirmation }; formId?: string; now: Date }

const move = async ({ db }: EdgeDeps, found: Case, said: Said): Promise<boolean> => {
  const { now, data, text, formId } = said
  const { answer } = data
  const yes = answer === 'yes'
  const due = addBusinessMinutes(found, now, NEXT_WORD)
  const made = await changeCase(db, found, now, {
    from: yes ? CONFIRMABLE : [...CONFIRMABLE, ...REOPENABLE],
    formId,
    set: {
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
    },
    event: async ({ tx }) => {
      await mayAdd(tx, found.id, 'words', now)
      if (yes) await endRest(tx, found.id, now)
      return { kind: 'answered', text, data }
    },
    also: async (change) => {
      const worse = becomesWorst(found, answer)
      const severe = await heedSevere(change, found, text, { fresh: worse || !isOpen(found.state) })
      if (worse && !severe) await callAtWorst(change, found)
      if (yes) return
      // Its owner may have left since it ended
      await reassignCases(change.tx, now, { only: found.id })
    },
  })
  return made !== 'late'
}
