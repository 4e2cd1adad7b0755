import type { Week } from '../insight/scan.ts'
import type { Trailing } from '../insight/scanner.ts'
import type { Language } from '../insight/words.ts'

/** Which answers of the department: those of a channel or a brand, all where none is named. */
export type Among = { channel?: string; brand?: string }
/** Of `n` answers so many are dissatisfied, or name the driver. Local dates, both included. */
export type Period = { from: string; to: string; n: number; hits: number }

/** What each kind says. `driver`: answers that name it are counted; null: dissatisfied ones. */
export type Facts = {
  change: {
    every: 'day' | 'week' | 'month'
    direction: 'worse' | 'better'
    among: Among
    driver: string | null
    before: Period
    after: Period
    /** Of a week or a month: the difference of the shares, with its interval at `level`, and p adjusted for all `comparisons`. */
    tested?: { low: number; high: number; level: number; p: number; comparisons: number }
  }
  burst: {
    incident: string
    driver: string | null
    /** Instants. `to` is null while it lasts. */
    from: string
    seen: string
    to: string | null
    /** Up to this instant the answers are counted, while it lasts. */
    countedTo?: string
    ended: 'back' | 'quiet' | null
    n: number
    hits: number
    /** The share of the 28 days before, 0 to 1. */
    usual: number
  }
  theme: {
    phrase: string
    language: Language
    count: number
    before: number
    /** The driver that these comments name most. */
    driver: string | null
    /** Answers, by id: some to quote, and all that hold the phrase. */
    quotes: string[]
    answers: string[]
  }
  pattern: {
    among: Among
    driver: string | null
    trailing: Trailing
    week: Week
    inside: number
    cases: number
    expected: number
    p: number
    comparisons: number
    /** The cases' answers inside the window, by id. */
    answers: string[]
  }
}
export type Kind = keyof Facts

/** `over`: a burst that has ended. */
export type DiscoveryState = 'holds' | 'over'

/** Something that was found by machine and that chance does not explain. */
export type Discovery = {
  id: string
  departmentKey: string
  /** Its name, for where several are told of. */
  department: string
  foundAt: Date
  /** The local dates it is about, both included. */
  from: string
  to: string
  state: DiscoveryState
  /** Of the brand it is about. */
  brandName: string | null
} & { [K in Kind]: { kind: K; facts: Facts[K] } }[Kind]
