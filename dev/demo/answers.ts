import { localTime } from '../../src/time.ts'
import { weekdayOf } from '../../src/zone.ts'
import type { Driver } from '../../surveys/drivers.ts'
import type { Answers } from '../../surveys/survey.ts'
import type { Dice } from './dice.ts'
import { BURST, INVOICE, isLateTour, LATE_TOUR, type Place, QUEUE } from './places.ts'
import type { Planned } from './plan.ts'
import { DAYS, filled, picker, textsOf } from './texts.ts'

type Coming = { place: Place; date: string; daysAgo: number; endedAt: Date; burst?: true }
type Contact = Pick<Planned, 'language' | 'timeZone' | 'reference' | 'staffMember'>
export type Answering = (coming: Coming, contact: Contact) => Answers

/** The share that is dissatisfied, by driver: a place's own, and what was planted. */
const reasonsOf = (
  { place, date, daysAgo, endedAt, burst }: Coming,
  timeZone: string,
): Partial<Record<Driver, number>> => {
  if (burst) return { 'payment-methods': BURST.dissatisfied }
  const hour = Number(localTime(timeZone, endedAt).slice(0, 2))
  const lateTour = isLateTour(place.channel, weekdayOf(date), hour)
  const { dissatisfied, drivers } = lateTour ? LATE_TOUR : place
  const weights = Object.entries(drivers) as [Driver, number][]
  const sum = weights.reduce((all, [, weight]) => all + weight, 0)
  const shares = Object.fromEntries(
    weights.map(([driver, weight]) => [driver, (dissatisfied * weight) / sum]),
  )
  if (place.department === 'billing')
    shares['invoice-hard-to-read-or-wrong'] = daysAgo > INVOICE.daysAgo ? INVOICE.before : INVOICE.after
  if (place.channel === 'store') shares['queue-or-checkout'] = QUEUE
  return shares
}

/** What a customer answers: the score, and as much more as people leave. */
export const answering = (dice: Dice): Answering => {
  const pick = picker(dice)
  const words = (list: readonly string[], { language, reference, staffMember }: Contact) => {
    const text = pick(staffMember ? list : list.filter((one) => !one.includes('{staff}')))
    return (
      text &&
      filled(text, {
        min: dice.whole(9, 55),
        staff: staffMember?.name ?? '',
        ref: reference,
        amount: dice.whole(8, 90) * 10,
        day: dice.of(DAYS[language]),
      })
    )
  }
  const satisfied = (contact: Contact): Answers => {
    const { good } = textsOf[contact.language]
    return given({
      score: dice.chance(0.62) ? 5 : 4,
      good: dice.chance(0.14) ? words(good, contact) : undefined,
      kudos: contact.staffMember && dice.chance(0.035) ? contact.staffMember.name : undefined,
    })
  }
  const neutral = (contact: Contact): Answers => {
    const { neutral: texts } = textsOf[contact.language]
    if (!dice.chance(0.4)) return { score: 3 }
    const driver = dice.of(Object.keys(texts)) as Driver
    return given({
      score: 3,
      drivers: [driver],
      words: dice.chance(0.6) ? words(texts[driver]!, contact) : undefined,
    })
  }
  const dissatisfied = (driver: Driver, place: Place, contact: Contact): Answers => {
    const texts = textsOf[contact.language]
    const other = dice.chance(0.2) ? dice.weighted(place.drivers) : driver
    return given({
      score: dice.chance(0.45) ? 1 : 2,
      drivers: dice.chance(0.94) ? [...new Set([driver, other])] : undefined,
      words: dice.chance(0.8) ? words(texts.wrong[driver] ?? texts.wrong.other!, contact) : undefined,
      about: dice.chance(0.5) ? dice.weighted({ process: 6, person: 1, both: 1 }) : undefined,
      wish: dice.chance(0.45) ? dice.of(texts.wish) : undefined,
      handling: dice.chance(0.4)
        ? dice.weighted({ intuitive: 4, functional: 2, analytical: 2, personal: 2 })
        : undefined,
      reach: dice.chance(0.4) ? reach(contact) : undefined,
    })
  }
  const reach = ({ language }: Contact): Answers['reach'] =>
    dice.chance(0.35)
      ? {
          may: true,
          how: 'phone',
          phone: `+46 70 174 06 ${dice.whole(10, 99)}`,
          when: textsOf[language].about,
        }
      : { may: true, how: 'mail' }
  return (coming, contact) => {
    const shares = reasonsOf(coming, contact.timeZone)
    const all = Object.values(shares).reduce((sum, share) => sum + share, 0)
    if (dice.chance(all)) return dissatisfied(dice.weighted(shares), coming.place, contact)
    return dice.chance(coming.place.neutral) ? neutral(contact) : satisfied(contact)
  }
}

const given = <T extends object>(answers: T): T =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined)) as T
