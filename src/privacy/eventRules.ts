import type { CaseEvents, EventKind } from '../cases/events.ts'
import { ANSWERS } from './answerRules.ts'
import type { KeyRules } from './declare.ts'

/**
 * Whose the text of an event is: the customer's, sent to them, or a note among staff, which their export withholds.
 * Erasure empties all three.
 */
type EventText = 'customer' | 'sent' | 'internal'

type Rules = { [K in EventKind]: { text: EventText; facts: KeyRules<CaseEvents[K]> } }

const money = { kind: 'keep', amount: 'keep', currency: 'keep' } as const
const proposed = { proposal: 'keep' } as const
const asked = { proposal: 'keep', department: 'keep', partner: 'staff' } as const
const due = { due: 'keep' } as const
const to = { to: 'staff' } as const
const callBack = { callBack: 'keep', at: 'keep', phone: 'blank' } as const

/** What every kind of event holds of the customer's. A new kind does not compile until it is here. */
export const EVENT_RULES: Rules = {
  opened: {
    text: 'customer',
    facts: { score: 'keep', safety: 'keep', reason: 'keep', by: 'keep', channel: 'keep', after: 'keep' },
  },
  said: { text: 'customer', facts: { added: { keys: ANSWERS }, score: 'keep' } },
  'heard elsewhere': { text: 'customer', facts: { channel: 'keep' } },
  'mail sent again': { text: 'internal', facts: {} },
  'address corrected': { text: 'internal', facts: { from: 'null', to: 'blank' } },
  taken: { text: 'internal', facts: {} },
  'management called': {
    text: 'internal',
    facts: {
      severe: 'keep',
      safety: 'keep',
      chosen: 'keep',
      notYet: 'keep',
      afterAnswer: 'keep',
      right: 'keep',
      cases: 'keep',
    },
  },
  apology: { text: 'sent', facts: { ...due, spoken: 'keep', known: 'remove' } },
  question: { text: 'sent', facts: due },
  'customer said': { text: 'customer', facts: { pictures: 'keep' } },
  account: { text: 'sent', facts: { version: 'keep' } },
  'account corrected': { text: 'customer', facts: { version: 'keep' } },
  'remedy promised': {
    text: 'sent',
    facts: {
      ...money,
      ...due,
      remedy: 'keep',
      statutory: 'keep',
      ground: 'null',
      credit: 'keep',
      insteadOf: 'null',
      replaces: 'keep',
    },
  },
  'remedy accepted': { text: 'customer', facts: { remedy: 'keep' } },
  'remedy change asked': { text: 'customer', facts: { remedy: 'keep' } },
  'remedy done': { text: 'sent', facts: { remedies: 'keep', reference: 'remove' } },
  'done taken back': { text: 'sent', facts: { ...money, ...due, remedy: 'keep', reference: 'null' } },
  'approval asked': { text: 'internal', facts: { ...money, ...proposed, ...due, ...to } },
  'approval given': { text: 'internal', facts: { ...money, ...proposed } },
  'approval changed': { text: 'internal', facts: { ...money, ...proposed, asked: 'keep' } },
  'approval declined': { text: 'internal', facts: { ...money, ...proposed } },
  'promise withdrawn': {
    text: 'sent',
    facts: { ...money, ...due, what: 'keep', remedy: 'keep', department: 'keep' },
  },
  'right disputed': { text: 'sent', facts: { ...money, remedy: 'keep', body: 'keep' } },
  progress: { text: 'sent', facts: { ...due, known: 'remove' } },
  held: { text: 'internal', facts: { ...due, how: 'keep' } },
  done: { text: 'sent', facts: { remedies: 'keep', reference: 'remove' } },
  'confirmation reminded': { text: 'internal', facts: {} },
  answered: { text: 'customer', facts: { answer: 'keep', spoken: 'keep' } },
  'earlier case answered': { text: 'customer', facts: { answer: 'keep', number: 'keep' } },
  'carried on': { text: 'sent', facts: due },
  'opened again': { text: 'customer', facts: {} },
  unconfirmed: { text: 'internal', facts: { reason: 'remove' } },
  'not them': { text: 'internal', facts: {} },
  'finding drafted': { text: 'internal', facts: {} },
  documented: { text: 'sent', facts: { cause: 'keep', version: 'keep' } },
  'final answer': { text: 'sent', facts: { body: 'keep' } },
  ended: { text: 'sent', facts: { state: 'keep', reason: 'blank', mended: 'keep' } },
  stopped: { text: 'customer', facts: {} },
  'severity changed': { text: 'internal', facts: { from: 'keep', to: 'keep' } },
  'handling set': { text: 'internal', facts: { handling: 'keep' } },
  abusive: { text: 'internal', facts: to },
  'handover offered': { text: 'internal', facts: { ...proposed, ...to, stands: 'remove' } },
  'handover accepted': { text: 'internal', facts: { ...proposed, ...to, department: 'keep' } },
  'handover declined': { text: 'internal', facts: { ...proposed, ...to } },
  'handover timed out': { text: 'internal', facts: { ...proposed, ...to } },
  'somebody else asked': { text: 'customer', facts: { about: 'keep', ...to, person: 'staff' } },
  'request sent': { text: 'internal', facts: { ...asked, ...due } },
  'request accepted': { text: 'internal', facts: { ...asked, ...due } },
  'request declined': { text: 'internal', facts: { ...asked, ...due } },
  'request done': { text: 'internal', facts: { ...asked, ...due } },
  'request taken back': { text: 'internal', facts: asked },
  'partner said': { text: 'internal', facts: { ...proposed, partner: 'staff', pictures: 'keep' } },
  'call-back booked': { text: 'customer', facts: callBack },
  'call-back moved': { text: 'customer', facts: callBack },
  'call-back cancelled': { text: 'customer', facts: { ...callBack, withCase: 'keep' } },
  'call-back near': { text: 'internal', facts: { callBack: 'keep', at: 'keep' } },
  reminded: {
    text: 'internal',
    facts: {
      timer: 'keep',
      level: 'keep',
      ...due,
      ...to,
      person: 'staff',
      whose: 'staff',
      deed: 'keep',
      decision: 'keep',
      refused: 'keep',
      snooze: 'keep',
    },
  },
  snoozed: { text: 'internal', facts: { until: 'keep', timers: 'keep' } },
  reassigned: { text: 'internal', facts: { from: 'staff', to: 'staff', name: 'staff' } },
  covered: {
    text: 'internal',
    facts: { cover: 'keep', from: 'staff', to: 'staff', until: 'keep', back: 'keep' },
  },
  merged: {
    text: 'internal',
    facts: {
      number: 'keep',
      state: 'keep',
      promise: 'null',
      promiseDueAt: 'keep',
      matter: 'keep',
      matters: 'keep',
      contacts: 'keep',
      cases: 'keep',
      remedies: 'keep',
    },
  },
  joined: { text: 'customer', facts: { number: 'keep' } },
  'join undone': { text: 'internal', facts: { number: 'keep' } },
  link: { text: 'internal', facts: {} },
  'data asked': { text: 'customer', facts: { what: 'keep' } },
}
