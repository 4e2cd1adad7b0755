import * as z from 'zod/v4'
import { isUuid } from '../../integrations/ids.ts'
import { text } from './schemaFields.ts'

const domain = text(253)
  .transform((given) => given.toLowerCase())
  .refine((given) => /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(given), {
    error: 'must be a domain of your e-mail addresses, such as nordly.example',
  })
const tenant = z.guid('must be the id of an Entra tenant').transform((given) => given.toLowerCase())

/** Whom the identity provider may vouch for: people of these Entra tenants, or whose verified address is in a domain. */
const oidc = z
  .strictObject({
    domains: z.array(domain).max(50).default([]),
    tenants: z.array(tenant).max(50).default([]),
  })
  .refine(({ domains, tenants }) => domains.length + tenants.length > 0, {
    error: 'wants domains, or for Entra tenants',
  })

/** By hand, as the identity provider knows a person: the subject, in Entra the object id. */
export const oidcSubject = text(255).transform((given) =>
  isUuid(given.toLowerCase()) ? given.toLowerCase() : given,
)

/** How people come in to the desk, and for how long. */
export const signIn = z
  .strictObject({
    /** The longest that anybody stays signed in on a device. */
    sessionDays: z.number().int().min(1).max(90).default(30),
    /** How long a session lasts that nobody uses. */
    idleDays: z.number().int().min(1).max(90).optional(),
    /** Where it is left out: until there is a provider. */
    mailedLinks: z.boolean().optional(),
    oidc: oidc.optional(),
  })
  .refine(({ sessionDays, idleDays = 1 }) => idleDays <= sessionDays, {
    error: 'must be no longer than sessionDays',
    path: ['idleDays'],
  })
  .transform(({ idleDays, ...given }) => ({ ...given, idleDays: idleDays ?? Math.min(7, given.sessionDays) }))
