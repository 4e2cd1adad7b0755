import { readFileSync } from 'node:fs'

const DAY = 24 * 3600_000
const fixture = JSON.parse(readFileSync('test/fixtures/zammad/closed.json', 'utf8'))
const ended = new Date(Date.now() - 3600_000).toISOString()

type Kind =
  | 'ordinary'
  | 'too old'
  | 'not a customer'
  | 'opted out'
  | 'no address'
  | 'rest period'
  | 'auto-closed'
  | 'again'
const KINDS: Record<number, Kind> = {
  1: 'too old',
  3: 'not a customer',
  5: 'opted out',
  7: 'no address',
  9: 'rest period',
  11: 'auto-closed',
  13: 'again',
}
/** What becomes of the contact at this place in the burst; below zero nobody is asked. */
export const kindOf = (at: number): Kind => (at < 0 ? 'auto-closed' : (KINDS[at % 20] ?? 'ordinary'))
export const emailOf = (at: number): string => {
  const kind = kindOf(at)
  if (kind === 'not a customer') return at % 40 < 20 ? `noreply+${at}@shop.example` : 'care@nordly.example'
  // The customer of the ordinary contact before, under a sub-address
  if (kind === 'rest period') return `customer${at - 1}+second@mail.example`
  return `customer${kind === 'again' ? at - 1 : at}@mail.example`
}
const idOf = (at: number): number => (kindOf(at) === 'again' ? at - 1 : at)

/** The contact as a system of the organisation sends it. */
export const byApi = (at: number) => {
  const kind = kindOf(at)
  return {
    source: 'burst',
    externalId: `contact-${idOf(at)}`,
    channel: 'phone',
    brand: 'nordly',
    department: 'service',
    customer: { name: `Customer ${at}`, ...(kind !== 'no address' && { email: emailOf(at) }) },
    reference: `order-${idOf(at)}`,
    endedAt: kind === 'too old' ? new Date(Date.now() - 30 * DAY).toISOString() : ended,
    ...(kind === 'opted out' && { tags: ['no_csat'] }),
    ...(kind === 'auto-closed' && { autoClosed: true }),
  }
}
/** The contact as Zammad's webhook sends it, from a recorded ticket. */
export const byZammad = (at: number) => {
  const kind = kindOf(at)
  const closed = kind === 'too old' ? new Date(Date.now() - 30 * DAY).toISOString() : ended
  const { ticket } = fixture
  return {
    ...fixture,
    ticket: {
      ...ticket,
      id: 100_000 + idOf(at),
      number: String(idOf(at)),
      group: { name: 'Support::Level 1' },
      created_at: new Date(Date.parse(closed) - 600_000).toISOString(),
      last_close_at: closed,
      updated_at: closed,
      customer: { ...ticket.customer, email: kind === 'no address' ? '' : emailOf(at), phone: '12 34' },
      ...(kind === 'opted out' && { tags: ['spam'] }),
      ...(kind === 'auto-closed' && { updated_by_id: 1 }),
    },
  }
}
