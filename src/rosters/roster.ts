import { DomainError } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'

/** A shift as it was read: whom it names, its instants, and where it stands. */
export type Shift = { who: string; field: string; line: number; from: Date; to: Date }

export type RosterFaultKind = keyof StaffWords['rosters']['faults']
/** What is wrong, where, and what was said there. `field` is as the roster has it. */
export type RosterFault = { line?: number; field?: string; kind: RosterFaultKind; said?: string }

const MOST_FAULTS = 20

export const faultText = (
  { line, field, kind, said = '' }: RosterFault,
  { rosters: say }: StaffWords,
): string => say.at(line ?? null, field ?? null, say.faults[kind](said.slice(0, 80)))

/** A roster that can't be used. Nothing was stored. */
export class RosterError extends DomainError {
  readonly faults: RosterFault[]
  constructor(faults: RosterFault[]) {
    const shown = [...faults].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)).slice(0, MOST_FAULTS)
    super(
      'invalid',
      (words) =>
        [
          words.rosters.refused,
          ...shown.map((one) => faultText(one, words)),
          ...(faults.length > shown.length ? [words.more(faults.length - shown.length)] : []),
        ].join('\n'),
      'roster',
    )
    this.name = 'RosterError'
    this.faults = shown
  }
}

/** What a roster may hold. */
export const MOST_BYTES = 1024 * 1024
export const MOST_SHIFTS = 20_000
/** A shift is no longer. */
export const LONGEST_MS = 7 * 24 * 3600_000

export const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return !/^[+-]/.test(name)
  } catch {
    return false
  }
}
