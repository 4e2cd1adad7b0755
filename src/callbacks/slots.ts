import {
  addBusinessDays,
  addBusinessMinutes,
  atLocal,
  type Calendar,
  localDate,
  localTime,
  spans,
} from '../time.ts'

const SLOT = 30 * 60_000
/** Nobody is called sooner than this many minutes of opening hours. */
const NOTICE = 60
const DAYS = 5
/** In between the customer is called, by their own clock. */
const WAKES = '08:00'
const RESTS = '20:00'

/**
 * The free half hours of the next five business days, in order. `seats`: how many calls can be made at once then;
 * `taken`: how many are booked, by ISO instant; only such as are by day where the customer is. Pure.
 */
export const slotsOf = (
  calendar: Calendar,
  now: Date,
  seats: (at: Date) => number,
  taken: ReadonlyMap<string, number>,
  customerZone: string = calendar.timeZone,
): Date[] => {
  const first = addBusinessMinutes(calendar, now, NOTICE)
  const free: Date[] = []
  let day = first
  for (let days = 0; days < DAYS; days++) {
    const date = localDate(calendar.timeZone, day)
    for (const [opens, closes] of spans(calendar, date)) {
      const end = atLocal(calendar.timeZone, date, closes).getTime()
      for (let at = atLocal(calendar.timeZone, date, opens).getTime(); at + SLOT <= end; at += SLOT) {
        const slot = new Date(at)
        // Where the clock changes within the hours, a time may be said twice or not at all
        const said = localTime(calendar.timeZone, slot)
        if (said < opens || said >= closes) continue
        const there = localTime(customerZone, slot)
        if (there < WAKES || there >= RESTS) continue
        if (slot >= first && (taken.get(slot.toISOString()) ?? 0) < seats(slot)) free.push(slot)
      }
    }
    day = addBusinessDays(calendar, day, 1)
  }
  return free
}
