import { createHash, createHmac, randomBytes } from 'node:crypto'

export type Purpose = 'survey' | 'unsubscribe' | 'case' | 'partner' | 'data'

export const nonce = (): Buffer => randomBytes(32)

/** A link's token, derived so that the sender can make it again: 43 characters, base64url. */
export const token = (
  key: string,
  purpose: Purpose | 'sign-in' | 'visit' | 'oidc',
  subject: string,
  nonce: Uint8Array,
): string => createHmac('sha256', key).update(`${purpose}\0${subject}\0`).update(nonce).digest('base64url')

/** What is looked up; the token itself is stored nowhere. */
export const hash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Only what could be a token is looked up. */
export const looksLikeToken = (token: string): boolean => /^[\w-]{43}$/.test(token)

/** An API key: 32 random bytes behind a prefix that secret scanners can find. */
export const apiKey = (): string => `amends_${randomBytes(32).toString('base64url')}`
