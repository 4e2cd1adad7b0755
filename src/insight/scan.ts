/**
 * The windows of a week that a pattern may fill: 1 to 8 hours from any full hour, over midnight too (the day is that of the
 * first hour), on one weekday, Monday to Friday, at weekends or on all days.
 */
export type Week = {
  days: 'all' | 'weekdays' | 'weekend' | 1 | 2 | 3 | 4 | 5 | 6 | 7
  from: number
  hours: number
}

export const LONGEST = 8
export const SETS: Week['days'][] = [1, 2, 3, 4, 5, 6, 7, 'weekdays', 'weekend', 'all']
export const HOURS = 168
/** How many windows there are. */
export const WINDOWS = 24 * LONGEST * SETS.length

/** The window at this place in the order of start, hours and set of days. */
export const windowAt = (at: number): Week => {
  const place = Math.floor(at / SETS.length)
  return { days: SETS[at % SETS.length]!, from: Math.floor(place / LONGEST), hours: (place % LONGEST) + 1 }
}

/** Whether a window holds this hour of the week, 0 being Monday's first. */
export const holds = ({ days, from, hours }: Week, hour: number): boolean => {
  const into = (hour - from + HOURS) % 24
  if (into >= hours) return false
  const day = Math.floor(((hour - into + HOURS) % HOURS) / 24) + 1
  return (
    days === 'all' || days === day || (days === 'weekdays' && day <= 5) || (days === 'weekend' && day > 5)
  )
}

/** Running sums of counts by hour of the week, from `from` on in `counts`, and on into the next week by the longest window. */
export function runningWeek(counts: Int32Array, from: number, into: Int32Array): void {
  for (let hour = 0; hour < HOURS + LONGEST; hour++)
    into[hour + 1] = into[hour]! + counts[from + (hour < HOURS ? hour : hour - HOURS)]!
}
export const RUNNING = HOURS + LONGEST + 1

/** The counts of the windows of these hours in running sums: each weekday, Monday to Friday, the weekend, all. */
export function dayCounts(running: Int32Array, start: number, hours: number, into: Int32Array): void {
  let weekdays = 0
  for (let day = 0, hour = start; day < 7; day++, hour += 24) {
    into[day] = running[hour + hours]! - running[hour]!
    if (day < 5) weekdays += into[day]!
  }
  into[7] = weekdays
  into[8] = into[5]! + into[6]!
  into[9] = weekdays + into[8]!
}

/** x ln x for whole x. */
export function xLogX(most: number): Float64Array {
  const table = new Float64Array(most + 1)
  for (let x = 2; x <= most; x++) table[x] = x * Math.log(x)
  return table
}

/**
 * How much more likely the counts are with one rate in the window and a lower one outside than with one for all: the log of
 * the ratio, 0 where the window's is not higher. `cases` of `all` in total, `inside` of `n` in the window; `log` is `xLogX`.
 * M. Kulldorff (1997), Communications in Statistics: Theory and Methods 26, 1481-1496, Bernoulli model.
 */
export function bernoulliRatio(
  cases: number,
  all: number,
  inside: number,
  n: number,
  log: Float64Array,
): number {
  if (inside * all <= cases * n) return 0
  const outside = cases - inside
  const rest = all - n
  const split = log[inside]! + log[n - inside]! - log[n]! + log[outside]! + log[rest - outside]! - log[rest]!
  return split - log[cases]! - log[all - cases]! + log[all]!
}
