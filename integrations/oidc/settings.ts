import * as z from 'zod/mini'
import { wants } from '../setting.ts'

const NEEDED = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
const METHODS = ['client_secret_basic', 'client_secret_post'] as const
type AuthMethod = (typeof METHODS)[number]

const isLoopback = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
const isMicrosoft = ({ hostname }: URL) =>
  /^login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn)$/.test(hostname)

/** What is wrong with an issuer's address, if anything. A whole organisation signs in there: it is never asked in the clear. */
const issuerFault = (given: string): string | undefined => {
  if (!URL.canParse(given)) return 'not an address'
  const url = new URL(given)
  if (url.protocol !== 'https:' && !isLoopback(url)) return 'not https'
  if (url.search || url.hash || url.username || url.password) return 'more than the address of an issuer'
  if (isMicrosoft(url) && !/^\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\/v2\.0$/i.test(url.pathname))
    return 'Entra wants the issuer of your tenant: https://login.microsoftonline.com/TENANT-ID/v2.0'
  return undefined
}

const issuer = z.string().check((payload) => {
  const message = issuerFault(payload.value)
  if (message) payload.issues.push({ code: 'custom', input: payload.value, message })
})

/** The identity provider's settings in the environment: all that are needed, or none. */
export const oidcSettings = {
  env: {
    OIDC_ISSUER: wants(
      z.optional(issuer),
      'your identity provider’s issuer, such as https://accounts.google.com',
    ),
    OIDC_CLIENT_ID: wants(
      z.optional(z.string().check(z.minLength(3), z.maxLength(500))),
      'the id of the provider’s client',
    ),
    OIDC_CLIENT_SECRET: wants(z.optional(z.string().check(z.minLength(8))), 'the secret of the client'),
    OIDC_AUTH_METHOD: wants(z.optional(z.enum(METHODS)), `how the secret is sent: ${METHODS.join(' or ')}`),
  },
  required: [...NEEDED],
}

/** Which rules a provider's claims are read by. */
export type ProviderKind = 'entra' | 'google' | 'okta' | 'other'
export type OidcSettings = {
  issuer: string
  clientId: string
  clientSecret: string
  method: AuthMethod
  kind: ProviderKind
}

const kindOf = (url: URL): ProviderKind => {
  if (isMicrosoft(url)) return 'entra'
  if (url.hostname === 'accounts.google.com') return 'google'
  return /\.okta(preview|-emea)?\.com$/.test(url.hostname) ? 'okta' : 'other'
}

/** The provider's settings; undefined where none is given. The entry has parsed them: all are there, or none. */
export const oidcSettingsOf = (env: Record<string, unknown>): OidcSettings | undefined => {
  const [issuer, clientId, clientSecret] = NEEDED.map((name) => env[name])
  if (typeof issuer !== 'string' || typeof clientId !== 'string' || typeof clientSecret !== 'string')
    return undefined
  const kind = kindOf(new URL(issuer))
  const given = METHODS.find((one) => one === env.OIDC_AUTH_METHOD)
  const method =
    given ?? (kind === 'google' || kind === 'entra' ? 'client_secret_post' : 'client_secret_basic')
  return { issuer, clientId, clientSecret, method, kind }
}
