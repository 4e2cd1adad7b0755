import * as z from 'zod/mini'
import { addressOf } from '../addresses/address.ts'
import { phoneOf } from '../addresses/phone.ts'
import { instantOf } from './instant.ts'
import { isLanguageTag } from './language.ts'

export const CHANNELS = ['phone', 'chat', 'email', 'store', 'web', 'visit', 'social media', 'parcel'] as const

const whole = z.refine<string>(
  (text) => !text.includes('\0') && text.isWellFormed(),
  'must not hold a NUL or half a character',
)
/** A key or an id: it is compared, so nothing in it is changed but the spaces around it. */
const exact = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    whole,
    z.refine(
      (text) => !/[\p{Cc}\u2028\u2029]/u.test(text),
      'must not hold line breaks or control characters',
    ),
  )
/** One line that people read. Joiners stay: names and emoji of many scripts need them. */
const line = (max: number) =>
  z.pipe(
    z.pipe(
      z.string().check(whole),
      z.transform((text) =>
        text
          .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
          .replace(/[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g, '')
          .trim(),
      ),
    ),
    z.string().check(z.minLength(1), z.maxLength(max)),
  )
/** Systems send what they don't know as null or as an empty text. */
const isAbsent = (value: unknown): boolean =>
  isEmpty(value) ||
  (typeof value === 'object' && !Array.isArray(value) && Object.values(value ?? {}).every(isEmpty))
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && /^[\s\p{Cf}]*$/u.test(value))
const absent = (value: unknown) => (isAbsent(value) ? undefined : value)
const optional = <T extends z.core.$ZodType>(schema: T) => z.pipe(z.transform(absent), z.optional(schema))
/** Reads a text, or says why it can't. */
const read = <T>(reader: (text: string) => T | undefined, error: string) =>
  z.pipe(
    z.string().check(z.maxLength(1000)),
    z.transform((text, ctx): T => {
      const value = reader(text)
      if (value !== undefined) return value
      ctx.issues.push({ code: 'custom', message: error, input: text })
      return z.NEVER
    }),
  )

export const instant = read(
  instantOf,
  'wants an instant with its offset, such as 2026-03-11T10:00:00Z or 2026-03-11T11:00:00+01:00',
)
export const datable = z.refine<Date>(
  (at) => at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 2100,
  'is not in this century',
)
const phone = read(phoneOf, 'is not a telephone number')
const zone = z.string().check(z.refine(isTimeZone, 'is not an IANA time zone'))
const language = z.string().check(
  z.maxLength(100),
  z.refine((tag) => isLanguageTag(tag), 'is not a language tag'),
)

export const BEFORE_START = 'is before startedAt'

/** What the organisation chose for addresses: see `ask` in organisation.yaml. */
export type Reading = { keepCase?: boolean; international?: boolean }

const shape = ({ keepCase }: Reading) => {
  const email = read((text) => addressOf(text, { keepCase }), 'is not an e-mail address')
  return z
    .strictObject({
      source: exact(100),
      externalId: exact(200),
      channel: z.enum(CHANNELS),
      brand: exact(100),
      department: exact(100),
      staffMember: optional(z.strictObject({ name: line(200), email: optional(email) })),
      customer: optional(
        z.strictObject({ email: optional(email), phone: optional(phone), name: optional(line(200)) }),
      ),
      reference: optional(line(200)),
      startedAt: optional(instant.check(datable)),
      endedAt: instant.check(datable),
      timeZone: optional(zone),
      language: optional(language),
      autoClosed: optional(z.boolean()),
      outbound: optional(z.boolean()),
      optedOut: optional(z.boolean()),
      tags: optional(z.array(line(200)).check(z.maxLength(200))),
    })
    .check(
      z.refine(({ startedAt, endedAt }) => !(startedAt && startedAt > endedAt), {
        path: ['endedAt'],
        message: BEFORE_START,
      }),
    )
}

const usual = shape({})
const withCase = shape({ keepCase: true })
const schemaOf = ({ keepCase }: Reading = {}) => (keepCase ? withCase : usual)

export type ContactInput = z.infer<typeof usual>

/** An ended contact as integrators send it. Instants have their offset. */
export const contactInput = {
  parse: (given: unknown, reading?: Reading): ContactInput => schemaOf(reading).parse(given),
  safeParse: (given: unknown, reading?: Reading) => schemaOf(reading).safeParse(given),
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return !/^[+-]/.test(zone)
  } catch {
    return false
  }
}
