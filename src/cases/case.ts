import type { CaseState } from '../../db/schema/index.ts'

/** The case machine: states, and which move is legal when. Pure. */
export const OPEN_STATES = ['open', 'owned', 'recovering', 'awaiting customer'] as const satisfies CaseState[]
export const isOpen = (state: CaseState): boolean => (OPEN_STATES as readonly CaseState[]).includes(state)

/** What staff can do; each is one verb, one conditional UPDATE, one case event. */
export type Move = 'take' | 'apologise' | 'remedy' | 'progress' | 'done' | 'document'

/** `liaison`: any liaison of the department, and its managers. `owner`: the one who holds the case, and the managers. */
export type Role = 'liaison' | 'owner'

export const MOVES: Record<Move, { from: readonly CaseState[]; by: Role; label: string; form: boolean }> = {
  take: { from: ['open'], by: 'liaison', label: 'Take it', form: false },
  apologise: { from: ['owned', 'recovering'], by: 'owner', label: 'Apologise', form: true },
  remedy: { from: ['owned', 'recovering'], by: 'owner', label: 'Offer remedy', form: true },
  progress: { from: ['owned', 'recovering'], by: 'owner', label: 'Progress', form: true },
  done: { from: ['recovering'], by: 'owner', label: 'Mark done', form: true },
  document: { from: ['confirmed'], by: 'owner', label: 'Document', form: true },
}

export const isMove = (verb: string): verb is Move => Object.hasOwn(MOVES, verb)
export const legal = (move: Move, state: CaseState): boolean => MOVES[move].from.includes(state)
export const legalMoves = (state: CaseState): Move[] =>
  (Object.keys(MOVES) as Move[]).filter((move) => legal(move, state))

/** What the customer can answer, and where it leads. A late answer to a case gone silent still counts. */
export const CONFIRMABLE = ['awaiting customer', 'unconfirmed'] as const satisfies CaseState[]
export type Confirmation = 'yes' | 'partly' | 'not yet'
export const CONFIRMATIONS = ['yes', 'partly', 'not yet'] as const satisfies Confirmation[]

export const afterAnswer = (
  answer: Confirmation,
  severity: number,
): { state: CaseState; severity: number } =>
  answer === 'yes'
    ? { state: 'confirmed', severity }
    : { state: 'recovering', severity: answer === 'not yet' ? Math.max(1, severity - 1) : severity }
