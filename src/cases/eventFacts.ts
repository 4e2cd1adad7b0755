import type { CaseState, TimerKind } from '../../db/schema/index.ts'
import type { ChatPerson } from '../../integrations/chat.ts'
import type { Severe } from '../care/severe/severe.ts'

/** An instant as JSON keeps it: ISO 8601 in UTC. */
export type Instant = string

/** What undoing a merge needs: how the case stood, and what went along. */
export type Merged = {
  number: number
  state: CaseState
  promise: string | null
  promiseDueAt: Instant | null
  matter: string
  matters: string[]
  contacts: string[]
  cases: string[]
  remedies: string[]
}

/** Why management was called, where nobody says it in words of their own. */
export type Called = {
  /** What the customer's words name. */
  severe?: Severe[]
  /** The customer chose it as what went wrong. */
  safety?: true
  /** Staff chose the worst severity when they opened it. */
  chosen?: true
  /** The customer said "not yet". */
  notYet?: true
  /** They write after the second final answer. */
  afterAnswer?: true
  /** Nobody confirmed a right by the day it is due. */
  right?: true
  /** So many cases of this customer in 90 days. */
  cases?: number
}

/** A deadline that was missed, or is near, and who was told. */
export type Reminded = {
  /** `silence`: the customer did not answer, and the clock may not end the case. */
  timer: TimerKind | 'silence'
  level: 1 | 2 | 3
  due: Instant
  /** The name of who was told. */
  to: string
  person?: ChatPerson
  /** Whose it is, where that is not the accountable person: who was asked, or another department. */
  whose?: string
  /** Of a request: an accepted one is owed as a deed. */
  deed?: boolean
  /** Of a promise: a manager decides on a silent customer, and that is late. */
  decision?: true
  /** Of a request to a partner: its mail was refused for good. */
  refused?: true
  /** Until when the reminder may be put off. */
  snooze?: Instant
}
