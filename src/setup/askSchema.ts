import * as z from 'zod/v4'
import { domainOf } from '../addresses/address.ts'
import { CHANNELS } from '../contacts/input.ts'
import { EXCLUDED_TAGS } from '../invitations/rules.ts'
import { text, time } from './schemaFields.ts'

const days = (min: number, max: number) => z.number().int().min(min).max(max)

const domain = z.string().transform((given, ctx) => {
  const found = domainOf(given.replace(/^@/, ''))
  if (found) return found
  ctx.addIssue({ code: 'custom', message: 'must be a domain such as partner.example' })
  return z.NEVER
})
const addressPattern = text(254)
  .refine(
    (given) => given.includes('@'),
    'must be an address or a pattern of one, such as test-*@partner.example',
  )
  .transform((given) => given.toLowerCase())

/** Whom to ask, when, and whom never. */
export const ask = z
  .strictObject({
    delayMinutes: z.number().int().min(0).max(10_080).default(30),
    window: z
      .strictObject({ from: time, to: time })
      .refine(({ from, to }) => from < to, { path: ['to'], error: 'must be later than from' })
      .default({ from: '08:00', to: '20:00' }),
    restDays: days(0, 3650).default(30),
    reminderDays: days(1, 365).default(3),
    expiryDays: days(1, 365).default(14),
    excludedChannels: z.array(z.enum(CHANNELS)).default([]),
    maxAgeDays: days(1, 3650).default(7),
    notCustomers: z
      .strictObject({
        addresses: z.array(addressPattern).default([]),
        domains: z.array(domain).default([]),
        ownDomains: z.boolean().default(true),
      })
      .prefault({}),
    excludedTags: z.array(text()).default(EXCLUDED_TAGS),
    subAddresses: z.enum(['one', 'separate']).default('one'),
    letterCase: z.enum(['ignored', 'kept']).default('ignored'),
    internationalAddresses: z.boolean().default(false),
  })
  .refine((rules) => rules.reminderDays < rules.expiryDays, {
    path: ['reminderDays'],
    error: 'must be less than expiryDays: a reminder comes before the end',
  })
