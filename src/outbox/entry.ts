import type { Fragment, Sql, Tx } from '../../db/client.ts'
import type { OpsDeps } from '../deps.ts'

export type Entry = {
  id: number
  kind: string
  destination: string
  /** `postedAgain`: the second and last try was begun. */
  payload: Record<string, unknown>
  attempts: number
  fence: number
  /** An earlier try may have arrived: it is looked up before anything is sent. */
  maybeSent: boolean
  createdAt: Date
  /** Its destination had faults that a success forgets. */
  ailing: boolean
}

/** One message, ready to go. It was rendered from the state at this moment. */
export type Message = {
  /** The network call. Throws ChatError, MailError or WebhookError. */
  send: () => Promise<unknown>
  /** Looks for an earlier try; `undefined` means it certainly did not arrive. */
  find?: () => Promise<unknown>
  /** Where an earlier try can't be looked up: sends it a second and last time, saying that it may appear twice. */
  again?: () => Promise<unknown>
  /** Sending it twice does no harm, so an unknown outcome is simply tried again. */
  repeatable?: boolean
  /** From each try to the next, in milliseconds; none after the last. Absent: doubling, for three days. */
  spans?: readonly number[]
  /** Not begun once this address is suppressed in one of these scopes. */
  unlessSuppressed?: { address: string; scopes: ('invitations' | 'all')[] }
  /** What else is true once it was sent, written with its state: rows to stand after `held`. `result` is what send or find gave. */
  rows?: (sql: Sql, result: never, now: Date) => Fragment
  /** The same where it takes more than one statement. */
  settled?: (tx: Tx, result: never, now: Date) => Promise<void>
  /** The destination it is written to, where that may be another than the entry's: it goes there first. */
  at?: string
  /** The message it is about is gone: what makes that good, in place of sending it. */
  gone?: (tx: Tx, now: Date) => Promise<void>
  /** A courtesy: dropped where a person would have to fix its destination. */
  optional?: boolean
  /** It was refused for good: what else is to be done then. */
  refused?: (tx: Tx, now: Date) => Promise<void>
  /** Nobody will find out whether it arrived: what else is to be done then. */
  unsure?: (tx: Tx, now: Date) => Promise<void>
  /** The recipient can't be reached at all. */
  unreachable?: (tx: Tx, now: Date) => Promise<void>
}

/** `drop`: no longer wanted, and why; `dropped` writes what else is true then. `defer`: something it needs isn't there yet, or not before `until`. */
export type Prepared =
  | Message
  | { drop: string; dropped?: (tx: Tx) => Promise<void> }
  | { defer: string; until?: Date }

/** Draws an entry from the state as it is now. One a kind, in `src/jobs/handlers.ts`. */
export type Render = (deps: OpsDeps, entry: Entry, now: Date) => Promise<Prepared>
export type Handlers = Record<string, Render>
