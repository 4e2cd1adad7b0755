import { decodeProtectedHeader, jwtVerify } from 'jose'
import type { ChatEnv } from '../chat.ts'
import { keyOf } from './keys.ts'
import type { TeamsSettings } from './settings.ts'

const ISSUER = 'https://api.botframework.com'
const MAX_SKEW_SECONDS = 300

/** What a token vouches for: the address it speaks for and the channels its key may speak for. */
export type Vouched = { serviceUrl: string; endorsements: string[] }

/**
 * Is this token from the Bot Framework, for this bot, and now? Its key, issuer, audience and time are checked; it
 * says nothing of the body but `serviceUrl`. The library's own check reads the machine's clock and answers 500.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export async function verify(
  chatEnv: ChatEnv,
  { appId, openIdUrl }: TeamsSettings,
  authorization: string | null,
): Promise<Vouched | undefined> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1]
  if (!token || token.length > 8192 || !token.split('.').every(isCanonical)) return undefined
  try {
    const { alg, kid } = decodeProtectedHeader(token)
    if (alg !== 'RS256' || typeof kid !== 'string') return undefined
    const signer = await keyOf(chatEnv, openIdUrl, kid)
    if (!signer) return undefined
    const { payload } = await jwtVerify(token, signer.key, {
      algorithms: ['RS256'],
      issuer: ISSUER,
      audience: appId,
      clockTolerance: MAX_SKEW_SECONDS,
      currentDate: chatEnv.now(),
      requiredClaims: ['exp', 'nbf'],
    })
    const serviceUrl = payload.serviceurl ?? payload.serviceUrl
    return typeof serviceUrl === 'string' ? { serviceUrl, endorsements: signer.endorsements } : undefined
  } catch {
    return undefined
  }
}

/** The last character of base64 has bits that mean nothing: one token, one spelling. */
const isCanonical = (part: string): boolean => Buffer.from(part, 'base64url').toString('base64url') === part

/** Does the token speak for this body? */
export const covers = (vouched: Vouched, body: { serviceUrl?: unknown; channelId?: unknown }): boolean =>
  body.serviceUrl === vouched.serviceUrl &&
  typeof body.channelId === 'string' &&
  vouched.endorsements.includes(body.channelId)
