import * as z from 'zod/v4'
import type { Retention } from '../../db/schema/index.ts'
import { RETENTION } from '../privacy/retention.ts'

const HOURS = { hour: 1, day: 24, month: 730.5, year: 8766 }
type Unit = keyof typeof HOURS

/** In hours, to compare: a month is a twelfth of a year of 365.25 days. */
const hoursOf = (period: string): number => {
  const [count, unit] = period.split(' ') as [string, string]
  return Number(count) * HOURS[unit.replace(/s$/, '') as Unit]
}

/** "24 months": a whole number and its unit. Years come out in months, so that the same period reads alike. */
const period = (least: string, most: string) =>
  z.union([z.string(), z.number()], 'must be a period such as 24 months').transform((given, ctx) => {
    const wrong = (message: string) => {
      ctx.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    const [, count, unit] = /^\s*(\d{1,6})\s+(hour|day|month|year)s?\s*$/i.exec(String(given)) ?? []
    if (!count || !unit)
      return wrong('must be a whole number of hours, days, months or years, such as 24 months')
    const years = unit.toLowerCase() === 'year'
    const found = named(Number(count) * (years ? 12 : 1), years ? 'month' : (unit.toLowerCase() as Unit))
    if (hoursOf(found) < hoursOf(least)) return wrong(`must be at least ${least}${WHY_LEAST[least] ?? ''}`)
    return hoursOf(found) > hoursOf(most) ? wrong(`must be at most ${most}`) : found
  })

const named = (count: number, unit: Unit): string => `${count} ${unit}${count === 1 ? '' : 's'}`

/** The customer may open a case again for 30 days, and its words have to be there. */
const WHY_LEAST: Record<string, string> = {
  '60 days': ': a customer may open a case again for 30 days, and an answer then takes a while',
}

const RANGES: Record<keyof Retention, [least: string, most: string]> = {
  claims: ['1 month', '360 months'],
  words: ['60 days', '120 months'],
  addresses: ['30 days', '60 months'],
  outbox: ['30 days', '24 months'],
  timers: ['1 day', '24 months'],
  sessions: ['1 day', '12 months'],
  signIns: ['1 day', '12 months'],
  idempotency: ['24 hours', '30 days'],
  audit: ['6 months', '120 months'],
  books: ['12 months', '240 months'],
  // Reports reach two years back
  numbers: ['25 months', '360 months'],
}

const field = (kind: keyof Retention) => period(...RANGES[kind]).default(RETENTION[kind])

const LONGER: [one: keyof Retention, than: keyof Retention, why: string][] = [
  ['words', 'books', 'the case itself goes then'],
  ['claims', 'books', 'the remedies that a claim is about go then'],
  ['words', 'numbers', 'the rows themselves go then'],
  ['addresses', 'words', 'an unanswered contact has no words to keep'],
]

/** `privacy.retention`: how long what is kept. */
export const retention = z
  .strictObject({
    claims: field('claims'),
    words: field('words'),
    addresses: field('addresses'),
    outbox: field('outbox'),
    timers: field('timers'),
    sessions: field('sessions'),
    signIns: field('signIns'),
    idempotency: field('idempotency'),
    audit: field('audit'),
    books: field('books'),
    numbers: field('numbers'),
  } satisfies Record<keyof Retention, unknown>)
  .superRefine((given, ctx) => {
    for (const [one, than, why] of LONGER)
      if (hoursOf(given[one]) > hoursOf(given[than]))
        ctx.addIssue({
          code: 'custom',
          path: [one],
          message: `must not be longer than ${than} (${given[than]}): ${why}`,
        })
  })

/** Whether a period is shorter than so many days of `ask`: until those are over, the product has to know whom it asked. */
export const shorterThanDays = (period: string, days: number): boolean => hoursOf(period) < days * 24
