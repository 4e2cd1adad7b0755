import ICAL from 'ical.js'
import { atLocal } from '../time.ts'
import { isZone, LONGEST_MS, MOST_SHIFTS, RosterError, type RosterFault, type Shift } from './roster.ts'

/** From when to when repeated events are followed. */
export type Within = { from: Date; to: Date }
type Calendar = Within & {
  /** The zone of times that name none: the calendar's own. */
  zone: string | undefined
  /** Of whole days, which RFC 5545 gives no zone. */
  dayZone: string
  faults: RosterFault[]
}

/** Rules that repeat within a day are no duty roster, and would be followed for ever. */
const TOO_OFTEN = ['SECONDLY', 'MINUTELY', 'HOURLY']
/** The most repeats of one event, counted from its first: a daily one since 1970 has fewer. */
const MOST_TIMES = 25_000

/**
 * Shifts of an iCal file (RFC 5545): who attends an event, else whom its title names, is on duty. Repeated events are
 * expanded within `within`, with their exceptions. Times without a zone are refused, but whole days are days of `dayZone`.
 * Throws RosterError with every fault.
 */
export const readIcal = (text: string, { dayZone, within }: { dayZone: string; within: Within }): Shift[] => {
  const { events, own } = parsed(text)
  const calendar: Calendar = { ...within, zone: own, dayZone, faults: [] }
  const lines = linesOf(text)
  const whole = events.map((component, at) => ({
    event: new ICAL.Event(component, { strictExceptions: true, exceptions: [] }),
    line: lines[at] ?? 1,
  }))
  const exceptions = new Map<string, ICAL.Event[]>()
  for (const { event } of whole)
    if (event.isRecurrenceException())
      exceptions.set(event.uid, [...(exceptions.get(event.uid) ?? []), event])
  const shifts: Shift[] = []
  for (const { event, line } of whole) {
    if (event.isRecurrenceException()) continue
    if (cancelled(event)) continue
    for (const other of exceptions.get(event.uid) ?? []) event.relateException(other)
    const wanted = spansOf(event, line, calendar)
    for (const { item, from, to } of wanted) {
      if (cancelled(item)) continue
      for (const { who, field } of peopleOf(item)) shifts.push({ who, field, line, from, to })
    }
    if (shifts.length > MOST_SHIFTS)
      throw new RosterError([{ line, kind: 'too many', said: String(MOST_SHIFTS) }])
  }
  if (calendar.faults.length > 0) throw new RosterError(calendar.faults)
  return shifts
}

const parsed = (text: string) => {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text))
    if (calendar.name !== 'vcalendar') throw new Error('no calendar')
    const own = String(calendar.getFirstPropertyValue('x-wr-timezone') ?? '')
    return { events: calendar.getAllSubcomponents('vevent'), own: isZone(own) ? own : undefined }
  } catch {
    throw new RosterError([{ kind: 'not read' }])
  }
}

/** The line on which each event begins, in order. */
const linesOf = (text: string): number[] =>
  text.split(/\r\n|\r|\n/).flatMap((line, at) => (/^BEGIN:VEVENT\s*$/i.test(line) ? [at + 1] : []))

const cancelled = ({ component }: ICAL.Event) =>
  /^cancelled$/i.test(String(component.getFirstPropertyValue('status') ?? ''))

/** Rooms and those who declined are not on duty. */
const peopleOf = ({ component, summary }: ICAL.Event): { who: string; field: string }[] => {
  const attending = component.getAllProperties('attendee').filter((one) => {
    const kind = String(one.getParameter('cutype') ?? '').toUpperCase()
    const answer = String(one.getParameter('partstat') ?? '').toUpperCase()
    return kind !== 'ROOM' && kind !== 'RESOURCE' && answer !== 'DECLINED'
  })
  if (attending.length > 0)
    return attending.map((one) => ({
      who: String(one.getFirstValue() ?? '').replace(/^mailto:/i, ''),
      field: 'ATTENDEE',
    }))
  return [{ who: String(summary ?? '').trim(), field: 'SUMMARY' }]
}

type Span = { item: ICAL.Event; from: Date; to: Date }

const spansOf = (event: ICAL.Event, line: number, calendar: Calendar): Span[] => {
  const wrong = (kind: RosterFault['kind'], field: string, said?: string): Span[] => {
    calendar.faults.push({ line, field, kind, said })
    return []
  }
  if (!event.startDate) return wrong('no time', 'DTSTART')
  if (!event.isRecurring()) return inside([once(event, event, line, calendar)], calendar)
  const rules = event.component.getAllProperties('rrule').map((one) => one.getFirstValue() as ICAL.Recur)
  if (rules.some(({ freq }) => TOO_OFTEN.includes(freq))) return wrong('repeats too often', 'RRULE')
  const found: (Span | undefined)[] = []
  const times = event.iterator()
  for (let time = times.next(), n = 0; time; time = times.next(), n++) {
    if (n > MOST_TIMES) return wrong('repeats too often', 'RRULE')
    const { item, startDate, endDate } = event.getOccurrenceDetails(time)
    const span = once({ startDate, endDate, component: item.component }, item, line, calendar)
    if (!span || span.from >= calendar.to) break
    found.push(span)
  }
  return inside(found, calendar)
}

const inside = (spans: (Span | undefined)[], { from, to }: Within): Span[] =>
  spans.flatMap((span) => (span && span.to > from && span.from < to ? [span] : []))

const once = (
  { startDate, endDate, component }: Pick<ICAL.Event, 'startDate' | 'endDate' | 'component'>,
  item: ICAL.Event,
  line: number,
  calendar: Calendar,
): Span | undefined => {
  const from = instantIn(startDate, component, 'dtstart', calendar)
  const to = instantIn(endDate, component, component.hasProperty('dtend') ? 'dtend' : 'dtstart', calendar)
  const [field, kind, said] =
    'kind' in from
      ? ['DTSTART', from.kind, from.said]
      : 'kind' in to
        ? ['DTEND', to.kind, to.said]
        : to <= from
          ? ['DTEND', 'ends before' as const, undefined]
          : to.getTime() - from.getTime() > LONGEST_MS
            ? ['DTEND', 'too long' as const, undefined]
            : []
  if (field && kind) {
    calendar.faults.push({ line, field, kind, said })
    return undefined
  }
  return { item, from: from as Date, to: to as Date }
}

/** IANA zones by the runtime's own data; another by what the file says of it; whole days in the department's zone. */
const instantIn = (
  time: ICAL.Time,
  component: ICAL.Component,
  property: string,
  { zone, dayZone }: Calendar,
): Date | Pick<RosterFault, 'kind' | 'said'> => {
  const two = (n: number) => String(n).padStart(2, '0')
  const date = `${String(time.year).padStart(4, '0')}-${two(time.month)}-${two(time.day)}`
  const clock = `${two(time.hour)}:${two(time.minute)}`
  if (time.isDate) return atLocal(zone ?? dayZone, date, '00:00')
  if (time.zone === ICAL.Timezone.utcTimezone) return time.toJSDate()
  const named = component.getFirstProperty(property)?.getFirstParameter('tzid')
  if (!named) return zone ? atLocal(zone, date, clock) : { kind: 'no zone', said: `${date} ${clock}` }
  if (isZone(named)) return atLocal(named, date, clock)
  if (time.zone && time.zone !== ICAL.Timezone.localTimezone) return new Date(time.toUnixTime() * 1000)
  return { kind: 'unknown zone', said: named }
}
