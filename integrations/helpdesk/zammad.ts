import { createHmac, timingSafeEqual } from 'node:crypto'
import { issueText } from '../issues.ts'
import { parseJson } from '../json.ts'
import type { Helpdesk, HelpdeskContact, HelpdeskEvent, Odd, Reading } from './helpdesk.ts'
import { named, type Person, payload, type Tags, type Ticket } from './zammadPayload.ts'
import { stateOf } from './zammadState.ts'

/** Zammad's own user, who owns what nobody owns, and under whom its rules work. */
const SYSTEM_USER = 1
/** A rule that closes is the last to change the ticket. */
const AT_ONCE = 10_000

const CHANNELS: [type: RegExp, channel: HelpdeskContact['channel']][] = [
  [/^phone|^fax/, 'phone'],
  [/^email/, 'email'],
  [/chat|^sms/, 'chat'],
  [/twitter|facebook|telegram|whatsapp|messenger/, 'social media'],
]

const channelOf = (type: string): HelpdeskContact['channel'] =>
  CHANNELS.find(([pattern]) => pattern.test(type))?.[1] ?? 'web'

const nameOf = (who: Person) => [who.firstname, who.lastname].filter((part) => part && part !== '-').join(' ')
const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as T
const orNone = <T extends object>(fields: T) => (Object.keys(fields).length > 0 ? fields : undefined)

/** The first of the numbers that has enough digits to be one. */
const phoneOf = ({ mobile, phone }: Person): { phone?: string; odd: Odd[] } => {
  const numbers = [mobile, phone].filter((one): one is string => Boolean(one))
  const good = numbers.find((one) => /\d/.test(one) && (one.match(/\d/g)?.length ?? 0) >= 5)
  if (good || !numbers[0]) return { phone: good, odd: [] }
  return {
    odd: [{ field: 'customer.phone', message: 'is not a telephone number', value: numbers[0].slice(0, 100) }],
  }
}

const contactOf = (ticket: Ticket, endedAt: string, tags: string[], leftOut: Odd[]) => {
  const { customer, owner } = ticket
  const staff = owner?.id !== SYSTEM_USER && owner && nameOf(owner)
  const { phone, odd } = customer ? phoneOf(customer) : { odd: [] as Odd[] }
  const known =
    customer && customer.id !== SYSTEM_USER
      ? orNone(given({ email: customer.email || undefined, phone, name: nameOf(customer) }))
      : undefined
  const contact: HelpdeskContact = given({
    source: 'zammad',
    externalId: `${ticket.id}@${endedAt}`,
    channel: channelOf(ticket.create_article_type ?? ''),
    group: ticket.group.name,
    staffMember: staff ? given({ name: staff, email: owner?.email || undefined }) : undefined,
    customer: known,
    reference: ticket.number || undefined,
    startedAt: ticket.created_at || undefined,
    endedAt,
    language: customer?.preferences?.locale || ticket.preferences?.locale || undefined,
    tags: tags.length > 0 ? tags : undefined,
    outbound: byStaff(ticket),
    autoClosed: byRule(ticket, endedAt),
  })
  const all = [...leftOut, ...odd]
  return { contact, ...(all.length > 0 && { leftOut: all }) }
}

const READ = { customer: 'is no person', close_at: 'is not an instant', last_close_at: 'is not an instant' }
/** What was there and could not be read, of the fields that count for most. */
const unread = (ticket: Ticket, given: unknown): Odd[] =>
  Object.entries(READ).flatMap(([name, message]) => {
    const value = (given as { ticket: Record<string, unknown> }).ticket[name]
    return value === undefined ||
      value === null ||
      value === '' ||
      ticket[name as keyof typeof READ] !== undefined
      ? []
      : [{ field: `ticket.${name}`, message, value: String(JSON.stringify(value)).slice(0, 100) }]
  })

/** Begun by an agent, or never a word of the customer's in it. */
const byStaff = ({ create_article_sender: sender, ...ticket }: Ticket): boolean =>
  /^agent$/i.test(sender ?? '') ||
  (/^system$/i.test(sender ?? '') && ticket.last_contact_customer_at === null)

/** Zammad's schedulers and triggers work as its own user. */
const byRule = ({ updated_by_id, updated_by, updated_at }: Ticket, endedAt: string): boolean => {
  if ((updated_by_id ?? updated_by?.id) !== SYSTEM_USER) return false
  return !updated_at || Math.abs(Date.parse(updated_at) - Date.parse(endedAt)) <= AT_ONCE
}

/** A ticket has a handful; each is held against the organisation's patterns. */
const MOST_TAGS = 200
/** Of a text made of commas. */
const MOST_READ = 10 * MOST_TAGS

const tagsOf = (...from: Tags[]): string[] =>
  from
    .flatMap((some) => (typeof some === 'string' ? some.split(',', MOST_READ) : (some ?? [])))
    .map((tag) => (typeof tag === 'string' ? tag : named.safeParse(tag).data?.name))
    .filter((tag) => typeof tag === 'string')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
    .slice(0, MOST_TAGS)

const typeOf = ({ state_type, state }: Ticket): string | undefined => {
  const inner = typeof state === 'string' ? undefined : (state.state_type as unknown)
  const found = named.safeParse(inner).data?.name ?? (typeof inner === 'string' ? inner : undefined)
  return found ?? (typeof state_type === 'string' ? state_type : state_type?.name) ?? undefined
}

const parse = (body: Uint8Array, reading?: Reading): HelpdeskEvent => {
  let json: unknown
  try {
    json = parseJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body))
  } catch {
    return { kind: 'wrong', field: 'body', message: 'is not JSON' }
  }
  const parsed = payload.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return {
      kind: 'wrong',
      field: issue?.path.join('.') || 'body',
      message: issue ? issueText(issue, json) : 'is malformed',
    }
  }
  const { ticket, tags } = parsed.data
  const leftOut = unread(ticket, json)
  const state = (typeof ticket.state === 'string' ? ticket.state : ticket.state.name).trim()
  // close_at stays the first close for good; a ticket closed again ends a new contact.
  const endedAt = ticket.last_close_at ?? ticket.close_at
  const means = stateOf(
    {
      state,
      type: typeOf(ticket),
      closedAt: endedAt,
      updatedAt: ticket.updated_at,
      customerAt: ticket.last_contact_customer_at,
    },
    reading,
  )
  // Zammad keeps the time of the last close, so it names the contact that goes on
  const reopened = endedAt ? { reopened: `${ticket.id}@${endedAt}` } : {}
  if (!endedAt && leftOut.some(({ message }) => message === READ.close_at)) {
    const { field, message } = leftOut.find((one) => one.message === READ.close_at)!
    return { kind: 'wrong', field, message }
  }
  if (means === 'unread') return { kind: 'unread', state, ...reopened }
  if (means !== 'closed')
    return { kind: 'nothing', reason: `the ticket is not closed but ${state}`, ...reopened }
  if (!endedAt)
    return { kind: 'wrong', field: 'ticket.close_at', message: 'is missing though the ticket is closed' }
  return { kind: 'contact', ...contactOf(ticket, endedAt, tagsOf(ticket.tags, tags), leftOut) }
}

const verify = (headers: Headers, body: Uint8Array, secret: string): boolean => {
  const signature = signatureOf(headers)
  const wanted = createHmac('sha1', secret).update(body).digest()
  return signature !== undefined && timingSafeEqual(signature, wanted)
}

const signatureOf = (headers: Headers): Buffer | undefined => {
  const [, sent] = /^sha1=([0-9a-f]{40})$/i.exec(headers.get('x-hub-signature') ?? '') ?? []
  return sent === undefined ? undefined : Buffer.from(sent, 'hex')
}

/** Zammad's trigger webhook with its default payload and a signature token. */
export const zammad: Helpdesk = {
  name: 'zammad',
  secret: { setting: 'ZAMMAD_WEBHOOK_SECRET', is: "the Zammad webhook's HMAC SHA1 signature token" },
  maySign: (headers) => signatureOf(headers) !== undefined,
  verify,
  parse,
}
