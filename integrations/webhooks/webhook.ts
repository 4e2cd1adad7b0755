/** The webhook port: one signed message to another system's address, and what is read from one, by the same rules. */

/**
 * `wait`: refused or not reached, try again. `person`: the address is one that is never called. `address`: it wants
 * nothing more (410). `ambiguous`: it may have arrived; sent again under the same id, it counts once.
 */
export class WebhookError extends Error {
  readonly kind: 'wait' | 'person' | 'address' | 'ambiguous'
  /** Seconds. */
  readonly retryAfter?: number
  constructor(kind: WebhookError['kind'], message: string, retryAfter?: number) {
    super(message)
    this.name = 'WebhookError'
    this.kind = kind
    this.retryAfter = retryAfter
  }
}

export type WebhookClient = {
  /**
   * Resolves on a 2xx; never follows a redirect, never calls a private or loopback address, ends after 15 s. Throws
   * WebhookError.
   */
  post(url: string, headers: Record<string, string>, body: string): Promise<void>
  /** The text at an address, a 2xx of at most so many bytes of UTF-8. Throws WebhookError, of kind `person` if it is longer. */
  get(url: string, most: number): Promise<string>
}

export const tooLong = (most: number): WebhookError =>
  new WebhookError('person', `what is there is longer than ${most} bytes`)

export type ClientOptions = {
  /** For tests and the local stack only: http and loopback addresses may be called. */
  allowLoopback?: boolean
  timeoutMs?: number
}

/** Standard Webhooks recommends 15 to 30 s. */
export const TIMEOUT_MS = 15_000
const LONGEST_WAIT = 24 * 3600

/** What an answer means; a redirect is a failure, since where it leads was not checked by anybody. */
export const judge = (status: number, retryAfter: string | null | undefined): void => {
  if (status >= 200 && status < 300) return
  if (status === 410) throw new WebhookError('address', 'the endpoint answered 410: it wants nothing more')
  const seconds = /^\d{1,9}$/.test(retryAfter ?? '') ? Math.min(Number(retryAfter), LONGEST_WAIT) : undefined
  const redirect =
    status >= 300 && status < 400 ? ': redirects are not followed, set the address it leads to' : ''
  throw new WebhookError('wait', `the endpoint answered ${status}${redirect}`, seconds)
}
