import type { Action, Card, CardPart, Tone } from '../../integrations/chat.ts'
import { askFirst, saidUnderGood } from '../cases/askFirst.ts'
import type { Case } from '../cases/case.ts'
import { awaitsDecision, DECISION } from '../cases/deadlines/rules.ts'
import { answeredParts, beginning, driverLabel, remedyLabel, saidParts, timeOf } from '../cases/labels.ts'
import { type Move, ruleOf } from '../cases/machine.ts'
import { offeredMoves } from '../cases/offered.ts'
import { owedOf, owesAfterEnd } from '../cases/owed.ts'
import { isOpen } from '../cases/states.ts'
import type { StaffWords } from '../locales/staff.ts'
import { maybeTwice } from '../outbox/postOnce.ts'
import { factsOf } from './cardFacts.ts'
import { doneParts, waitingParts } from './cardParts.ts'

const TONES: Record<Case['state'], Tone> = {
  open: 'bad',
  owned: 'bad',
  recovering: 'waiting',
  'awaiting customer': 'waiting',
  confirmed: 'good',
  documented: 'good',
  unconfirmed: 'plain',
  withdrawn: 'plain',
  'answered by mistake': 'plain',
  'contact declined': 'plain',
  'not agreed': 'plain',
  merged: 'plain',
}

/**
 * A case as its one message in chat, rendered from the state as it is: who owes what by when, what waits, the customer's
 * words and the buttons, which fit a phone; then the facts and what was done. `now`: what is late by then, and whether its
 * customer may still write their first words. Pure.
 */
export const renderCard = (found: Case, words: StaffWords, now: Date): Card => {
  const { number, answers, customerName } = found
  const drivers = answers.drivers?.map((driver) => driverLabel(driver, words)).join(', ') ?? ''
  const scored = scoreOf(found, words)
  const severity = words.card.severity(found.severity)
  const card: Card = {
    title: words.card.title(number, customerName, scored, drivers),
    summary: words.card.summary(
      number,
      customerName,
      `${scored}, ${severity}`,
      `${found.accountable} ${standing(found, words, now)}`,
      found.abusiveAt ? '' : beginning(answers.words ?? saidUnderGood(answers), words),
    ),
    tone: isLate(found, now) ? 'bad' : TONES[found.state],
    subject: found.id,
    about: found.id,
    parts: [
      standingPart(found, words, now),
      ...(isOpen(found.state) ? answeredParts(found, words) : []),
      ...waitingParts(found, words),
      ...wordsParts(found, words, now),
      { kind: 'buttons' },
      { kind: 'facts', facts: factsOf(found, words) },
      ...doneParts(found, words),
    ],
    actions: actionsOf(found, words),
    language: words.language,
  }
  return found.message?.twice ? maybeTwice(card) : card
}

/** The score as it is, and the one that opened the case where that was another. */
const scoreOf = ({ score, firstScore }: Case, { labels, card }: StaffWords): string =>
  score !== null && firstScore !== null && firstScore !== score
    ? card.scores(labels.score(score), labels.score(firstScore))
    : labels.score(score)

const wordsParts = (found: Case, { card, ...words }: StaffWords, now: Date): CardPart[] => {
  const said = saidParts(found, { card, ...words })
  if (said.length > 0) return said
  const writes = found.state === 'open' && now.getTime() - found.openedAt.getTime() < WRITING_MS
  return [
    { kind: 'note', text: found.score === null ? card.noWords : writes ? card.mayWrite : card.leftNone },
  ]
}
/** So long after the score its customer may be writing the first words. */
const WRITING_MS = 3_600_000

/**
 * The moves that are legal now, the seldom ones behind one button; one alone needs no button before it, unless it is a
 * manager's: a channel is read by everybody.
 */
const actionsOf = (found: Case, { card, moves: names }: StaffWords): Action[] => {
  const { shown: usual, more } = offeredMoves(found)
  const routed = (move: Move) => found.route !== null && ROUTED.includes(move)
  const shown = [...usual, ...more.filter(routed)]
  const seldom = more.filter((move) => !routed(move))
  const behind = seldom.length > 1 || seldom.some((move) => ruleOf(move).by === 'manager')
  const labelOf = (move: Move) => (routed(move) ? card.routed(names[move], found.route!.name) : names[move])
  const first = nextMove(found)
  const ordered = [...shown, ...(behind ? [] : seldom)].sort(
    (a, b) => Number(b === first) - Number(a === first),
  )
  return [
    ...ordered.map((move): Action => {
      const style = move === first ? { style: 'primary' as const } : {}
      return { verb: move, label: labelOf(move), opens: ruleOf(move).form ? 'form' : 'nothing', ...style }
    }),
    ...(behind ? [{ verb: 'more', label: card.more, opens: 'form' } satisfies Action] : []),
  ]
}

/** One click from the card where another department can fix what went wrong; its form is prefilled. */
const ROUTED: readonly Move[] = ['request', 'hand-over']

/**
 * The next step that is sensible, if the case waits for the owner: not that all is done while something is owed, or
 * while the customer waits for a word.
 */
const nextMove = (found: Case): Move | undefined => {
  const { state, apologisedAt, waitingSince, proposals, draft, unanswered } = found
  if (owesAfterEnd(found)) return 'settle'
  if (state === 'open') return askFirst(found) ? 'ask' : 'take'
  if (state === 'confirmed') return draft?.causeWords && draft.prevention ? 'confirm-finding' : 'document'
  if (state !== 'owned' && state !== 'recovering') return undefined
  const settled = proposals.length === 0 && owedOf(found).length === 0 && !unanswered
  if (!found.email) return apologisedAt && settled ? 'done' : 'held'
  if (!apologisedAt) return askFirst(found) && !waitingSince ? 'ask' : 'apologise'
  if (waitingSince) return undefined
  return state === 'recovering' && settled ? 'done' : 'progress'
}

const standingPart = (found: Case, words: StaffWords, now: Date): CardPart => ({
  kind: 'mention',
  name: found.accountable,
  text: standing(found, words, now),
  // An incident's own card has called; the worst cases call all the same
  ...(found.accountableAt && (!found.incident || found.severity === 1)
    ? { person: { platform: found.destination.platform, ...found.accountableAt } }
    : {}),
})

/** By when the next thing is owed. Null: nothing is, or its clock waits for the customer. */
const dueOf = (found: Case): Date | null => {
  const { state, promise, takeDueAt, apologyDueAt, promiseDueAt, waitingSince } = found
  if (owesAfterEnd(found)) return inOrder(found)[0]!.dueAt
  if (state === 'open') return takeDueAt
  if (state === 'owned' || state === 'recovering')
    return promise === 'first word' ? (waitingSince ? null : apologyDueAt) : promiseDueAt
  return awaitsDecision(found) ? promiseDueAt : null
}

const isLate = (found: Case, now: Date): boolean => {
  const due = dueOf(found)
  return due !== null && due <= now
}

const inOrder = (found: Case) => owedOf(found).toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())

/** What the accountable person owes, by when or since when: the rest of a sentence that begins with their name. */
export const standing = (found: Case, words: StaffWords, now: Date): string => {
  const say = words.card.standing
  const { late } = say
  const at = (date: Date | null) => (date ? timeOf(found, date, words) : '')
  const isPast = isLate(found, now)
  if (owesAfterEnd(found)) {
    const owed = inOrder(found)
    const what = owed.map((one) => remedyLabel(one, words)).join(', ')
    return (isPast ? late.owes : say.owes)(what, at(owed[0]!.dueAt), found.state)
  }
  switch (found.state) {
    case 'open':
      if (isPast) return late.open(at(found.takeDueAt))
      return (askFirst(found) ? say.openAsk : say.open)(at(found.takeDueAt), at(found.apologyDueAt))
    case 'owned':
    case 'recovering': {
      const owing = isPast ? late : say
      if (found.promise === 'first word')
        return (askFirst(found) ? owing.ask : owing.apology)(at(found.apologyDueAt))
      return (found.promise === 'remedy' ? owing.remedy : owing.word)(at(found.promiseDueAt))
    }
    case 'awaiting customer':
      return found.promise === DECISION
        ? (isPast ? late : say).silent(at(found.promiseDueAt))
        : say.asked(at(found.askedAt))
    case 'confirmed':
      return say.confirmed
    case 'documented':
      return say.documented(at(found.endedAt))
    case 'unconfirmed':
      return say.unconfirmed
    case 'merged':
      return say.merged(found.mergedNumber)
    default:
      return say.ended(found.state, at(found.endedAt))
  }
}
