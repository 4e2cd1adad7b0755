import type { StaffMember } from '../../db/schema/contacts.ts'
import type { NotAsked } from '../../db/schema/invitations.ts'
import { atLocal, type Calendar, intoWindow, isBusinessDay, localDate, localTime } from '../../src/time.ts'
import { nextDay, weekdayOf } from '../../src/zone.ts'
import type { Answers } from '../../surveys/survey.ts'
import { type Answering, answering } from './answers.ts'
import { type Customers, customersFrom } from './customers.ts'
import type { Dice } from './dice.ts'
import { BURST, LANGUAGES, PLACES, type Place, SAMPLED, SPAN } from './places.ts'
import type { Language } from './texts.ts'

/** A contact, whether its customer was asked, and what they answered and when. */
export type Planned = {
  id: string
  invitationId: string
  customerId: string
  matterId: string
  customerName: string
  email: string
  department: string
  brand: string
  channel: string
  language: Language
  timeZone: string
  staffMember: StaffMember | null
  reference: string
  startedAt: Date
  endedAt: Date
  rate: number
  asked: 'routine' | 'personal'
  reason: NotAsked | null
  sentAt: Date
  remindedAt: Date | null
  answer: { at: Date; answers: Answers } | null
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const WINDOW = { from: '08:00', to: '20:00' }

export type Calendars = Record<string, Calendar>
/** A day of a place, and what is unusual about these contacts. */
type Coming = { place: Place; date: string; daysAgo: number; burst?: true }

/** Every contact of the 90 days before `now`, oldest first. The same dice give the same, moved to the day. */
export const planContacts = (dice: Dice, calendars: Calendars, now: Date): Planned[] => {
  const customers = customersFrom(dice)
  const answers = answering(dice)
  const all = PLACES.flatMap((place) => {
    const calendar = calendars[place.department]!
    const today = localDate(calendar.timeZone, now)
    const days = Array.from({ length: SPAN + 1 }, (_, back) => {
      const date = nextDay(today, -back)
      const open = isBusinessDay(calendar, date)
      return { place, date, daysAgo: back, weight: open ? place.weekdays[weekdayOf(date) - 1]! : 0 }
    })
    const weights = days.reduce((sum, { weight }) => sum + weight, 0)
    return days.flatMap(({ weight, ...day }) => {
      const share = (place.answers * weight) / weights / place.rate / (isSampled(day) ? SAMPLED.rate : 1)
      return moments(dice, calendar, day, Math.round(share * dice.between(0.85, 1.15)))
    })
  })
  all.push(...burst(dice, calendars.billing!, now))
  return all
    .filter(({ endedAt }) => endedAt.getTime() < now.getTime() - HOUR)
    .sort((a, b) => a.endedAt.getTime() - b.endedAt.getTime())
    .map((coming) =>
      planned(dice, { ...coming, customers, answers, calendar: calendars[coming.place.department]!, now }),
    )
}

const isSampled = ({ place, daysAgo }: Coming) =>
  place.department === SAMPLED.department && daysAgo > SAMPLED.daysAgo

type Moment = Coming & { endedAt: Date }

const moments = (dice: Dice, { timeZone }: Calendar, day: Coming, count: number): Moment[] => {
  const [first, weights] = day.place.hours
  const hours = Object.fromEntries(weights.map((weight, at) => [first + at, weight]))
  return Array.from({ length: count }, () => {
    const hour = String(dice.weighted(hours)).padStart(2, '0')
    const start = atLocal(timeZone, day.date, `${hour}:00`).getTime()
    return { ...day, endedAt: new Date(start + dice.between(0, HOUR)) }
  })
}

/** The last working day of billing that is so long ago. */
export const burstDay = (calendar: Calendar, now: Date): string => {
  let back = BURST.daysAgo
  const today = localDate(calendar.timeZone, now)
  while (!isBusinessDay(calendar, nextDay(today, -back))) back++
  return nextDay(today, -back)
}

const burst = (dice: Dice, calendar: Calendar, now: Date): Moment[] => {
  const date = burstDay(calendar, now)
  const start = atLocal(calendar.timeZone, date, BURST.from).getTime()
  return Array.from({ length: BURST.contacts }, () => ({
    place: PLACES[dice.chance(0.6) ? 0 : 1]!,
    date,
    daysAgo: BURST.daysAgo,
    burst: true as const,
    endedAt: new Date(start + dice.between(0, BURST.minutes * MINUTE)),
  }))
}

type Making = Moment & { customers: Customers; answers: Answering; calendar: Calendar; now: Date }

const planned = (dice: Dice, making: Making): Planned => {
  const { place, endedAt, calendar, customers, now } = making
  const { timeZone } = calendar
  const brand = dice.weighted(place.brands)
  const { customer, rested } = customers.next(brand, endedAt)
  const language = customer.language ?? dice.weighted(LANGUAGES[brand])
  customer.language = language
  const staff = place.staff.length > 0 ? dice.of(place.staff) : undefined
  const rate = isSampled(making) ? SAMPLED.rate : 1
  const reason = !rested
    ? 'rest period'
    : !dice.chance(rate)
      ? 'sampled out'
      : dice.chance(0.004)
        ? 'opted out'
        : null
  const sentAt = new Date(
    intoWindow(timeZone, WINDOW, new Date(endedAt.getTime() + 30 * MINUTE)).getTime() +
      dice.between(0, MINUTE),
  )
  if (!reason && sentAt <= now) customers.asked(customer, endedAt)
  const contact = {
    id: dice.uuid(),
    invitationId: dice.uuid(),
    customerId: customer.id,
    matterId: dice.uuid(),
    customerName: customer.name,
    email: customer.email,
    department: place.department,
    brand,
    channel: place.channel,
    language,
    timeZone,
    staffMember: staff ? { name: staff, email: `${staff.toLowerCase()}@nordly.example` } : null,
    reference: `${place.reference}${dice.whole(10_000, 99_999)}`,
    startedAt: new Date(endedAt.getTime() - dice.around(7, 0.5) * MINUTE),
    endedAt,
    rate,
    asked: dice.chance(0.02) ? ('personal' as const) : ('routine' as const),
    reason: reason as NotAsked | null,
    sentAt,
  }
  const answers = !reason && (making.burst ? dice.chance(0.5) : dice.chance(place.rate))
  const at = answers ? answeredAt(dice, contact, making.burst) : undefined
  const overdue =
    !reason &&
    now.getTime() - sentAt.getTime() > 3 * DAY &&
    !(at && at.getTime() - sentAt.getTime() < 3 * DAY)
  return {
    ...contact,
    remindedAt: overdue ? new Date(sentAt.getTime() + 3 * DAY) : null,
    answer: at && at <= now ? { at, answers: making.answers(making, contact) } : null,
  }
}

/** Most answer within hours, some after the reminder; nobody at night. */
const answeredAt = (
  dice: Dice,
  { sentAt, timeZone }: Pick<Planned, 'sentAt' | 'timeZone'>,
  burst?: true,
): Date => {
  const wait = burst
    ? dice.between(2, 40) * MINUTE
    : dice.chance(0.15)
      ? 3 * DAY + dice.around(4 * HOUR, 1)
      : Math.min(dice.around(55 * MINUTE, 1.6), 12 * DAY)
  const at = new Date(sentAt.getTime() + wait)
  const hour = Number(localTime(timeZone, at).slice(0, 2))
  if (hour >= 7 && hour < 23) return at
  const date = localDate(timeZone, at)
  const morning = atLocal(timeZone, hour >= 23 ? nextDay(date, 1) : date, '07:00')
  return new Date(morning.getTime() + dice.between(0, 150) * MINUTE)
}
