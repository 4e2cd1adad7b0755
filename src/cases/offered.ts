import { askFirst } from './askFirst.ts'
import type { Case } from './case.ts'
import { awaitsDecision } from './deadlines/rules.ts'
import { legalMoves, type Move, ruleOf } from './machine.ts'
import { namedAlone } from './named.ts'
import { owedOf, rightsOwed } from './owed.ts'

/** The moves that make sense in a case as it stands, those on its card and those behind "More". Pure. */
export const offeredMoves = (found: Case): { shown: Move[]; more: Move[] } => {
  const moves = legalMoves(found.state, owedOf(found).length > 0).filter(
    (move) => SENSIBLE[move]?.(found) ?? true,
  )
  const seldom = (move: Move) =>
    (ruleOf(move).more && !MENDS[move]?.(found)) || (move === 'apologise' && askFirst(found))
  return { shown: moves.filter((move) => !seldom(move)), more: moves.filter(seldom) }
}

/** Otherwise behind "More": what puts right what the card says. */
const MENDS: Partial<Record<Move, (found: Case) => boolean>> = {
  'correct-address': ({ addressRefused, mailFailedAt }) => addressRefused !== null || mailFailedAt !== null,
  'send-again': ({ mailUnsureAt }) => mailUnsureAt !== null,
  'carry-on': awaitsDecision,
  unconfirmed: awaitsDecision,
}

/** A manager's two choices where the customer stayed silent and the clock may not end the case. */
export const DECISIONS: readonly Move[] = ['carry-on', 'unconfirmed']

/** The move decides such a case, so that all its managers may make it. Pure. */
export const decides = (move: Move, found: Case): boolean => DECISIONS.includes(move) && awaitsDecision(found)

const SENSIBLE: Partial<Record<Move, (found: Case) => boolean>> = {
  // Else its button would open another form
  apologise: ({ apologised }) => !apologised,
  'not-them': (found) => namedAlone(found) !== undefined,
  dispute: (found) => rightsOwed(found).length > 0,
  'take-back': ({ proposals }) => proposals.some(({ kind }) => kind === 'request'),
  'send-again': ({ mailUnsureAt }) => mailUnsureAt !== null,
  'not-done': ({ remedies }) => remedies.some(({ doneAt }) => doneAt),
  'confirm-finding': ({ draft }) => Boolean(draft?.causeWords && draft.prevention),
}
