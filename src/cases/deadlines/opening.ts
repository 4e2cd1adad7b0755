import type { Calendar } from '../../time.ts'
import { type NewRow, reconcile } from './reconcile.ts'

/** Nothing was said or done yet. */
const UNTOUCHED = {
  id: '',
  state: 'open',
  departmentKey: '',
  backAt: null,
  apologisedAt: null,
  promise: 'first word',
  promiseDueAt: null,
  waitingSince: null,
  silentAt: null,
  closedAt: null,
  findingAt: null,
  remedies: { owed: [], lastDoneAt: null },
  proposals: [],
  callBack: null,
} as const

/** The timers a case begins with: the same that its first change would give it. Pure. */
export const openingDeadlines = (
  calendar: Calendar,
  { severity, announceAt = null }: { severity: number; announceAt?: Date | null },
  now: Date,
): NewRow[] =>
  reconcile(
    {
      ...UNTOUCHED,
      remedies: { owed: [], lastDoneAt: null },
      proposals: [],
      severity,
      announceAt,
      openedAt: now,
    },
    [],
    { '': calendar },
    now,
  ).insert
