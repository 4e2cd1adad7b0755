import type { BrandLook } from '../responses/view.ts'

/** A mail as the customer gets it, without addresses. */
export type RenderedMail = { subject: string; text: string; html: string }

/** What every mail to a customer is renderCaseMail from. */
export type Common = {
  brand: BrandLook & { senderName: string }
  /** BCP 47; we speak en, sv and nb. */
  language: string
  /** IANA zone in which the customer is told times. */
  timeZone: string
  /** It is not known to be the customer's own: times say which it is. */
  zoneNamed: boolean
  /** A time of another year carries its year. */
  now: Date
  customerName: string | null
}

/** One line, no control characters: for a subject, a name, a reference. */
export const line = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\s]+/gu, ' ')
    .trim()
    .slice(0, 120)
    .replace(/[\uD800-\uDBFF]$/, '')
