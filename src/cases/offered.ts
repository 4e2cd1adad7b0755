import type { Case } from './case.ts'
import { legalMoves, type Move, ruleOf } from './machine.ts'
import { namedAlone } from './named.ts'
import { owedOf, rightsOwed } from './owed.ts'

/** The moves that make sense in a case as it stands, those on its card and those behind "More". Pure. */
export const offeredMoves = (found: Case): { shown: Move[]; more: Move[] } => {
  const moves = legalMoves(found.state, owedOf(found).length > 0).filter(
    (move) => SENSIBLE[move]?.(found) ?? true,
  )
  const seldom = (move: Move) => ruleOf(move).more || (move === 'apologise' && askFirst(found))
  return { shown: moves.filter((move) => !seldom(move)), more: moves.filter(seldom) }
}

/** The customer gave no words: what they are sorry about is asked before anybody says sorry for it. */
export const askFirst = ({ apologisedAt, heard, answers, email }: Case): boolean =>
  !apologisedAt && !heard && !answers.words && !answers.wish && email !== null && answers.reach?.may !== false

const SENSIBLE: Partial<Record<Move, (found: Case) => boolean>> = {
  'not-them': (found) => namedAlone(found) !== undefined,
  dispute: (found) => rightsOwed(found).length > 0,
  'take-back': ({ proposals }) => proposals.some(({ kind }) => kind === 'request'),
  'not-done': ({ remedies }) => remedies.some(({ doneAt }) => doneAt),
  'confirm-finding': ({ draft }) => Boolean(draft?.causeWords && draft.prevention),
}
