import { CASES, DAYS, handicapsOf, LATER } from './handicaps.ts'
import type { Answer } from './patterns.ts'
import {
  bernoulliRatio,
  dayCounts,
  HOURS,
  LONGEST,
  RUNNING,
  runningWeek,
  SETS,
  type Week,
  WINDOWS,
  windowAt,
  xLogX,
} from './scan.ts'

/** So many days up to the last one, or as far back as so many cases. */
export type Trailing = { days: number } | { cases: number }
/** `worth` is the ratio less the handicap of what was searched: broad before narrow. */
export type Hit = {
  slice: string
  outcome: string
  trailing: Trailing
  week: Week
  inside: number
  cases: number
  n: number
  all: number
  ratio: number
  worth: number
}

/** A window with fewer cases is no pattern. */
const FEWEST = 5
const MOST = Math.max(...CASES)
const QUIET = 1000

/**
 * Everything that stays the same when outcomes are dealt out again, and `scan`: the largest worth over all slices, outcomes,
 * trailing periods and windows, where row `at` has the outcomes of row `from[at]`, none at -1. `visit` is told the best window
 * of each period; without it windows are skipped that can't be the largest.
 */
export function scanner(given: readonly Answer[]) {
  const rows = recent(given)
  const [slices, slicesOf] = numbered(rows.map((row) => row.slices))
  const [outcomes, outcomesOf] = numbered(rows.map((row) => row.outcomes))
  const width = outcomes.length
  const hourOfWeek = Uint8Array.from(rows, ({ day, hour }) => ((day + 3) % 7) * 24 + hour)
  const last = rows.at(-1)?.day ?? 0
  /** The shortest period of days that holds the row. */
  const period = Uint8Array.from(rows, ({ day }) => {
    const at = DAYS.findIndex((days) => day > last - days)
    return at < 0 ? DAYS.length : at
  })
  const log = xLogX(rows.length)
  const rowsOf: number[][] = slices.map(() => [])
  const hours = slices.map(() => DAYS.map(() => new Int32Array(HOURS)))
  slicesOf.forEach((of, row) => {
    for (const slice of of) {
      rowsOf[slice]!.push(row)
      for (let at = period[row]!; at < DAYS.length; at++) hours[slice]![at]![hourOfWeek[row]!]!++
    }
  })
  const volumes = hours.map((periods) => periods.map((period) => running(period, new Int32Array(RUNNING))))
  const cells = slices.length * width
  const handicaps = handicapsOf(slicesOf, slices.length, outcomesOf, width)

  const counts = new Int32Array(cells * DAYS.length * HOURS)
  const own = new Int32Array(RUNNING)
  const byHour = new Int32Array(24 + LONGEST + 1)
  const [inside, volume] = [new Int32Array(SETS.length), new Int32Array(SETS.length)]
  const latest = new Int32Array(cells * MOST)
  const seen = new Int32Array(cells)
  const [few, since] = [new Int32Array(HOURS), new Int32Array(HOURS)]
  const sinceRunning = new Int32Array(RUNNING)

  const scan = (from: Int32Array, visit?: (hit: Hit) => void): number => {
    counts.fill(0)
    seen.fill(0)
    for (let row = rows.length - 1; row >= 0; row--) {
      const dealt = from[row]!
      if (dealt < 0) continue
      for (const slice of slicesOf[row]!)
        for (const outcome of outcomesOf[dealt]!) {
          const cell = slice * width + outcome
          if (seen[cell]! < MOST) latest[cell * MOST + seen[cell]!++] = row
          for (let at = period[row]!; at < DAYS.length; at++)
            counts[(cell * DAYS.length + at) * HOURS + hourOfWeek[row]!]!++
        }
    }
    let top = 0
    const look = (
      cell: number,
      at: number,
      trailing: Trailing,
      answers: Int32Array,
      counts: Int32Array,
      start: number,
    ) => {
      const handicap = handicaps[cell]! + LATER[at]!
      const found = best(answers, counts, start, visit ? 0 : top + handicap)
      if (!found) return
      const worth = found.worth - handicap
      top = Math.max(top, worth)
      const [slice, outcome] = [slices[Math.floor(cell / width)]!, outcomes[cell % width]!]
      const { window, worth: _, ...counted } = found
      visit?.({ slice, outcome, trailing, week: windowAt(window), ...counted, worth })
    }
    for (let cell = 0; cell < cells; cell++) {
      const slice = Math.floor(cell / width)
      DAYS.forEach((days, at) => {
        look(cell, at, { days }, volumes[slice]![at]!, counts, (cell * DAYS.length + at) * HOURS)
      })
      CASES.forEach((cases, at) => {
        const rows = latest.subarray(cell * MOST, cell * MOST + cases)
        if (seen[cell]! < cases) return
        few.fill(0)
        for (const row of rows) few[hourOfWeek[row]!]!++
        since.fill(0)
        const of = rowsOf[slice]!
        for (let i = of.length - 1; i >= 0 && of[i]! >= rows[cases - 1]!; i--) since[hourOfWeek[of[i]!]!]!++
        look(cell, DAYS.length + at, { cases }, running(since, sinceRunning), few, 0)
      })
    }
    return top
  }

  /** The window with the largest ratio of one slice, outcome and period, if it is above `least`. */
  const best = (answers: Int32Array, counts: Int32Array, start: number, least: number) => {
    running(counts, own, start)
    const [cases, all] = [own[HOURS]!, answers[HOURS]!]
    if (cases < FEWEST) return null
    for (let hour = 0; hour < 24 + LONGEST; hour++) {
      let sum = byHour[hour]!
      for (let at = hour % 24; at < HOURS; at += 24) sum += own[at + 1]! - own[at]!
      byHour[hour + 1] = sum
    }
    const share = cases * (1 - cases / all)
    let found = { window: -1, worth: least, ratio: 0, inside: 0, n: 0 }
    for (let from = 0; from < 24; from++)
      for (let hours = 1; hours <= LONGEST; hours++) {
        if (byHour[from + hours]! - byHour[from]! < FEWEST) continue
        dayCounts(own, from, hours, inside)
        dayCounts(answers, from, hours, volume)
        for (let set = 0; set < SETS.length; set++) {
          const hits = inside[set]!
          if (hits < FEWEST) continue
          const n = volume[set]!
          const part = n / all
          const above = hits - cases * part
          // The ratio is at most Pearson's chi-squared, which needs no logarithm.
          const needed = found.worth + RARER[set]!
          if (above <= 0 || above * above <= needed * share * part * (1 - part)) continue
          const ratio = bernoulliRatio(cases, all, hits, n, log)
          if (ratio > needed)
            found = {
              window: (from * LONGEST + hours - 1) * SETS.length + set,
              worth: ratio - RARER[set]!,
              ratio,
              inside: hits,
              n,
            }
        }
      }
    return found.window < 0 ? null : { ...found, cases, all }
  }

  return {
    scan,
    rows: rows.length,
    cells,
    outcomesOf,
    comparisons: cells * (DAYS.length + CASES.length) * WINDOWS,
  }
}

/** The handicap of each set of days: all days and weekdays are the broadest, and share half of the chance. */
const RARER = SETS.map((days) =>
  days === 'all' || days === 'weekdays' ? 0 : Math.log((SETS.length - 2) / 2),
)

/** The rows of the longest period, and of the time before as many as leave a quiet slice its last ten cases. */
function recent(rows: readonly Answer[]): readonly Answer[] {
  const last = rows.at(-1)?.day ?? 0
  const first = rows.findIndex(({ day }) => day > last - Math.max(...DAYS))
  return rows.slice(Math.max(0, Math.min(first, rows.length - QUIET)))
}

/** Names as numbers, in order of the names. */
function numbered(lists: readonly (readonly string[])[]): [names: string[], numbers: number[][]] {
  const names = [...new Set(lists.flat())].sort()
  const number = new Map(names.map((name, at) => [name, at]))
  return [names, lists.map((list) => [...new Set(list)].map((name) => number.get(name)!))]
}

const running = (counts: Int32Array, into: Int32Array, from = 0) => {
  runningWeek(counts, from, into)
  return into
}
