/**
 * The helpdesk port: what a helpdesk's webhook says, in the words of `POST /v1/contacts`. The `group` stands for
 * brand and department: `organisation.yaml` says which.
 */
export type HelpdeskContact = {
  source: string
  externalId: string
  channel: 'phone' | 'chat' | 'email' | 'store' | 'web' | 'visit' | 'social media' | 'parcel'
  group: string
  staffMember?: { name: string; email?: string }
  customer?: { email?: string; phone?: string; name?: string }
  reference?: string
  /** Instants as ISO 8601. */
  startedAt?: string
  endedAt: string
}

/** `nothing`: understood, but no contact ended. `wrong`: `field` is not as the helpdesk documents it. */
export type Heard =
  | { kind: 'contact'; contact: HelpdeskContact }
  | { kind: 'nothing'; reason: string }
  | { kind: 'wrong'; field: string; message: string }

export type Helpdesk = {
  name: string
  /** Whether the headers bring a signature at all: without one the body is not read. */
  maySign(headers: Headers): boolean
  /** Whether the body, as received, was signed with the secret. Constant time. */
  verify(headers: Headers, body: Uint8Array, secret: string): boolean
  /** Reads a verified body. Never throws. */
  parse(body: Uint8Array): Heard
}
