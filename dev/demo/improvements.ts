import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/client.ts'
import type { OpsDeps } from '../../src/deps.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { otherVerb } from '../../src/staff/verbs.ts'
import { addBusinessDays, atLocal, localDate } from '../../src/time.ts'
import { nextDay } from '../../src/zone.ts'
import { type Calendars, HOUR } from './plan.ts'
import type { Who } from './play.ts'

type Improving = {
  department: string
  owner: string
  what: string
  why: string
  driver?: string
  channel?: string
  /** Days before now: made, in place, closed. One that is not in place yet is planned. */
  made: number
  inPlace?: number
  closed?: number
  result?: string
}
export type Step = { at: Date; run: () => Promise<unknown> }

/** One that worked (places.ts puts the invoice right on that day), one that did not, and one that is planned. */
const IMPROVEMENTS: Improving[] = [
  {
    department: 'billing',
    owner: 'maja',
    what: 'The invoice names each fee, and its columns fit a phone.',
    why: 'Finding after finding says that nobody could read it.',
    driver: 'invoice-hard-to-read-or-wrong',
    made: 58,
    inPlace: 45,
    closed: 9,
    result: 'Far fewer ask what they pay for. The same template is now used for reminders.',
  },
  {
    department: 'store',
    owner: 'olav',
    what: 'A day of training for everybody in the shop: how to meet a customer.',
    why: 'Customers write that nobody looked up.',
    made: 60,
    inPlace: 52,
  },
  {
    department: 'store',
    owner: 'ingrid',
    what: 'At most eighteen stops on the afternoon tour.',
    why: 'The tour between 16 and 18 has more stops than fit.',
    driver: 'delivery-late',
    channel: 'parcel',
    made: 4,
  },
]

/** Their steps with their moments, by the product's own verbs. */
export const improvementSteps = (
  deps: OpsDeps & { db: Db },
  { people, calendars, now }: { people: Who; calendars: Calendars; now: Date },
): Step[] =>
  IMPROVEMENTS.flatMap((one) => {
    const calendar = calendars[one.department]!
    const by = people[`${one.owner}@nordly.example`]!
    const dayOf = (daysAgo: number) => nextDay(localDate(calendar.timeZone, now), -daysAgo)
    /** At ten on the first working day from then on, and the verb. */
    const step = (daysAgo: number, hour: string, verb: string, values: Record<string, string>): Step => {
      const day = atLocal(calendar.timeZone, dayOf(daysAgo + 1), '23:00')
      const date = localDate(calendar.timeZone, addBusinessDays(calendar, day, 1))
      const at = atLocal(calendar.timeZone, date, hour)
      const run = async () => {
        const [made] = await deps.db.$client<{ id: string }[]>`
          select id from improvements where what = ${one.what}`
        const subject = verb === 'improve' ? '' : made!.id
        const given = { subject, by, values, now: at, formId: randomUUID(), words: staffWords('en') }
        await otherVerb(verb)!.run(deps, given)
      }
      return { at, run }
    }
    const { what, why, driver = 'any', channel = 'any', brand = 'any' } = { brand: 'any', ...one }
    const made = { what, why, driver, channel, brand, owner: `${one.department}:${by.id}` }
    const dueOn = dayOf(one.inPlace ?? one.made - 14)
    return [
      step(one.made, '10:00', 'improve', { ...made, dueOn }),
      ...(one.inPlace
        ? [step(one.inPlace, '11:00', 'improvement-in-place', { on: dayOf(one.inPlace) })]
        : []),
      ...(one.closed ? [step(one.closed, '12:00', 'improvement-close', { result: one.result! })] : []),
    ]
  }).filter(({ at }) => at.getTime() < now.getTime() - HOUR)
