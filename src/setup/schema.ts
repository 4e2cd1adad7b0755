import * as z from 'zod/v4'
import { SHAREABLE } from '../../db/schema/index.ts'
import { type ChatName, chatSettings } from '../../integrations/chatSettings.ts'
import { helpdesks } from '../../integrations/helpdesk/index.ts'
import { hostOf } from '../../integrations/webhooks/address.ts'
import { REMEDIES } from '../cases/remedyKinds.ts'
import { languages } from '../locales/index.ts'
import { EVENTS } from '../webhooks/emit.ts'
import { ask } from './askSchema.ts'
import { digestHour, listOf } from './fields.ts'
import { hoursField } from './hours.ts'
import { logoProblem } from './logo.ts'
import { emailOf } from './references.ts'
import { retention, shorterThanDays } from './retentionSchema.ts'
import { roleFields } from './roles.ts'
import { holidays, money, text } from './schemaFields.ts'
import { oidcSubject, signIn } from './signInSchema.ts'

const KEY = /^[a-z][a-z0-9-]{0,49}$/

/** People read it in a line: a mail's subject, a button, a channel. */
const line = (max = 200) =>
  text(max).refine((name) => !UNSEEN.test(name), 'must be one line, without marks that are not seen')
const UNSEEN = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u
const email = z.string().transform((given, ctx) => {
  const found = emailOf(given)
  if (found) return found
  ctx.addIssue({ code: 'custom', message: 'must be an e-mail address' })
  return z.NEVER
})
const key = z.string().regex(KEY, 'must be small letters, digits and hyphens, beginning with a letter')
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Stockholm')

const brand = z.strictObject({
  name: line(),
  sender: z.strictObject({ name: line(100), address: email }),
  replyTo: email,
  colour: z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour in quotes, such as "#1f4e79"'),
  logo: z
    .string()
    .transform((svg) => svg.trim())
    .superRefine((svg, ctx) => {
      const message = logoProblem(svg)
      if (message) ctx.addIssue({ code: 'custom', message })
    })
    .optional(),
  language: z.enum(languages),
  /** Where a customer can take a dispute: offered in the form of a final answer. */
  disputeBody: text(500).optional(),
})

const destination = z.strictObject({
  platform: z.string().default('slack'),
  /** Only where an organisation has several; else the workspace of the people. */
  workspace: text(50).optional(),
  /** As the platform names it. The desk has one for each department. */
  channel: text(100).optional(),
})

const goodwill = Object.entries(REMEDIES).filter(([, remedy]) => remedy.money)
/** `right`: money by right up to it need not be confirmed by a manager; as refund where it is left out. */
const authority = z.strictObject(
  Object.fromEntries([...goodwill.map(([kind]) => kind), 'right'].map((kind) => [kind, money.optional()])),
)

/** Of staff. Where it is left out: of a person the department's, of a department the organisation's. */
const language = z.enum(languages)

const place = {
  language: language.optional(),
  timeZone,
  hours: hoursField,
  holidays: holidays.optional(),
  destination,
  digestHour,
}
const list = listOf(email)

const department = z.strictObject({
  name: line(),
  ...place,
  liaisons: list,
  managers: list,
  authority: authority.default({}),
  sampling: z.number().min(0).max(1).default(1),
  excluded: z.boolean().default(false),
  nextInLine: z.enum(['list', 'fewest']).default('list'),
})

const management = z.strictObject({ name: line().default('Management'), ...place, people: list })

type ByHand = z.ZodOptional<z.core.$ZodType<{ workspace: string; user: string }>>
const byHand = Object.entries(chatSettings).map(([name, { account }]) => [
  name,
  z.optional<z.core.$ZodType>(account),
])
/** By hand, where a person's e-mail address in chat is another one. */
const accounts: Record<ChatName, ByHand> = Object.fromEntries(byHand)

const person = z.strictObject({
  name: line(),
  email,
  language: language.optional(),
  ...accounts,
  oidc: oidcSubject.optional(),
  /** Has no chat, and works on the desk. */
  desk: z.boolean().default(false),
})

const group = z.strictObject({ brand: z.string(), department: z.string() })

/** A helpdesk's names may hold `*`. What a real organisation would want is the default. */
const helpdesk = z.strictObject({
  groups: z.record(text(), group),
  ignoredGroups: z.array(text()).default([]),
  states: z
    .strictObject({ closed: z.array(text()).default([]), open: z.array(text()).default([]) })
    .prefault({}),
  excludedTags: z.array(text()).default([]),
  outbound: z.enum(['ask', 'skip']).default('skip'),
  autoClosed: z.enum(['ask', 'skip']).default('skip'),
})

const endpoint = z.strictObject({
  url: z
    .string()
    .max(2000)
    .refine((url) => ['public', 'name', 'loopback'].includes(hostOf(url)?.kind ?? ''), {
      error: 'must be a public address that begins with https://',
    }),
  events: z.array(z.enum(EVENTS)).min(1, 'needs at least one event'),
})

/** Outside the organisation, and asked by mail. */
const partner = z.strictObject({
  name: line(100),
  address: email,
  language: z.enum(languages),
  /** Nothing else of a case is shown to them but the deed. */
  shares: z.array(z.enum(SHAREABLE)).default([]),
})

/** Why figures about staff and duty rosters are kept: all four are said, or there are none. `retention` is in days. */
const peoplePrivacy = z.strictObject({
  purpose: text(1000),
  consultation: text(1000),
  notice: text(1000),
  retention: z.number().int().min(30).max(730),
})

/** organisation.yaml. Unknown keys are faults; addresses come out in small letters, hours by ISO weekday. */
export const organisationFile = z
  .strictObject({
    name: line(),
    /** What staff read where nothing else is said. */
    language: language.default('en'),
    brands: z.record(key, brand),
    departments: z.record(key, department),
    management,
    ...roleFields(email, key),
    people: z.array(person).min(1, 'needs at least one person'),
    helpdesks: z
      .strictObject(Object.fromEntries(helpdesks.map(({ name }) => [name, helpdesk.optional()])))
      .default({}),
    /** Where events go to other systems. */
    webhooks: z.record(key, endpoint).default({}),
    /** Which department can fix what a driver is about. */
    drivers: z.record(z.string(), z.string()).default({}),
    partners: z.record(key, partner).default({}),
    /** How long a new case waits before it is announced: a mis-tap can be corrected, and words come along. */
    graceSeconds: z.number().int().min(0).max(3600).default(120),
    ask: ask.prefault({}),
    signIn: signIn.prefault({}),
    privacy: z
      .strictObject({ people: peoplePrivacy.optional(), retention: retention.prefault({}) })
      .prefault({}),
  })
  .superRefine(({ ask, privacy }, ctx) => {
    for (const name of ['restDays', 'expiryDays'] as const)
      if (shorterThanDays(privacy.retention.addresses, ask[name]))
        ctx.addIssue({
          code: 'custom',
          path: ['privacy', 'retention', 'addresses'],
          message: `must not be shorter than ask.${name} (${ask[name]} days): whom we asked has to be known that long`,
        })
  })

export type OrganisationFile = z.infer<typeof organisationFile>

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return !/^[+-]/.test(zone)
  } catch {
    return false
  }
}
