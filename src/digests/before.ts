import { localDate } from '../time.ts'
import type { Asked, Confirmed, Counts, DepartmentLine, Digest, Need } from './digest.ts'

/** As the product of before stored a digest: instants, and no ids of cases. */
export type Before = {
  from: string
  to: string
  needs: Omit<Need, 'case'>[]
  needed: number
  messages?: { count: number }[]
  toDocument: number[]
  answers: Counts
  drivers: Digest['drivers']
  recovered: number[]
  confirmed?: Confirmed
  unconfirmed: number[]
  asked?: { others: Asked[]; us: Asked[] }
  kudos: { response: string }[]
  departments?: (Omit<DepartmentLine, 'share' | 'confirmed'> & { confirmed?: Confirmed })[]
}

const NOBODY: Confirmed = { clicked: 0, spoken: 0, withoutReceipt: 0 }

/** The same digest as it would be stored today, without what was not kept. Pure. */
export const fromBefore = (before: Before, timeZone: string): Digest => ({
  version: 2,
  edition: 'daily',
  covers: [],
  from: localDate(timeZone, new Date(before.from)),
  to: localDate(timeZone, new Date(before.to)),
  at: before.to,
  needs: before.needs.slice(0, 10).map((need) => ({ ...need, case: '' })),
  needed: before.needed,
  unsent: (before.messages ?? []).reduce((sum, { count }) => sum + count, 0),
  problems: [],
  answers: before.answers,
  share: null,
  baseline: null,
  change: null,
  points: [],
  drivers: before.drivers,
  found: [],
  recovered: before.recovered,
  confirmed: before.confirmed ?? NOBODY,
  thanks: null,
  unconfirmed: before.unconfirmed,
  toDocument: before.toDocument,
  asked: before.asked ?? { others: [], us: [] },
  kudos: before.kudos.map(({ response }) => response),
  ...(before.departments && {
    departments: before.departments.map((line) => ({
      ...line,
      share: null,
      confirmed: line.confirmed ?? NOBODY,
    })),
  }),
})
