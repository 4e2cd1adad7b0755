import { createHmac, timingSafeEqual } from 'node:crypto'
import { en } from 'zod/locales'
import * as z from 'zod/mini'
import type { Heard, Helpdesk, HelpdeskContact } from './helpdesk.ts'

const instant = z.iso.datetime({ offset: true })
const text = z.nullish(z.string().check(z.trim()))
const filled = z.string().check(z.trim(), z.minLength(1))

/** The webhook's default payload, as far as it is used. An empty association is `{}` or null. */
const person = z.looseObject({
  id: z.nullish(z.number()),
  email: text,
  firstname: text,
  lastname: text,
  phone: text,
  mobile: text,
})
const ticket = z.looseObject({
  id: z.int().check(z.positive()),
  number: z.pipe(z.coerce.string(), filled),
  state: z.string(),
  created_at: instant,
  close_at: z.nullish(instant),
  last_close_at: z.nullish(instant),
  create_article_type: z.nullish(z.string()),
  group: z.looseObject({ name: filled }),
  customer: z.nullish(person),
  owner: z.nullish(person),
})
const payload = z.looseObject({ ticket })
// zod/mini brings no messages of its own.
const { localeError: error } = en()

type Ticket = z.infer<typeof ticket>
type Person = z.infer<typeof person>

/** Zammad's own user, who owns what nobody owns. */
const SYSTEM_USER = 1

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

const contactOf = (ticket: Ticket, endedAt: string): HelpdeskContact => {
  const { customer, owner } = ticket
  const staff = owner?.id !== SYSTEM_USER && owner && nameOf(owner)
  // Staff addresses and telephone numbers are free text in Zammad; an odd one must not cost the contact.
  const staffEmail = z.email().safeParse(owner?.email).data
  const phone = [customer?.mobile, customer?.phone].find((number) =>
    /^\+?[\d\s()./-]{5,25}$/.test(number ?? ''),
  )
  const known =
    customer && customer.id !== SYSTEM_USER
      ? orNone(
          given({ email: customer.email || undefined, phone: phone || undefined, name: nameOf(customer) }),
        )
      : undefined
  return given({
    source: 'zammad',
    externalId: `${ticket.id}@${endedAt}`,
    channel: channelOf(ticket.create_article_type ?? ''),
    group: ticket.group.name,
    staffMember: staff ? given({ name: staff, email: staffEmail }) : undefined,
    customer: known,
    reference: ticket.number,
    startedAt: ticket.created_at,
    endedAt,
  })
}

const parse = (body: Uint8Array): Heard => {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body))
  } catch {
    return { kind: 'wrong', field: 'body', message: 'is not JSON' }
  }
  const parsed = payload.safeParse(json, { error })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return {
      kind: 'wrong',
      field: issue?.path.join('.') || 'body',
      message: issue?.message ?? 'is malformed',
    }
  }
  const { ticket } = parsed.data
  // Administrators add states of their own, such as "closed successful".
  if (!/^closed\b/i.test(ticket.state))
    return { kind: 'nothing', reason: `the ticket is not closed but ${ticket.state}` }
  // close_at stays the first close for good; a ticket closed again ends a new contact.
  const endedAt = ticket.last_close_at ?? ticket.close_at
  if (!endedAt)
    return { kind: 'wrong', field: 'ticket.close_at', message: 'is missing though the ticket is closed' }
  return { kind: 'contact', contact: contactOf(ticket, endedAt) }
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
  maySign: (headers) => signatureOf(headers) !== undefined,
  verify,
  parse,
}
