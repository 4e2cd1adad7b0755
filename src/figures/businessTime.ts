import { atLocal, type Calendar, localDate, spans } from '../time.ts'
import { nextDay } from '../zone.ts'

const MINUTE = 60_000

/**
 * Minutes of opening hours between two instants of a period, as `businessMinutesBetween` counts them, for many pairs:
 * the hours are laid out once. Never open in the period: plain minutes.
 */
export function businessTime(calendar: Calendar, from: Date, to: Date): (start: Date, end: Date) => number {
  const { timeZone } = calendar
  const open: { from: number; to: number; before: number }[] = []
  let sum = 0
  const last = localDate(timeZone, to)
  for (let date = localDate(timeZone, from); date <= last; date = nextDay(date)) {
    for (const [opens, closes] of spans(calendar, date)) {
      const [start, end] = [opens, closes].map((time) => atLocal(timeZone, date, time).getTime()) as [
        number,
        number,
      ]
      if (start >= end) continue
      open.push({ from: start, to: end, before: sum })
      sum += end - start
    }
  }
  /** Open time before an instant. */
  const until = (at: number): number => {
    let [low, high] = [0, open.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (open[middle]!.from <= at) low = middle + 1
      else high = middle
    }
    const span = open[low - 1]
    return span ? span.before + Math.min(at, span.to) - span.from : 0
  }
  return open.length === 0
    ? (start, end) => Math.max(0, end.getTime() - start.getTime()) / MINUTE
    : (start, end) => Math.max(0, until(end.getTime()) - until(start.getTime())) / MINUTE
}
