import type { Calendar } from '../src/time.ts'

const MINUTE = 60_000
/** No clock changes between two of these. */
const STRIDE = 15

/**
 * Business time counted minute by minute from what Intl says the local clock shows: what src/time.ts has to agree
 * with, made without it. From a whole quarter of an hour on, for so many days.
 */
export const openMinutes = ({ timeZone, hours, holidays }: Calendar, from: Date, days: number) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const count = days * 24 * 60
  /** Open minutes before each. */
  const before = new Uint32Array(count + 1)
  const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  for (let minute = 0; minute < count; minute += STRIDE) {
    const [date, time] = format.format(new Date(from.getTime() + minute * MINUTE)).split(', ') as [
      string,
      string,
    ]
    const weekday = (new Date(`${date}T12:00:00Z`).getUTCDay() || 7) as 1
    const spans = holidays.includes(date) ? [] : (hours[weekday] ?? [])
    const parts = holidays.flatMap((one) => (one.startsWith(`${date} `) ? [one.slice(11).split('-')] : []))
    for (let next = 0; next < STRIDE; next++) {
      const local = minuteOf(time) + next
      const within = (from: string, to: string) => minuteOf(from) <= local && local < minuteOf(to)
      const closed = parts.some(([from, to]) => within(from!, to!))
      const open = !closed && spans.some(([opens, closes]) => within(opens, closes))
      before[minute + next + 1] = before[minute + next]! + (open ? 1 : 0)
    }
  }
  const index = (at: Date) => Math.round((at.getTime() - from.getTime()) / MINUTE)
  return {
    between: (a: Date, b: Date) => before[index(b)]! - before[index(a)]!,
    /** The end of the minute that completes so many; the start is the next open one. */
    after(at: Date, minutes: number): Date {
      const wanted = before[index(at)]! + minutes
      let [low, high] = [index(at), count]
      while (low < high) {
        const middle = (low + high) >> 1
        if (before[middle]! >= wanted) high = middle
        else low = middle + 1
      }
      return new Date(from.getTime() + low * MINUTE)
    },
  }
}
