import * as z from 'zod/v4'
import { CURRENCIES, readAmount } from '../amounts.ts'
import { staffWords } from '../locales/staff.ts'
import { holidaysProblem } from './holidays.ts'

const localDate = z.iso.date('must be a date in quotes, such as "2026-12-31"')
export const time = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time in quotes, such as "08:00"')

/** "2026-12-30 14:00" is closed from then on, "2026-12-30 08:00-12:00" between them. */
const closedDate = z.string().transform((text, ctx) => {
  const [, date, from, to = '24:00'] = /^(\S+)(?: (\S+?)(?:-(\S+))?)?$/.exec(text) ?? []
  const wrong = (message: string) => {
    ctx.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  if (!localDate.safeParse(date).success) return wrong('must be a date in quotes, such as "2026-12-31"')
  if (from === undefined) return date!
  if (!time.safeParse(from).success || !time.safeParse(to).success || from >= to)
    return wrong('must be a part of a day such as "2026-12-31 14:00" or "2026-12-31 08:00-12:00"')
  return `${date} ${from}-${to}`
})

export const holidays = z.strictObject({
  country: z
    .string()
    .superRefine((place, ctx) => {
      const message = holidaysProblem(place)
      if (message) ctx.addIssue({ code: 'custom', message })
    })
    .optional(),
  dates: z.array(closedDate).default([]),
})

/** A number, or text as people write amounts: "1 234,50". */
const amount = z.union([z.number(), z.string().max(100)], 'must be an amount such as 500')
/** In one case, and by one liaison in a month. */
export const money = z
  .strictObject({
    amount,
    currency: z.string().refine((code) => CURRENCIES.has(code), 'must be a currency such as SEK'),
    month: amount.optional(),
  })
  .transform(({ currency, ...given }, ctx) => {
    const read = (name: 'amount' | 'month') => {
      const value = given[name]
      if (value === undefined || value === 0) return value
      // JSON writes a number as people do, but for a very large or small one, which is no amount anyway
      const found = typeof value === 'number' && value < 0 ? undefined : readAmount(String(value), currency)
      if (found && 'amount' in found) return Number(found.amount)
      const message = found?.fault(staffWords('en')) ?? 'must be at least 0'
      ctx.addIssue({ code: 'custom', path: [name], message })
      return undefined
    }
    return {
      currency,
      amount: read('amount') ?? 0,
      ...(given.month !== undefined && { month: read('month') }),
    }
  })
  .refine(({ amount, month }) => month === undefined || month >= amount, {
    path: ['month'],
    error: 'must be at least amount: it is for all cases of the month together',
  })

export const text = (max = 200) => z.string().trim().min(1, 'must not be empty').max(max)
