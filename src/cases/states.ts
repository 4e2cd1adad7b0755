import { type CaseState, OPEN_STATES } from '../../db/schema/index.ts'

export { OPEN_STATES }

export const isOpen = (state: CaseState): boolean => (OPEN_STATES as readonly CaseState[]).includes(state)

/** Ends, each counted apart. */
export const ENDS = [
  'documented',
  'unconfirmed',
  'withdrawn',
  'answered by mistake',
  'contact declined',
  'not agreed',
  'merged',
] as const satisfies CaseState[]

export const TAKEN = ['owned', 'recovering'] as const satisfies CaseState[]
/** A remedy may still be owed: no end swallows it. */
export const ENDED = ['confirmed', ...ENDS.filter((end) => end !== 'merged')] as const
export const HELD = [...TAKEN, 'awaiting customer'] as const satisfies CaseState[]

/** A finding is due after these, since causes are not learnt from successes alone. */
export const FINDING_DUE = ['confirmed', 'unconfirmed', 'not agreed'] as const satisfies CaseState[]
export const DOCUMENTABLE = [
  ...FINDING_DUE,
  'documented',
  'withdrawn',
  'answered by mistake',
  'contact declined',
] as const satisfies CaseState[]
