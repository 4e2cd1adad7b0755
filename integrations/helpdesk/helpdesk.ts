/**
 * The helpdesk port: what a helpdesk's webhook says, in the words of `POST /v1/contacts`. The `group` stands for
 * brand and department: `organisation.yaml` says which. Optional fields come as the helpdesk has them: who reads them
 * leaves out what can't be read.
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
  language?: string
  tags?: string[]
  /** Begun by staff, or only staff spoke in it. */
  outbound?: boolean
  /** Closed by a rule, not by a person. */
  autoClosed?: boolean
}

/** A field of a contact that could not be read. */
export type Odd = { field: string; message: string; value: string }

/**
 * `nothing`: understood, but no contact ended; `reopened` is the external id of the contact that goes on, if there may
 * be one. `unread`: the helpdesk's name for a state is not known. `wrong`: `field` is not as the helpdesk documents it.
 */
export type HelpdeskEvent =
  | { kind: 'contact'; contact: HelpdeskContact; leftOut?: Odd[] }
  | { kind: 'nothing'; reason: string; reopened?: string }
  | { kind: 'unread'; state: string; reopened?: string }
  | { kind: 'wrong'; field: string; message: string }

/** What organisation.yaml says of the helpdesk's own names: whether a state is one of the closed or of the open ones. */
export type Reading = { isClosed(state: string): boolean; isOpen(state: string): boolean }

export type Helpdesk = {
  name: string
  /** The setting that holds its webhook's secret, and what that secret is. */
  secret: { setting: string; is: string }
  /** Whether the headers bring a signature at all: without one the body is not read. */
  maySign(headers: Headers): boolean
  /** Whether the body, as received, was signed with the secret. Constant time. */
  verify(headers: Headers, body: Uint8Array, secret: string): boolean
  /** Reads a verified body. Never throws. */
  parse(body: Uint8Array, reading?: Reading): HelpdeskEvent
}
