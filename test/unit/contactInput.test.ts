import { expect, test } from 'vitest'
import { zammad } from '../../integrations/helpdesk/zammad.ts'
import { faultsOf } from '../../src/api/problem.ts'
import { contactInput } from '../../src/contacts/input.ts'

const contact = {
  source: 'desk',
  externalId: '1',
  channel: 'phone',
  brand: 'nordly',
  department: 'service',
  endedAt: '2026-03-11T10:00:00+01:00',
}
const faults = (over: object) => {
  const given = { ...contact, ...over }
  const read = contactInput.safeParse(given)
  return read.success ? [] : faultsOf(read.error, given, 'a contact')
}

test('a contact is read with its texts trimmed and its address in small letters', () => {
  const customer = { email: 'Kim@Mail.example', phone: '+47 22 12 34 56', name: ' Kim ' }
  expect(contactInput.parse({ ...contact, customer })).toEqual({
    ...contact,
    endedAt: new Date('2026-03-11T09:00:00Z'),
    customer: { email: 'kim@mail.example', phone: '+4722123456', name: 'Kim' },
  })
})

test.each([
  [{ source: undefined }, 'source', 'is missing'],
  [{ source: ' ' }, 'source', 'must not be empty'],
  [{ externalId: 'x'.repeat(201) }, 'externalId', 'must have at most 200 characters'],
  [{ channel: 'fax' }, 'channel', 'must be one of phone, chat'],
  [{ customer: { email: 'kim@' } }, 'customer.email', 'is not an e-mail address'],
  [{ customer: { phone: 'call me' } }, 'customer.phone', 'is not a telephone number'],
  [{ customer: { vip: true } }, 'customer.vip', 'is not a field of a contact'],
  [{ startedAt: '2026-03-12T10:00:00Z' }, 'endedAt', 'is before startedAt'],
  [{ endedAt: '2026-03-11' }, 'endedAt', 'wants an instant with its offset'],
  [{ autoClosed: 'yes' }, 'autoClosed', 'must be true or false'],
])('%o is refused at %s: %s', (over, field, message) => {
  expect(faults(over)).toEqual([{ field, message: expect.stringContaining(message) }])
})

test('a webhook that is not as documented is told what was expected', () => {
  expect(zammad.parse(Buffer.from('{"ticket":{"id":"x"}}'))).toEqual({
    kind: 'wrong',
    field: 'ticket.id',
    message: 'must be a number',
  })
})
