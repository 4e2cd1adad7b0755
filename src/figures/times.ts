import type { CaseState } from '../../db/schema/index.ts'
import { endedBy, medianTime } from '../insight/durations.ts'
import type { Calendar } from '../time.ts'
import { businessTime } from './businessTime.ts'
import type { RecoveryFigures } from './recovery.ts'
import { FEWEST } from './share.ts'

const OUTCOME_DAYS = [7, 14, 30]
const DAY = 24 * 3600_000
export type Opened = {
  department: string
  openedAt: Date
  takenAt: Date | null
  apologisedAt: Date | null
  confirmedAt: Date | null
  closedAt: Date | null
  state: CaseState
}

export type Written = { department: string; closedAt: Date; at: Date | null }

/**
 * A case that ended otherwise can no longer be taken or confirmed: it stays among those that never are, as long as it
 * could have been seen, so that a median says what share of all cases got there (J. P. Fine and R. J. Gray (1999),
 * Journal of the American Statistical Association 94, 496-509, section 3: the subdistribution under censoring that is known).
 */
export function timesOf(
  opened: readonly Opened[],
  written: readonly Written[],
  calendars: Map<string, Calendar>,
  now: Date,
): Pick<RecoveryFigures, 'times' | 'outcomes'> {
  const starts = [...opened.map(({ openedAt }) => openedAt), ...written.map(({ closedAt }) => closedAt)]
  const first = new Date(starts.reduce((least, at) => Math.min(least, at.getTime()), now.getTime()))
  // Departments mostly keep the same hours, and to lay them out takes long
  const laid = new Map<string, ReturnType<typeof businessTime>>()
  const minutes = new Map(
    [...calendars].map(([key, calendar]) => {
      const same = JSON.stringify(calendar)
      const between = laid.get(same) ?? businessTime(calendar, first, now)
      laid.set(same, between)
      return [key, between]
    }),
  )
  const timed = <One extends { department: string }>(
    all: readonly One[],
    from: (one: One) => Date,
    to: (one: One) => Date | null,
  ) => {
    const median = medianTime(
      all.map((one) => {
        const end = to(one)
        const between = minutes.get(one.department)!
        return { time: Math.round(between(from(one), end ?? now)), ended: end !== null }
      }),
    )
    return all.length < FEWEST ? { ...median, median: null, low: null, high: null } : median
  }
  const since = ({ openedAt }: Opened) => openedAt
  return {
    times: {
      taken: timed(opened, since, ({ takenAt }) => takenAt),
      apology: timed(opened, since, ({ apologisedAt }) => apologisedAt),
      confirmed: timed(opened, since, ({ confirmedAt }) => confirmedAt),
      documented: timed(
        written,
        ({ closedAt }) => closedAt,
        ({ at }) => at,
      ),
    },
    outcomes: opened.length < FEWEST ? [] : outcomesOf(opened, now),
  }
}

function outcomesOf(opened: readonly Opened[], now: Date): RecoveryFigures['outcomes'] {
  const curve = endedBy(
    opened.map(({ openedAt, closedAt, state }) => ({
      time: Math.max(0, ((closedAt ?? now).getTime() - openedAt.getTime()) / DAY),
      end: closedAt === null ? null : state === 'documented' ? 'confirmed' : state,
    })),
  )
  const oldest =
    opened.reduce((most, { openedAt }) => Math.max(most, now.getTime() - openedAt.getTime()), 0) / DAY
  return OUTCOME_DAYS.filter((days) => days <= oldest).map((days) => {
    const { open, by } = curve.findLast(({ time }) => time <= days) ?? { open: 1, by: {} }
    return { days, open, by }
  })
}
