import { type CaseEvent, type CaseEvents, type EventKind, forKind } from '../cases/events.ts'

type Names<Facts> = Facts extends unknown ? keyof Facts : never
const REMEDY = ['kind', 'amount', 'currency'] as const
const REQUEST = ['proposal', 'department', 'partner', 'due'] as const

/** Which facts of each kind other systems are told; names of people and words are not among them. */
const TOLD: { [K in EventKind]: readonly Names<CaseEvents[K]>[] } = {
  opened: [],
  said: [],
  'heard elsewhere': [],
  'address corrected': [],
  taken: [],
  'management called': [],
  apology: ['due', 'spoken'],
  question: ['due'],
  'customer said': [],
  account: ['version'],
  'account corrected': ['version'],
  'remedy promised': ['remedy', ...REMEDY, 'due'],
  'remedy accepted': ['remedy'],
  'remedy change asked': ['remedy'],
  'remedy done': ['remedies', 'reference'],
  'approval asked': ['proposal', ...REMEDY, 'due'],
  'approval given': ['proposal', ...REMEDY],
  'approval changed': ['proposal', ...REMEDY],
  'approval declined': ['proposal', ...REMEDY],
  'promise withdrawn': ['what', 'remedy', ...REMEDY, 'due'],
  'done taken back': ['remedy', ...REMEDY, 'due'],
  'right disputed': ['remedy', ...REMEDY],
  progress: ['due'],
  held: ['due'],
  done: ['remedies', 'reference'],
  'confirmation reminded': [],
  answered: ['answer', 'spoken'],
  'earlier case answered': ['answer', 'number'],
  'carried on': ['due'],
  'opened again': [],
  unconfirmed: [],
  'not them': [],
  'finding drafted': [],
  documented: ['version'],
  'final answer': [],
  ended: ['state'],
  stopped: [],
  'severity changed': ['from', 'to'],
  'handling set': [],
  abusive: [],
  'handover offered': ['proposal'],
  'handover accepted': ['proposal', 'department'],
  'handover declined': ['proposal'],
  'handover timed out': ['proposal'],
  'somebody else asked': [],
  'request sent': REQUEST,
  'request accepted': REQUEST,
  'request declined': REQUEST,
  'request done': REQUEST,
  'request taken back': ['proposal', 'department', 'partner'],
  'partner said': ['proposal', 'partner'],
  'call-back booked': [],
  'call-back moved': [],
  'call-back cancelled': [],
  'call-back near': [],
  reminded: ['level', 'due'],
  snoozed: ['until'],
  reassigned: [],
  covered: [],
  merged: ['number', 'state', 'remedies'],
  joined: ['number'],
  'join undone': ['number'],
  link: [],
}

/** What other systems are told of an event's facts. */
export const factsOf = ({ kind, data }: CaseEvent): Record<string, unknown> => {
  const told: readonly string[] = forKind(TOLD, kind) ?? []
  return Object.fromEntries(Object.entries(data ?? {}).filter(([name]) => told.includes(name)))
}
