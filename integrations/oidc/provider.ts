import * as client from 'openid-client'
import { SignInError, type SignInProvider, type Vouched } from './oidc.ts'
import { type OidcSettings, oidcSettingsOf } from './settings.ts'

type Fetch = typeof globalThis.fetch
type Given = { env: Record<string, unknown>; fetch: Fetch; now: () => Date }

const SECONDS = 10
/** A provider changes its addresses rarely; a new key is looked up when it is first seen. */
const KEEP_MS = 60 * 60_000
/** Of an isolate or process: what it learned of each provider. Never a promise, which another request could wait for in vain. */
const known = new Map<string, { at: number; config: client.Configuration }>()

/** The identity provider of the environment; undefined where there is none. */
export const signInProvider = ({ env, fetch, now }: Given): SignInProvider | undefined => {
  const settings = oidcSettingsOf(env)
  if (!settings) return undefined
  const configured = async (): Promise<client.Configuration> => {
    const key = JSON.stringify(settings)
    const found = known.get(key)
    if (found && now().getTime() - found.at < KEEP_MS) return found.config
    const config = await discovered(settings, fetch)
    known.set(key, { at: now().getTime(), config })
    return config
  }
  return {
    kind: settings.kind,
    begin: async ({ redirect, secrets, fresh, domain }) => {
      const config = await configured().catch(fault)
      return client.buildAuthorizationUrl(config, {
        redirect_uri: redirect,
        scope: 'openid profile email',
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: 'S256',
        ...(fresh && { prompt: 'login' }),
        ...(settings.kind === 'google' && domain && { hd: domain }),
      })
    },
    finish: async ({ url, secrets }) => {
      const config = await configured().catch(fault)
      return vouched(config, url, secrets).catch(fault)
    },
  }
}

const discovered = async ({ issuer, clientId, clientSecret, method }: OidcSettings, fetch: Fetch) => {
  const url = new URL(issuer)
  const auth =
    method === 'client_secret_post'
      ? client.ClientSecretPost(clientSecret)
      : client.ClientSecretBasic(clientSecret)
  // Signatures are checked although the token comes by TLS: somebody who answers in the provider's place lacks its key
  const execute = [client.enableNonRepudiationChecks]
  if (url.protocol === 'http:') execute.push(client.allowInsecureRequests)
  return client.discovery(url, clientId, undefined, auth, {
    [client.customFetch]: (to, options) => fetch(to, options as RequestInit),
    timeout: SECONDS,
    execute,
  })
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const vouched = async (
  config: client.Configuration,
  url: URL,
  { state, nonce, verifier }: { state: string; nonce: string; verifier: string },
): Promise<Vouched> => {
  const tokens = await client.authorizationCodeGrant(config, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()!
  // Okta, among others, keeps the address for those who ask for it
  const more =
    claims.email === undefined && config.serverMetadata().userinfo_endpoint
      ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
      : claims
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: text(more.email),
    emailVerified: more.email_verified === true,
    tenant: text(claims.tid)?.toLowerCase(),
    objectId: text(claims.oid)?.toLowerCase(),
    hostedDomain: text(claims.hd)?.toLowerCase(),
    ...(typeof claims.auth_time === 'number' && { authenticatedAt: new Date(claims.auth_time * 1000) }),
  }
}

/** What the library throws, as what is to be done about it. */
const fault = (error: unknown): never => {
  if (error instanceof client.AuthorizationResponseError)
    throw new SignInError(
      ['server_error', 'temporarily_unavailable'].includes(error.error) ? 'away' : 'cancelled',
      error.error,
    )
  if (error instanceof client.ResponseBodyError)
    throw new SignInError(error.error === 'invalid_grant' ? 'over' : 'untrusted', error.error)
  const { code, name } = error as { code?: string; name?: string }
  const away =
    name === 'TypeError' ||
    ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'].includes(
      code ?? '',
    )
  throw new SignInError(away ? 'away' : 'untrusted', code ?? name ?? 'unknown')
}
