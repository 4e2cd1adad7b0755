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
  /** Nobody wrote it by hand (RFC 3834): no out-of-office answer comes back. */
  automatic: boolean
  /**
   * One-click unsubscribe (RFC 8058): an https address that answers POST. Sets both list headers, with a mail to
   * `replyTo` as the other way.
   */
  unsubscribeUrl?: string
  /** BCP 47, for Content-Language. */
  language: string
  /** Threads the case's mails in the customer's mail program. */
  inReplyTo?: string
}

/**
 * `wait`: not sent, try again. `person`: refused, and a person has to fix something (credentials, sender, a blocklist).
 * `address`: this address is at fault, for good. `bug`: refused as it stands, or malformed. `ambiguous`: it may have
 * been accepted.
 */
export class MailError extends Error {
  readonly kind: 'wait' | 'person' | 'address' | 'bug' | 'ambiguous'
  /** Seconds. */
  readonly retryAfter?: number
  /**
   * Whose answer it was, where the provider itself was content with us and our sender: `wait` and `person` then hold up
   * this mail alone. `ours`: it may be our fault; such answers are counted by domain.
   */
  readonly answer?: { domain: string; ours: boolean }
  constructor(kind: MailError['kind'], message: string, more: Pick<MailError, 'retryAfter' | 'answer'> = {}) {
    super(withoutMailboxes(message))
    this.name = 'MailError'
    this.kind = kind
    this.retryAfter = more.retryAfter
    this.answer = more.answer
  }
}

/** Servers repeat the address they refuse. What is said of it is kept and shown, and whose mailbox it was is not. */
const withoutMailboxes = (said: string): string => said.replace(/[^\s<>()[\]"',;:@]+@(?=[\w-]+\.)/g, '…@')

export type MailProvider = {
  name: string
  /** Resolves when the provider has accepted the message. Throws MailError. */
  send(mail: Mail): Promise<void>
  /** Resolves when the provider takes our name and password, and sends nothing, where it can tell. Throws MailError. */
  verify?(): Promise<void>
}
