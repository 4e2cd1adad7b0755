import { en } from 'zod/locales'
import * as z from 'zod/mini'
import { languages } from './language.ts'

export const CHANNELS = ['phone', 'chat', 'email', 'store', 'web', 'visit', 'social media', 'parcel'] as const

const short = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine(
      (text) => !text.includes('\0') && text.isWellFormed(),
      'must not hold a NUL or half a character',
    ),
  )
export const instant = z.pipe(
  z.iso.datetime({ offset: true, error: 'wants an instant with its offset, such as 2026-03-11T10:00:00Z' }),
  z.transform((text) => new Date(text)),
)
export const datable = z.refine<Date>(
  (at) => at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 2100,
  'is not in this century',
)
const email = z.email().check(z.maxLength(254))
const phone = z.pipe(
  z.pipe(
    z.string(),
    z.transform((phone) => phone.replace(/[\s()./-]/g, '')),
  ),
  z.string().check(z.regex(/^\+?\d{5,15}$/, 'is not a telephone number')),
)
const zone = z.string().check(z.refine(isTimeZone, 'is not an IANA time zone'))
const language = z.string().check(
  z.maxLength(35),
  z.refine((tag) => languages.valid(tag), 'is not a language tag'),
)

const contact = z
  .strictObject({
    source: short(100),
    externalId: short(200),
    channel: z.enum(CHANNELS),
    brand: short(100),
    department: short(100),
    staffMember: z.optional(z.strictObject({ name: short(200), email: z.optional(email) })),
    customer: z.optional(
      z.strictObject({
        email: z.optional(email.check(z.toLowerCase())),
        phone: z.optional(phone),
        name: z.optional(short(200)),
      }),
    ),
    reference: z.optional(short(200)),
    startedAt: z.optional(instant.check(datable)),
    endedAt: instant.check(datable),
    timeZone: z.optional(zone),
    language: z.optional(language),
    autoClosed: z.optional(z.boolean()),
  })
  .check(
    z.refine(({ startedAt, endedAt }) => !(startedAt && startedAt > endedAt), {
      path: ['endedAt'],
      message: 'is before startedAt',
    }),
  )

export type ContactInput = z.infer<typeof contact>

// zod/mini brings no messages of its own.
const { localeError: error } = en()

/** An ended contact as integrators send it. Instants are ISO 8601 with an offset. */
export const contactInput = {
  parse: (given: unknown): ContactInput => contact.parse(given, { error }),
  safeParse: (given: unknown) => contact.safeParse(given, { error }),
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return !/^[+-]/.test(zone)
  } catch {
    return false
  }
}
