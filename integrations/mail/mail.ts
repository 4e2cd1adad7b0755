/** The mail port: one message out, by any provider. */

export type Mail = {
  /** Fixed by the outbox entry, so that a message sent twice is seen as one: `<id@domain>`. */
  messageId: string
  from: { name: string; address: string }
  replyTo: string
  to: string
  subject: string
  text: string
  html: string
  /** One-click unsubscribe (RFC 8058): an https address that answers POST. Sets both list headers. */
  unsubscribeUrl?: string
  /** BCP 47, for Content-Language. */
  language: string
  /** Threads the case's mails in the customer's mail program. */
  inReplyTo?: string
}

/**
 * `wait`: not sent, try again. `person`: the provider refuses us (credentials, sender). `address`: this
 * recipient can't be reached. `bug`: the message is malformed. `ambiguous`: it may have been accepted.
 */
export class MailError extends Error {
  readonly kind: 'wait' | 'person' | 'address' | 'bug' | 'ambiguous'
  readonly retryAfter?: number
  constructor(
    kind: 'wait' | 'person' | 'address' | 'bug' | 'ambiguous',
    message: string,
    retryAfter?: number,
  ) {
    super(message)
    this.name = 'MailError'
    this.kind = kind
    this.retryAfter = retryAfter
  }
}

export type MailProvider = {
  name: string
  /** Resolves when the provider has accepted the message. Throws MailError. */
  send(mail: Mail): Promise<void>
}
