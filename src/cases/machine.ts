import type { CaseState } from '../../db/schema/index.ts'
import { DOCUMENTABLE, ENDED, FINDING_DUE, HELD, OPEN_STATES, TAKEN } from './states.ts'

/** The case machine: every legal move of staff of recovery.md section 3. Pure. `otherMoves.ts` has those of customers and the clock. ARCHITECTURE.md's table is made from it. */
/** `liaison`: any liaison or manager of the department. `owner`: who holds the case, and the managers. `manager`: the department's managers and management. */
export type Role = 'liaison' | 'owner' | 'manager'

type Rule = {
  from: readonly CaseState[]
  /** Also from these, while a remedy is still owed. */
  owing?: readonly CaseState[]
  /** Where it may lead; empty: the state stays. */
  to: readonly CaseState[]
  by: Role
  /** False: the click acts at once. */
  form: boolean
  /** Not on the card itself, but behind its "More". */
  more?: boolean
  /** It also takes a case that nobody has taken, for any liaison. */
  takes?: true
  /** What else it needs, for people who read the table. */
  needs?: string
}

/** What staff can do, in the order of the buttons; each is one verb, one conditional UPDATE, one case event. */
export const MOVES = {
  take: { from: ['open'], to: ['owned'], by: 'liaison', form: false },
  apologise: { from: TAKEN, to: ['recovering'], by: 'owner', form: true, takes: true },
  ask: { from: TAKEN, to: ['recovering'], by: 'owner', form: true, takes: true },
  remedy: { from: TAKEN, to: ['recovering'], by: 'owner', form: true },
  progress: { from: TAKEN, to: [], by: 'owner', form: true },
  held: {
    from: HELD,
    to: ['recovering', 'confirmed'],
    by: 'owner',
    form: true,
    takes: true,
    needs: 'confirmed: the customer’s spoken yes, with the apology given and every remedy done',
  },
  done: {
    from: ['recovering'],
    to: ['awaiting customer'],
    by: 'owner',
    form: true,
    needs: 'the apology; recovering while a remedy is still owed',
  },
  'confirm-finding': {
    from: DOCUMENTABLE,
    to: ['documented'],
    by: 'owner',
    form: false,
    needs: 'a draft; as it was where the case ended otherwise than confirmed',
  },
  document: {
    from: DOCUMENTABLE,
    to: ['documented'],
    by: 'owner',
    form: true,
    needs: 'as it was where the case ended otherwise than confirmed',
  },
  'draft-finding': { from: HELD, to: [], by: 'owner', form: true, more: true },
  account: { from: TAKEN, to: ['recovering'], by: 'owner', form: true, more: true },
  request: { from: TAKEN, to: [], by: 'owner', form: true, more: true },
  'take-back': { from: HELD, to: [], by: 'owner', form: true, more: true },
  'hand-over': { from: HELD, owing: ENDED, to: [], by: 'owner', form: true, more: true },
  'not-them': {
    from: OPEN_STATES,
    to: [],
    by: 'manager',
    form: false,
    needs: 'a complaint about a person who is known by name alone',
  },
  'call-back': { from: HELD, to: [], by: 'owner', form: true, more: true },
  'call-management': {
    from: OPEN_STATES,
    to: [],
    by: 'liaison',
    form: true,
    more: true,
  },
  severity: {
    from: OPEN_STATES,
    to: [],
    by: 'owner',
    form: true,
    more: true,
    needs: 'from severity 1 a manager',
  },
  handling: { from: OPEN_STATES, to: [], by: 'owner', form: true, more: true },
  'correct-address': {
    from: OPEN_STATES,
    to: [],
    by: 'owner',
    form: true,
    more: true,
  },
  'send-again': {
    from: HELD,
    to: [],
    by: 'owner',
    form: false,
    more: true,
    needs: 'a mail to the customer that may not have arrived',
  },
  abusive: {
    from: OPEN_STATES,
    to: ['owned'],
    by: 'liaison',
    form: true,
    more: true,
    needs: 'owned where nobody had taken it: a manager has it from then on',
  },
  join: {
    from: OPEN_STATES,
    to: ['merged'],
    by: 'liaison',
    form: true,
    more: true,
  },
  'undo-join': {
    from: ['merged'],
    to: ['open', 'owned', 'recovering'],
    by: 'liaison',
    form: false,
  },
  'not-done': {
    from: [...HELD, ...FINDING_DUE, 'documented', 'withdrawn', 'contact declined'],
    to: ['recovering'],
    by: 'manager',
    form: true,
    more: true,
    needs: 'a remedy that is marked done; after other ends it is owed, and the end stays',
  },
  'carry-on': {
    from: ['awaiting customer', 'unconfirmed'],
    to: ['recovering'],
    by: 'owner',
    form: true,
    more: true,
  },
  unconfirmed: {
    from: ['awaiting customer'],
    to: ['unconfirmed'],
    by: 'manager',
    form: true,
    more: true,
    needs: '7 days of silence, where the clock may not end it: severity 1, or something undone',
  },
  'final-answer': {
    from: HELD,
    to: ['not agreed'],
    by: 'manager',
    form: true,
    more: true,
    needs: 'a reason for each thing still owed, but no right',
  },
  end: {
    from: OPEN_STATES,
    to: ['withdrawn', 'answered by mistake', 'contact declined'],
    by: 'owner',
    form: true,
    more: true,
    needs: 'a reason for it and for each thing still owed, but no right; at severity 1 a manager',
  },
  settle: {
    from: [],
    owing: ENDED,
    to: [],
    by: 'owner',
    form: true,
    needs: 'a remedy still owed: done or, of goodwill, withdrawn with a reason',
  },
  dispute: {
    from: [],
    owing: [...HELD, ...ENDED],
    to: [],
    by: 'manager',
    form: true,
    more: true,
    needs: 'a right still owed, and the dispute body',
  },
} as const satisfies Record<string, Rule>

export type Move = keyof typeof MOVES
export const ruleOf = (move: Move): Rule => MOVES[move]

export const isMove = (verb: string): verb is Move => Object.hasOwn(MOVES, verb)
/** From where a move is legal. `owes`: a remedy is still owed. */
export const fromOf = (move: Move, owes: boolean): readonly CaseState[] => {
  const { from, owing = [], takes } = ruleOf(move)
  return [...(takes ? (['open'] as const) : []), ...from, ...(owes ? owing : [])]
}
export const legal = (move: Move, state: CaseState, owes = false): boolean =>
  fromOf(move, owes).includes(state)
export const legalMoves = (state: CaseState, owes = false): Move[] =>
  (Object.keys(MOVES) as Move[]).filter((move) => legal(move, state, owes))
