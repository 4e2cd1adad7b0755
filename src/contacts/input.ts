import * as z from 'zod'
import { languages } from './language.ts'

export const CHANNELS = ['phone', 'chat', 'email', 'store', 'web', 'visit', 'social media', 'parcel'] as const

const short = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !text.includes('\0'), 'must not hold a NUL character')
const instant = z.iso
  .datetime({ offset: true, error: 'wants an instant with its offset, such as 2026-03-11T10:00:00Z' })
  .transform((text) => new Date(text))
const zone = z.string().refine(isTimeZone, 'is not an IANA time zone')

/** An ended contact as integrators send it. Instants are ISO 8601 with an offset. */
export const contactInput = z
  .strictObject({
    source: short(100),
    externalId: short(200),
    channel: z.enum(CHANNELS),
    brand: short(100),
    department: short(100),
    staffMember: z.strictObject({ name: short(200), email: z.email().max(254).optional() }).optional(),
    customer: z
      .strictObject({
        email: z
          .email()
          .max(254)
          .transform((address) => address.toLowerCase())
          .optional(),
        phone: z
          .string()
          .transform((phone) => phone.replace(/[\s()./-]/g, ''))
          .pipe(z.string().regex(/^\+?\d{5,15}$/, 'is not a telephone number'))
          .optional(),
        name: short(200).optional(),
      })
      .optional(),
    reference: short(200).optional(),
    startedAt: instant.optional(),
    endedAt: instant,
    timeZone: zone.optional(),
    language: z
      .string()
      .max(35)
      .refine((tag) => languages.valid(tag), 'is not a language tag')
      .optional(),
    autoClosed: z.boolean().optional(),
  })
  .refine(({ startedAt, endedAt }) => !(startedAt && startedAt > endedAt), {
    path: ['endedAt'],
    message: 'is before startedAt',
  })

export type ContactInput = z.infer<typeof contactInput>

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return !/^[+-]/.test(zone)
  } catch {
    return false
  }
}
