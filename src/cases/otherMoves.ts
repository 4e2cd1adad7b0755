import type { CaseState } from '../../db/schema/index.ts'
import { ENDED, OPEN_STATES } from './states.ts'

/** What the customer can answer, and where it leads. A late answer still counts, and a yes can be taken back. */
export const CONFIRMABLE = ['awaiting customer', 'unconfirmed'] as const satisfies CaseState[]
export const REOPENABLE = ['confirmed', 'documented'] as const satisfies CaseState[]
export type Confirmation = 'yes' | 'partly' | 'not yet'
export const CONFIRMATIONS = ['yes', 'partly', 'not yet'] as const satisfies Confirmation[]

export const afterAnswer = (
  answer: Confirmation,
  severity: number,
): { state: CaseState; severity: number } =>
  answer === 'yes'
    ? { state: 'confirmed', severity }
    : { state: 'recovering', severity: answer === 'not yet' ? Math.max(1, severity - 1) : severity }

/** What moves a case besides staff. */
export const OTHERS: { from: readonly CaseState[]; move: string; by: string; to: string }[] = [
  { from: CONFIRMABLE, move: 'yes', by: 'customer', to: 'confirmed' },
  {
    from: [...CONFIRMABLE, ...REOPENABLE],
    move: 'partly',
    by: 'customer',
    to: 'recovering; more than 30 days after the end its words open a new case',
  },
  {
    from: [...CONFIRMABLE, ...REOPENABLE],
    move: 'not yet',
    by: 'customer',
    to: 'recovering, one severity worse; after 30 days as above',
  },
  {
    from: ENDED,
    move: '“that isn’t right”, within 30 days',
    by: 'customer',
    to: 'open where nobody had taken it, else owned or recovering; not agreed once, with another manager; with an open case of the matter the words join that',
  },
  {
    from: [...OPEN_STATES, ...ENDED],
    move: 'severe words, at any score and moment',
    by: 'customer',
    to: 'severity 1, management is called once; from an end as “that isn’t right”',
  },
  {
    from: ['open'],
    move: 'a better score without words, within the grace',
    by: 'customer',
    to: 'answered by mistake, never announced',
  },
  { from: OPEN_STATES, move: 'stop all messages', by: 'customer', to: 'contact declined' },
  {
    from: ['awaiting customer'],
    move: '7 days of silence (a reminder after 3)',
    by: 'the clock',
    to: 'unconfirmed; at severity 1, with something undone, or where nothing could be mailed, a manager decides',
  },
]
