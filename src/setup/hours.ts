import * as z from 'zod/v4'
import type { Hours } from '../../db/schema/index.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):[0-5]\d|24:00)$/

/** "mon-fri", "sat" or "mon,wed" as ISO weekdays; undefined if it is none of these. */
const weekdays = (key: string): number[] | undefined => {
  const days: number[] = []
  for (const part of key.toLowerCase().split(',')) {
    const [from = -1, to = from] = part
      .trim()
      .split('-')
      .map((day) => DAYS.indexOf(day))
    if (from < 0 || to < from || part.split('-').length > 2) return undefined
    for (let day = from; day <= to; day++) days.push(day + 1)
  }
  return days
}

const spansOf = (given: string | string[]): [string, string][] =>
  [given]
    .flat()
    .filter((span) => span !== 'closed')
    .map((span) => span.split('-') as [string, string])
    .sort(([a], [b]) => (a < b ? -1 : 1))

const span = z
  .string()
  .refine(
    (text) => text === 'closed' || SPAN.test(text),
    'must be a time span such as 09:00-17:00, or closed',
  )

/** `mon-fri: 09:00-17:00`, several spans of a day as a list. */
export const hoursField = z
  .record(
    z.string(),
    z.union([span, z.array(span)], 'must be a time span such as 09:00-17:00, a list of them, or closed'),
  )
  .transform((given, ctx) => {
    const hours: Hours = {}
    const wrong = (key: string, message: string) => ctx.addIssue({ code: 'custom', path: [key], message })
    for (const [key, value] of Object.entries(given)) {
      const days = weekdays(key)
      if (!days) wrong(key, 'must be weekdays such as mon-fri, sat or mon,wed')
      const spans = spansOf(value)
      if (spans.some(([from, to]) => from >= to))
        wrong(key, 'must end after it begins; hours over midnight are two days')
      if (spans.some(([from], at) => at > 0 && from < spans[at - 1]![1])) wrong(key, 'must not overlap')
      for (const day of (days ?? []) as (keyof Hours)[]) {
        if (hours[day]) wrong(key, `gives ${DAYS[day - 1]} a second time`)
        hours[day] = spans
      }
    }
    const open = Object.entries(hours).filter(([, spans]) => spans.length > 0)
    if (open.length === 0 && Object.keys(given).every((key) => weekdays(key)))
      ctx.addIssue({ code: 'custom', message: 'must have a day that is open, such as mon-fri: 09:00-17:00' })
    return Object.fromEntries(open) as Hours
  })
