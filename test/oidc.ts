import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import type { Account, Configuration } from 'oidc-provider'
import Provider from 'oidc-provider'
import { signInProvider } from '../integrations/oidc/provider.ts'

export const CLIENT = { id: 'amends', secret: 'a secret of the client' }

const listen = (server: Server) =>
  new Promise<string>((ready) => {
    server.listen(0, '127.0.0.1', () => ready(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })

/** The product's view of a provider on this machine. */
export const knownAs = (issuer: string, method = 'client_secret_basic') =>
  signInProvider({
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_AUTH_METHOD: method,
    },
    fetch: globalThis.fetch,
    now: () => new Date(),
  })!

type Claims = Record<string, unknown>

/** A provider that nobody here wrote. `accounts`: what it says of each, by what they type as their login. */
export const startProvider = async (
  redirect: string,
  accounts: Record<string, Claims>,
  /** Entra says all in its ID tokens; others keep the address for those who ask. */
  conformIdTokenClaims = true,
) => {
  const server = createServer()
  const issuer = await listen(server)
  const claims = {
    openid: ['sub', 'tid', 'oid', 'auth_time'],
    email: ['email', 'email_verified'],
    profile: ['name'],
  }
  const configuration: Configuration = {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirect] }],
    claims,
    conformIdTokenClaims,
    pkce: { required: () => true },
    cookies: { keys: ['a key of this test'] },
    findAccount: (_context, id): Account => ({
      accountId: id,
      claims: async () => ({ sub: id, ...accounts[id] }),
    }),
  }
  const provider = new Provider(issuer, configuration)
  provider.on('server_error', (_context, error) => console.error(error))
  server.on('request', provider.callback())
  return { issuer, close: () => server.close() }
}

type Forged = { claims?: JWTPayload; without?: string[]; how?: 'none' | 'other key' }

/** A provider that says what a test wants, rightly signed or not. `said.next` is what its next ID token differs in. */
export const startForger = async () => {
  const [own, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' }
  const said: { next: Forged; claims: JWTPayload } = { next: {}, claims: {} }
  const nonces = new Map<string, string>()
  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, issuer)
    const json = (body: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (url.pathname === '/.well-known/openid-configuration')
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256', 'none'],
      })
    if (url.pathname === '/keys') return json({ keys: [jwk] })
    if (url.pathname === '/authorize') {
      const code = crypto.randomUUID()
      nonces.set(code, url.searchParams.get('nonce')!)
      const back = new URL(url.searchParams.get('redirect_uri')!)
      back.search = new URLSearchParams({ code, state: url.searchParams.get('state')! }).toString()
      return response.writeHead(303, { location: back.href }).end()
    }
    let body = ''
    for await (const piece of request) body += piece
    const code = new URLSearchParams(body).get('code') ?? ''
    const nonce = nonces.get(code)
    nonces.delete(code)
    if (!nonce) return json({ error: 'invalid_grant' }, 400)
    json({ access_token: 'x', token_type: 'Bearer', id_token: await token(nonce) })
  })
  const issuer = await listen(server)

  const token = async (nonce: string): Promise<string> => {
    const { claims, without = [], how } = said.next
    const now = Math.floor(Date.now() / 1000)
    const all: JWTPayload = {
      iss: issuer,
      aud: CLIENT.id,
      sub: 'somebody',
      iat: now,
      exp: now + 300,
      nonce,
      ...said.claims,
      ...claims,
    }
    for (const name of without) delete all[name]
    if (how === 'none') return new UnsecuredJWT(all).encode()
    const key = how === 'other key' ? other.privateKey : own.privateKey
    return new SignJWT(all).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(key)
  }
  return { issuer, said, close: () => server.close() }
}
