import { randomBytes, timingSafeEqual } from 'node:crypto'
import { getCookie } from 'hono/cookie'
import type { Secrets } from '../../../integrations/oidc/oidc.ts'
import { hash, looksLikeToken, token } from '../../tokens.ts'
import { cookieName, setOwn } from '../cookies.ts'
import type { Desk, DeskContext } from '../guard.ts'

/** What a browser keeps while its person is at the provider: where they go then, and what binds the answer to it. */
export type Flow = { to: string; secrets: Secrets }

const NAME = 'oidc'
const SECONDS = 10 * 60
const LONGEST = 3_000

const derived = ({ tokenKey }: Desk, payload: string, what: string) =>
  token(tokenKey, 'oidc', `${what}\0${payload}`, new Uint8Array())

const secretsOf = (desk: Desk, payload: string): Secrets => ({
  state: derived(desk, payload, 'state'),
  nonce: derived(desk, payload, 'nonce'),
  verifier: derived(desk, payload, 'verifier'),
})

/** Begins a flow in this browser alone: the cookie holds a random number, and state, nonce and verifier are made of it. */
export const beginFlow = (desk: Desk, c: DeskContext, to: string): Secrets => {
  const said = [randomBytes(32).toString('base64url'), desk.now().getTime(), to]
  const payload = Buffer.from(JSON.stringify(said)).toString('base64url')
  setOwn(desk, c, NAME, `${payload}.${derived(desk, payload, 'seal')}`, SECONDS)
  return secretsOf(desk, payload)
}

/** Ends the flow of this browser: it is good for one answer. Undefined: there is none, or it is too old. */
export const endFlow = (desk: Desk, c: DeskContext): Flow | undefined => {
  const given = getCookie(c, cookieName(desk, c, NAME)) ?? ''
  if (given) setOwn(desk, c, NAME, '', 0)
  const [payload = '', seal = ''] = given.length > LONGEST ? [] : given.split('.')
  if (!looksLikeToken(seal) || !timingSafeEqual(hash(seal), hash(derived(desk, payload, 'seal'))))
    return undefined
  const [, at, to] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, number, string]
  const age = desk.now().getTime() - at
  return age >= 0 && age < SECONDS * 1000 ? { to, secrets: secretsOf(desk, payload) } : undefined
}
