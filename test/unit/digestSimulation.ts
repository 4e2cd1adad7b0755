import type { Hours } from '../../db/schema/index.ts'
import { digestDue } from '../../src/digests/due.ts'

const MINUTE = 60_000
const QUARTER = 15 * MINUTE
const DAY = 24 * 60 * MINUTE

export type Outcome = {
  workingDays: number
  digests: number
  /** Working days with a tick after the hour that got no digest. */
  missed: number
  doubled: number
  early: number
  /** Digests on a day that is no working day, or dated wrongly. */
  astray: number
  /** Working days on which no tick ran after the hour: the next digest covers them. */
  silent: number
  /** Digests made over an hour late, because the ticks before were lost. */
  late: number
}

/** A small repeatable source of chance (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

type LocalDay = { date: string; start: number; end: number; due: number }

/**
 * The local days between two instants and when the hour comes in each, found without the product's time
 * library: the runtime's own formatter gives the offsets, the rest is counting quarters of an hour.
 */
function localDays(zone: string, from: number, to: number, digestHour: number): LocalDay[] {
  const offsets = offsetsOf(zone, from, to)
  const days: (LocalDay & { number: number; hours: number[] })[] = []
  let segment = 0
  for (let at = from; at < to; at += QUARTER) {
    while (offsets[segment + 1] && offsets[segment + 1]!.from <= at) segment++
    const local = at + offsets[segment]!.offset
    const number = Math.floor(local / DAY)
    let day = days.at(-1)
    if (day?.number !== number) {
      const date = new Date(local).toISOString().slice(0, 10)
      day = { number, date, start: at, end: at, due: 0, hours: [] }
      days.push(day)
    }
    day.hours[Math.floor((local % DAY) / (60 * MINUTE))] ??= at
    day.end = at + QUARTER
  }
  for (const day of days) {
    const after = day.hours.slice(digestHour).filter((at) => at !== undefined)
    day.due = after[0] ?? day.hours.filter((at) => at !== undefined).at(-1)!
  }
  return days.slice(1, -1)
}

function offsetsOf(zone: string, from: number, to: number): { from: number; offset: number }[] {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const offsetAt = (at: number) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!) - at
  }
  const offsets = [{ from, offset: offsetAt(from) }]
  // Two changes within four days would be missed; Morocco's, a month apart, are the closest there are.
  for (let at = from; at < to; at += 4 * DAY) {
    let [low, high] = [at, at + 4 * DAY]
    if (offsetAt(high) === offsets.at(-1)!.offset) continue
    while (high - low > QUARTER) {
      const middle = low + Math.floor((high - low) / QUARTER / 2) * QUARTER
      if (offsetAt(middle) === offsets.at(-1)!.offset) low = middle
      else high = middle
    }
    offsets.push({ from: high, offset: offsetAt(high) })
  }
  return offsets
}

type Simulation = {
  zone: string
  from: number
  to: number
  digestHour: number
  seed: number
  /** Minutes between the ticks away from the hour; around it the cron runs every minute. */
  stride: number
}

/** Runs the cron over the days: 30 % of ticks lost, 20 % doubled, now and then an outage of up to two days. */
function simulate({ zone, from, to, digestHour, seed, stride }: Simulation): Outcome {
  const random = chance(seed)
  const days = localDays(zone, from, to, digestHour)
  const hours: Hours = Object.fromEntries(
    (random() < 0.8 ? [1, 2, 3, 4, 5] : [7, 1, 2, 3, 4]).map((day) => [day, [['09:00', '17:00']]]),
  )
  const holidays = days.filter(() => random() < 0.03).map((day) => day.date)
  const calendar = { timeZone: zone, hours, holidays }
  const holiday = new Set(holidays)
  const outcome = {
    workingDays: 0,
    digests: 0,
    missed: 0,
    doubled: 0,
    early: 0,
    astray: 0,
    silent: 0,
    late: 0,
  }
  const made = new Set<string>()
  const since = new Date(from)
  let lastDate: string | null = null
  let outageUntil = 0
  for (const day of days) {
    const weekday = (new Date(`${day.date}T00:00:00Z`).getUTCDay() || 7) as keyof Hours
    const working = weekday in hours && !holiday.has(day.date)
    if (random() < 0.004) outageUntil = day.start + random() * 2 * DAY
    let chances = 0
    for (const at of ticks(day, stride, () => made.has(day.date) || !working, random)) {
      if (at < outageUntil) continue
      if (at >= day.due) chances++
      const due = digestDue({ calendar, digestHour, since, lastDate }, new Date(at))
      if (!due) continue
      outcome.digests++
      if (due.localDate !== day.date || !working) outcome.astray++
      if (made.has(due.localDate)) outcome.doubled++
      if (at < day.due) outcome.early++
      if (at > day.due + 60 * MINUTE) outcome.late++
      made.add(due.localDate)
      lastDate = due.localDate
    }
    if (!working) continue
    outcome.workingDays++
    if (chances === 0) outcome.silent++
    else if (!made.has(day.date)) outcome.missed++
  }
  return outcome
}

/** Every minute from just before the hour until nothing more is owed, and once more; elsewhere by the stride. */
function* ticks(
  day: LocalDay,
  stride: number,
  settled: () => boolean,
  random: () => number,
): Generator<number> {
  const near = Math.max(day.start, day.due - (random() < 0.5 ? MINUTE : 0))
  let at = Math.min(near, day.start + Math.floor(random() * stride) * MINUTE)
  let after = 0
  while (at < day.end) {
    if (random() >= 0.3) {
      yield at
      if (random() < 0.2) yield at
    }
    if (at >= near && settled()) after++
    const step = at >= near && after < 1 && at < day.due + 30 * MINUTE ? 1 : stride
    at = at < near && at + step * MINUTE > near ? near : at + step * MINUTE
  }
}

/** Every zone the runtime knows over three years; `hours` are dealt out to the zones in turn. Prints its figures. */
export function everyZone({ hours, stride }: { hours: number[]; stride: number }): Outcome {
  const zones = Intl.supportedValuesOf('timeZone')
  const sum = {} as Outcome
  for (const [i, zone] of zones.entries()) {
    const [from, to] = [Date.UTC(2025, 0, 1), Date.UTC(2028, 0, 1)]
    const digestHour = hours[i % hours.length]!
    const outcome = simulate({ zone, from, to, digestHour, seed: i, stride })
    for (const name of Object.keys(outcome) as (keyof Outcome)[]) sum[name] = (sum[name] ?? 0) + outcome[name]
  }
  const { workingDays, digests, missed, doubled, early, astray, silent, late } = sum
  console.log(
    `digest: ${zones.length} zones, 3 years, ${workingDays} working days, ${digests} digests: ${missed} missed, ` +
      `${doubled} doubled, ${early} early, ${astray} on another day; ${late} late and ${silent} left to the next day by outages`,
  )
  return sum
}
