import type { departments } from '../../db/schema/index.ts'
import type { DriverCount } from '../insight/drivers.ts'

export type Department = typeof departments.$inferSelect

/** A case that someone must turn to. `due` is when it was or is owed. */
export type Need = {
  number: number
  department: string
  severity: number
  why: 'not taken' | 'overdue' | 'due today'
  due: string
  accountable: string
  /** Its reminder was put off until then. */
  snoozed?: { until: string; by: string } | null
}
export type Answered = { n: number; satisfied: number; dissatisfied: number }
export type Kudos = { response: string; department: string; who: string; words: string | null }
/** Requests of one department or partner; a request can be in several counts. */
export type Asked = { who: string; asked: number; inTime: number; late: number; declined: number }
/** How customers confirmed: by their own click, or in a conversation. Digests of before did not tell. */
export type Confirmed = { clicked: number; spoken: number; withoutReceipt: number }
export type DepartmentLine = Answered & {
  name: string
  open: number
  overdue: number
  recovered: number
  confirmed?: Confirmed
}

/**
 * What was counted shortly before `to`. A row is stamped when its request began and can be committed a moment
 * after the digest looked: the next digest takes what this one had not seen, so each is in exactly one.
 */
export type Seen = { answers: string[]; recovered: string[]; unconfirmed: string[] }

/** One local working day, and every day since the last. Stored as JSON: instants are ISO texts. */
export type Digest = {
  from: string
  to: string
  needs: Need[]
  /** All of them, also those beyond the list. */
  needed: number
  awaiting: { count: number; longest: { number: number; since: string } | null }
  toDocument: number[]
  /** Messages that wait for a person's decision. */
  messages: { kind: string; state: 'failed' | 'uncertain'; count: number }[]
  problems: { where: string; problem: string }[]
  answers: Answered
  drivers: DriverCount[]
  recovered: number[]
  confirmed?: Confirmed
  unconfirmed: number[]
  /** Absent in digests of before. */
  asked?: { others: Asked[]; us: Asked[] }
  kudos: Kudos[]
  seen: Seen
  /** Only for management. */
  departments?: DepartmentLine[]
}

/** The rows a digest is about: those of one department, or all for management. */
export type Scope = {
  department: Department
  from: Date
  to: Date
  /** Rows stamped after this may not have been seen by the digest before. */
  lateFrom: Date
  seen: Seen
}
