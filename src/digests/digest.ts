import type { departments, Edition, MailFault } from '../../db/schema/index.ts'
import type { DriverCount } from '../insight/drivers.ts'

export type Department = typeof departments.$inferSelect

/** A case that someone must turn to. `due` is when it was or is owed. */
export type Need = {
  case: string
  number: number
  department: string
  severity: number
  /** Overdue and due today are what a customer was promised. */
  why:
    | 'not taken'
    | 'overdue'
    | 'due today'
    | 'apology overdue'
    | 'apology due'
    | 'decision overdue'
    | 'decision due'
  due: string
  accountable: string
  /** Its reminder was put off until then. */
  snoozed?: { until: string; by: string } | null
}
export type Counts = { n: number; satisfied: number; dissatisfied: number }
/** Of answers, or of the baseline: the share of satisfied ones, 0 to 1, with its interval. */
export type Share = { n: number; share: number; low: number; high: number }
/** Requests of one department or partner; a request can be in several counts. */
export type Asked = { who: string; asked: number; inTime: number; late: number; declined: number }
/** How customers confirmed: by their own click, or in a conversation. */
export type Confirmed = { clicked: number; spoken: number; withoutReceipt: number }
export type DepartmentLine = Counts & {
  name: string
  share: Share | null
  open: number
  overdue: number
  recovered: number
  confirmed: Confirmed
}
/** A destination that someone must fix: a department's channel, mail, or a domain that refuses our mail. */
export type Problem =
  | { of: 'channel'; department: string; key: string; said: string }
  /** Only in rows that an older version wrote: words alone. */
  | { of: 'mail'; fault: MailFault | { kind: 'before'; said: string } }
  | { of: 'domain'; domain: string; times: number; said: string }

/**
 * What a digest found, stored as JSON: keys, ids, counts and facts. Words of people and sentences are added when it is
 * rendered, for the person who reads it. Dates are local (YYYY-MM-DD), both included; instants are ISO texts.
 */
export type Digest = {
  version: 2
  /** Keys of the departments it covers. */
  covers: string[]
  edition: Edition
  from: string
  to: string
  at: string
  needs: Need[]
  /** All of them, also those beyond the list. */
  needed: number
  /** Messages that did not go out, or may not have. */
  unsent: number
  problems: Problem[]
  answers: Counts
  share: Share | null
  /** So many days before the period. */
  baseline: (Share & { days: number }) | null
  /** What was found to have changed, against that. */
  change: 'worse' | 'better' | null
  /** Days, weeks or months up to the period's end, oldest first, each by its first day. */
  points: (Counts & { from: string })[]
  drivers: DriverCount[]
  /** Ids of discoveries, the first told; all that are new. */
  found: string[]
  recovered: number[]
  confirmed: Confirmed
  /** A recovered case whose customer said something at the end. */
  thanks: string | null
  unconfirmed: number[]
  toDocument: number[]
  asked: { others: Asked[]; us: Asked[] }
  /** Ids of the responses that name somebody. */
  kudos: string[]
  /** Where it covers several. */
  departments?: DepartmentLine[]
}

/** Whose rows a digest is about, who reads it, and when. */
export type Scope = {
  /** Keys of departments. */
  departments: string[]
  /** The place it is for: its time zone is the digest's. */
  home: Department
  /** Reads it alone; else everybody of `home`. */
  person: string | null
  edition: Edition
  /** Local dates of `home`, both included, and the instants they begin and end at. */
  from: string
  to: string
  begins: Date
  ends: Date
}
