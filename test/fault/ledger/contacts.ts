import { randomUUID } from 'node:crypto'
import { type Book, note } from './book.ts'
import { places } from './organisation.ts'
import { insist, post, type Traffic } from './traffic.ts'

let count = 0

/** One ended contact, sent until it is acknowledged; some of them once more, by the same key or another. */
export const sendContact = async (traffic: Traffic, apiKey: string): Promise<void> => {
  const { book } = traffic
  const n = ++count
  const externalId = `contact-${n}`
  const body = JSON.stringify({
    source: 'ledger',
    externalId,
    channel: 'phone',
    brand: 'nordly',
    department: places[n % places.length]!.department,
    customer: n % 20 === 0 ? undefined : { email: `customer-${n}@mail.example`, name: `Customer ${n}` },
    reference: `order-${n}`,
    endedAt: new Date(Date.now() - 60_000).toISOString(),
  })
  const send = (key: string) =>
    insist(traffic, () =>
      post(
        traffic,
        '/v1/contacts',
        { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': key },
        body,
      ),
    )
  const key = randomUUID()
  const twice = Math.random() < 0.05 // an impatient integrator, two at once
  const answers = await Promise.all(twice ? [send(key), send(key)] : [send(key)])
  for (const heard of answers) if (heard) acknowledge(book, externalId, heard)
  if (!book.contacts.has(externalId) || Math.random() > 0.1) return
  book.repeats += 1
  const again = await send(Math.random() < 0.5 ? key : randomUUID())
  if (again) acknowledge(book, externalId, again)
}

const acknowledge = (book: Book, externalId: string, { status, text }: { status: number; text: string }) => {
  // From then on nothing of the address is stored
  if (status === 410 && book.erasing.has(externalId)) return
  if (status !== 202) return void book.faults.push(`${externalId}: ${status} ${text.slice(0, 200)}`)
  const { contact, invitation } = JSON.parse(text) as { contact: string; invitation: { state: string } }
  const known = book.contacts.get(externalId)
  if (known && known.id !== contact)
    book.faults.push(`${externalId} was acknowledged as ${known.id} and as ${contact}`)
  if (known) return
  const planned = invitation.state !== 'not asked'
  // As one in twenty is sent
  const named = Number(externalId.split('-')[1]) % 20 !== 0
  book.contacts.set(externalId, { id: contact, planned, named })
  note(book, { contact, externalId, invitation: invitation.state })
}
