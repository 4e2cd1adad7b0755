import { exportJWK, generateKeyPair, SignJWT } from 'jose'

export type TokenOver = {
  claims?: Record<string, unknown>
  /** Seconds since the epoch. */
  iat?: number
  nbf?: number | null
  exp?: number | null
  kid?: string
  alg?: string
}

/** A key pair of the fake Bot Framework, and tokens as it makes them. */
export async function makeKeys(kid = 'local-key-1', endorsements = ['msteams']) {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', endorsements }
  /** The claims of a real one: issuer, audience, serviceurl, an hour to live. */
  const sign = (appId: string, serviceUrl: string, now: number, over: TokenOver = {}) => {
    const at = over.iat ?? Math.floor(now / 1000)
    const token = new SignJWT({
      serviceurl: serviceUrl,
      iss: 'https://api.botframework.com',
      aud: appId,
      ...over.claims,
    })
    token.setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: over.kid ?? kid })
    if (over.nbf !== null) token.setNotBefore(over.nbf ?? at)
    if (over.exp !== null) token.setExpirationTime(over.exp ?? at + 3600)
    return token.sign(privateKey)
  }
  return { kid, jwk, privateKey, publicKey, sign }
}
export type LocalKeys = Awaited<ReturnType<typeof makeKeys>>
