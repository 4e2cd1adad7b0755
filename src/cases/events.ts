import type { CaseState, TimerKind } from '../../db/schema/index.ts'
import type { Answers } from '../../surveys/survey.ts'
import type { Called, Instant, Merged, Reminded } from './eventFacts.ts'
import type { Confirmation } from './otherMoves.ts'

type Promised = { due: Instant }
type Money = { kind: string; amount: string | null; currency: string | null }
type CallBack = { callBack: string; at: Instant; phone: string }
type Proposed = { proposal: string }
/** Who is asked, by name: another department, or a partner outside, whose answers nobody of staff wrote. */
type Asked = Proposed &
  ({ department: string; partner?: undefined } | { partner: string; department?: undefined })
type Empty = Record<never, never>

/** The answer's verdict: `safety` where the customer names safety or privacy. `reason`: as older versions kept it. */
type OpenedByAnswer = { score: number; safety?: true } | { reason: string }

/**
 * Every kind of event in the history of a case, with its facts: the only list. Facts are ids, dates, amounts and
 * answers; the words of people stand in the event's `text`, and names of people only where the thread needs them. The
 * thread, the customer's story, the case mail and the API are exhaustive over it, so that a new kind does not compile
 * until each has said what it does with it.
 */
export type CaseEvents = {
  /** `after`: the number of an ended case, on whose page the customer wrote too late to open it again. */
  opened: OpenedByAnswer | { by: 'staff'; channel: string } | { by: 'customer'; after: number }
  said: { added: Partial<Answers>; score: number }
  'heard elsewhere': { channel: string }
  'mail sent again': Empty
  'address corrected': { from: string | null; to: string }
  taken: Empty
  'management called': Called
  /** `known`: what is known about its incident, as it was added to the words. */
  apology: Partial<Promised> & { spoken?: true; known?: string }
  question: Promised
  'customer said': { pictures?: number }
  account: { version: number }
  'account corrected': { version: number }
  'remedy promised': Money &
    Promised & {
      remedy: string
      statutory: boolean
      ground: string | null
      credit?: true
      insteadOf: string | null
      replaces: string | null
    }
  'remedy accepted': { remedy: string }
  'remedy change asked': { remedy: string }
  'remedy done': { remedies: string[]; reference?: string }
  /** A remedy that was marked done by mistake, with the reference it had, and by when it is owed now. */
  'done taken back': Money & Promised & { remedy: string; reference: string | null }
  'approval asked': Money & { to: string } & Partial<Proposed & Promised>
  'approval given': Money & Proposed
  'approval changed': Money & Proposed & { asked: string | null }
  'approval declined': Money & Proposed
  /** A reason that the customer reads is its text. */
  'promise withdrawn':
    | (Money & Promised & { what: 'remedy'; remedy: string })
    | { what: 'request'; department: string; due: Instant | null }
    | ({ what: 'word' | 'call-back' } & Promised)
  'right disputed': Money & { remedy: string; body: string }
  progress: Promised & { known?: string }
  held: Partial<Promised> & { how: string }
  done: { remedies: string[]; reference?: string }
  'confirmation reminded': Empty
  answered: { answer: Confirmation; spoken?: true }
  'earlier case answered': { answer: Confirmation; number: number }
  'carried on': Promised
  'opened again': Empty
  unconfirmed: { reason?: string }
  /** The complaint by name is about nobody here. */
  'not them': Empty
  'finding drafted': Empty
  /** `version`: of the finding; its text is the sentence that the customer was sent. */
  documented: { cause: string; version?: number }
  'final answer': { body: string | null }
  /** `mended`: by the customer's better score within the grace. */
  ended: { state: CaseState; reason: string } | { state: CaseState; mended: true }
  stopped: Empty
  'severity changed': { from: number; to: number }
  'handling set': { handling: string }
  abusive: { to: string }
  'handover offered': Proposed & { to: string; stands?: string }
  'handover accepted': Proposed & { to: string; department?: string }
  'handover declined': Proposed & { to: string }
  'handover timed out': Proposed & { to: string }
  'somebody else asked': { about: boolean; to?: string; person?: string }
  'request sent': Asked & Promised
  'request accepted': Asked & { due: Instant | null }
  'request declined': Asked & { due: Instant | null }
  'request done': Asked & { due: Instant | null }
  'request taken back': Asked
  'partner said': Proposed & { partner: string; pictures?: number }
  'call-back booked': CallBack
  'call-back moved': CallBack
  'call-back cancelled': CallBack & { withCase?: true }
  'call-back near': Omit<CallBack, 'phone'>
  reminded: Reminded
  snoozed: { until: Instant; timers: TimerKind[] }
  /** `name`: whose it became, as they were called then; older ones have none. */
  reassigned: { from: string; to: string; name?: string }
  /** A colleague has it until then, or it came back from them; by name. */
  covered: { cover: string; from: string; to: string; until?: Instant; back?: true }
  merged: Merged
  joined: { number: number }
  'join undone': { number: number }
  link: Empty
  /** They confirmed it from a mail. */
  'data asked': { what: 'copy' | 'erasure' }
}

export type EventKind = keyof CaseEvents

/** What reaches the customer in the words of a member of staff. */
export const WRITTEN = [
  'apology',
  'question',
  'account',
  'remedy promised',
  'remedy done',
  'progress',
  'held',
  'done',
  'carried on',
] as const satisfies readonly EventKind[]

/** The facts of an event whose kind is not known yet, as the column holds them. */
export type EventFacts = CaseEvents[EventKind]

/** An event as it is read back; `data` is null where its kind has no facts. */
export type CaseEvent<K extends EventKind = EventKind> = {
  [Kind in K]: {
    kind: Kind
    text: string | null
    data: Kind extends Bare ? CaseEvents[Kind] | null : CaseEvents[Kind]
  }
}[K]

/** The kinds whose facts may all be left out. */
type Bare = { [Kind in EventKind]: Empty extends CaseEvents[Kind] ? Kind : never }[EventKind]

/** Dates are written as such; JSON makes them instants. */
type Writable<Facts> = Facts extends unknown
  ? {
      [Name in keyof Facts]: Instant extends Facts[Name]
        ? Name extends 'due' | 'at'
          ? Facts[Name] | Date
          : Facts[Name]
        : Facts[Name]
    }
  : never

/** An event as it is noted; `data` may be left out where its kind needs no facts. */
export type NewCaseEvent<K extends EventKind = EventKind> = {
  [Kind in K]: { kind: Kind; text?: string } & (Kind extends Bare
    ? { data?: Writable<CaseEvents[Kind]> }
    : { data: Writable<CaseEvents[Kind]> })
}[K]

/** An event with the name of who did it; null: the customer, or nobody. */
export type NamedEvent<K extends EventKind = EventKind> = CaseEvent<K> & { at: Date; by: string | null }

/** A row's kind and facts belong together: they were written by `Change.note`, or by a statement under the same test. */
export const asEvent = <Row extends { kind: EventKind; text: string | null; data: EventFacts | null }>(
  row: Row,
) => row as Row & CaseEvent

/** What a table says of a kind; undefined for one that a newer version of the product wrote. */
export const forKind = <T extends { [K in EventKind]: unknown }>(
  table: T,
  kind: EventKind,
): T[EventKind] | undefined => (Object.hasOwn(table, kind) ? table[kind] : undefined)
