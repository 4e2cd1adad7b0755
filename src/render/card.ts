import type { Action, Card, CardPart, Tone } from '../../integrations/chat.ts'
import type { Case } from '../cases/caseFile.ts'
import { DECISION } from '../cases/deadlines/rules.ts'
import { driverLabel, saidParts, timeOf } from '../cases/labels.ts'
import { legalMoves, type Move, ruleOf } from '../cases/machine.ts'
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
 * A case as its one message in chat, drawn from the state as it is: who owes what by when, what waits, then the facts,
 * the customer's words, and what was done. Pure.
 */
export const drawCard = (found: Case): Card => {
  const { number, answers } = found
  const about = answers.drivers?.map(driverLabel).join(', ')
  const card: Card = {
    title: `Case ${number}: ${scoreOf(found)}${about ? `, ${about}` : ''}`,
    summary: `Case ${number}, ${scoreOf(found)}: ${found.accountable} ${standing(found)}`,
    tone: TONES[found.state],
    subject: found.id,
    about: found.id,
    parts: [
      standingPart(found),
      ...waitingParts(found),
      { kind: 'facts', facts: factsOf(found) },
      ...wordsParts(found),
      ...doneParts(found),
    ],
    actions: actionsOf(found),
  }
  return found.message?.twice ? maybeTwice(card) : card
}

const scoreOf = ({ score }: Case): string => (score === null ? 'opened by staff' : `${score} of 5`)

const wordsParts = (found: Case): CardPart[] => {
  const said = saidParts(found)
  if (said.length > 0) return said
  const text =
    found.score === null ? 'No words were noted.' : 'No words yet: the customer may still be writing.'
  return [{ kind: 'note', text }]
}

/** The moves that are legal now, the seldom ones behind one button; one alone needs no button before it. */
const actionsOf = (found: Case): Action[] => {
  const moves = legalMoves(found.state)
  const seldom = moves.filter((move) => ruleOf(move).more)
  const shown = moves.filter((move) => !ruleOf(move).more || seldom.length === 1)
  const first = nextMove(found)
  return [
    ...shown.map((move): Action => {
      const { label, form } = ruleOf(move)
      const style = move === first ? { style: 'primary' as const } : {}
      return { verb: move, label, opens: form ? 'form' : 'nothing', ...style }
    }),
    ...(seldom.length > 1 ? [{ verb: 'more', label: 'More…', opens: 'form' } satisfies Action] : []),
  ]
}

/** What the case waits for, if it waits for the owner. */
const nextMove = ({ state, apologisedAt, remedies }: Case): Move | undefined => {
  if (state === 'open') return 'take'
  if (state === 'confirmed') return 'document'
  if (state !== 'owned' && state !== 'recovering') return undefined
  if (!apologisedAt) return 'apologise'
  return state === 'recovering' && remedies.every(({ doneAt }) => doneAt) ? 'done' : 'progress'
}

const standingPart = (found: Case): CardPart => ({
  kind: 'mention',
  name: found.accountable,
  text: standing(found),
  ...(found.accountableAt
    ? { person: { platform: found.destination.platform, ...found.accountableAt } }
    : {}),
})

/** What the accountable person owes, by when: the rest of a sentence that begins with their name. */
const standing = (found: Case): string => {
  const at = (date: Date | null) => (date ? timeOf(found, date) : '')
  switch (found.state) {
    case 'open':
      return `is accountable. Take it by ${at(found.takeDueAt)}, apologise by ${at(found.apologyDueAt)}.`
    case 'owned':
    case 'recovering':
      if (found.promise === 'first word') return `has it. Apologise by ${at(found.apologyDueAt)}.`
      return found.promise === 'remedy'
        ? `has it. A remedy is promised by ${at(found.promiseDueAt)}.`
        : `has it. The customer hears by ${at(found.promiseDueAt)}.`
    case 'awaiting customer':
      if (found.promise === DECISION)
        return `has it. The customer stayed silent: a manager decides by ${at(found.promiseDueAt)}, "End as unconfirmed" or "Carry on".`
      return `has it. Waiting for the customer’s answer since ${at(found.askedAt)}.`
    case 'confirmed':
      return 'documents the finding: the customer confirmed that it is put right.'
    case 'documented':
      return `put it right and documented it, ${at(found.endedAt)}.`
    case 'unconfirmed':
      return 'had it. What was promised is done, but the customer did not answer: unconfirmed.'
    case 'merged':
      return `had it: it goes on in ${found.mergedNumber ? `case ${found.mergedNumber}` : 'another case of this customer'}.`
    default:
      return `had it. It ended as ${found.state}, ${at(found.endedAt)}.`
  }
}
