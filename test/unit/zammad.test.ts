import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { zammad } from '../../integrations/helpdesk/zammad.ts'
import { stateOf } from '../../integrations/helpdesk/zammadState.ts'
import { contactInput } from '../../src/contacts/input.ts'

const secret = 'a-secret-of-the-webhook'
const raw = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, `../fixtures/zammad/${name}.json`))
const sign = (body: Uint8Array, key = secret) => createHmac('sha1', key).update(body).digest('hex')
const headers = (signature?: string) => new Headers(signature ? { 'x-hub-signature': signature } : {})
/** The closed ticket with some of its fields changed. */
const changed = (fields: Record<string, unknown>) => {
  const { ticket, article } = JSON.parse(raw('closed').toString())
  return Buffer.from(JSON.stringify({ ticket: { ...ticket, ...fields }, article }))
}
const contact = (body: Uint8Array) => {
  const heard = zammad.parse(body)
  if (heard.kind !== 'contact') throw new Error(JSON.stringify(heard))
  return heard.contact
}

describe('the signature', () => {
  test('of the body as received is accepted', () => {
    expect(zammad.verify(headers(`sha1=${sign(raw('closed'))}`), raw('closed'), secret)).toBe(true)
  })
  test('by another secret, of another body, cut short, doubled or missing is refused', () => {
    const body = raw('closed')
    const refused = [
      `sha1=${sign(body, 'another secret of ours')}`,
      `sha1=${sign(raw('open'))}`,
      `sha1=${sign(body).slice(0, 39)}`,
      `sha1=${sign(body)}${sign(body)}`,
      sign(body),
      `sha256=${sign(body)}`,
      'sha1=',
      undefined,
    ]
    expect(refused.map((signature) => zammad.verify(headers(signature), body, secret))).toEqual(
      refused.map(() => false),
    )
  })
  test('of whatever noise is refused without a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.stringMatching(/^[ -~]*$/), (body, noise) => {
        expect(zammad.verify(headers(noise || undefined), body, secret)).toBe(false)
      }),
    )
  })
})

describe('a closed ticket', () => {
  test('is an ended contact', () => {
    expect(contact(raw('closed'))).toEqual({
      source: 'zammad',
      externalId: '208@2026-03-11T08:41:07.883Z',
      channel: 'email',
      group: 'Billing',
      staffMember: { name: 'Astrid Lund', email: 'astrid.lund@nordly.example' },
      customer: { email: 'kari.nordmann@mail.example', phone: '+47 22 12 34 56', name: 'Kari Nordmann' },
      reference: '67208',
      startedAt: '2026-03-10T09:30:11.204Z',
      endedAt: '2026-03-11T08:41:07.883Z',
    })
  })
  test('is what the API takes once its group is a brand and a department', () => {
    for (const name of ['closed', 'reopened-unowned']) {
      const { group: _, ...rest } = contact(raw(name))
      expect(
        contactInput.safeParse({ ...rest, brand: 'nordly', department: 'billing' }).error,
      ).toBeUndefined()
    }
  })
  test('closed again is another contact, by the time of the last close', () => {
    expect(contact(raw('reopened-unowned')).externalId).toBe('208@2026-03-13T14:05:33.017Z')
  })
  test('that nobody owned has no staff member, a customer without e-mail no address', () => {
    const { staffMember, customer, channel } = contact(raw('reopened-unowned'))
    expect([staffMember, customer, channel]).toEqual([
      undefined,
      { phone: '+47 22 12 34 56', name: 'Kari Nordmann' },
      'phone',
    ])
  })
  test('of an older Zammad goes by its only close time', () => {
    expect(contact(changed({ last_close_at: undefined })).endedAt).toBe('2026-03-11T08:41:07.884Z')
  })
  test('keeps its contact when a telephone number is free text', () => {
    const { customer } = JSON.parse(raw('closed').toString()).ticket
    expect(
      contact(changed({ customer: { ...customer, phone: 'ask reception' } })).customer,
    ).not.toHaveProperty('phone')
  })
  test('comes by the channel it was begun in', () => {
    const types = ['phone', 'email', 'web', 'chat', 'sms', 'twitter status', 'whatsapp message', 'note', null]
    expect(types.map((type) => contact(changed({ create_article_type: type })).channel)).toEqual([
      'phone',
      'email',
      'web',
      'chat',
      'chat',
      'social media',
      'social media',
      'web',
      'web',
    ])
  })
})

describe('an odd field never costs the contact', () => {
  test('of the ticket: what was left out is told', () => {
    const odd = zammad.parse(changed({ customer: [], last_close_at: 'soon', number: null }))
    expect(odd).toMatchObject({
      kind: 'contact',
      leftOut: [
        { field: 'ticket.customer', message: 'is no person', value: '[]' },
        { field: 'ticket.last_close_at', message: 'is not an instant', value: '"soon"' },
      ],
    })
    expect(odd.kind === 'contact' && odd.contact.customer).toBeUndefined()
    expect(odd.kind === 'contact' && odd.contact.reference).toBeUndefined()
  })
  test('names alone stand for a group, an owner and an address', () => {
    expect(
      contact(changed({ group: 'Billing', owner: 'Nils Berg', customer: 'kim@mail.example' })),
    ).toMatchObject({
      group: 'Billing',
      staffMember: { name: 'Nils Berg' },
      customer: { email: 'kim@mail.example' },
    })
    expect(contact(changed({ tags: [{ name: 'no_csat' }] })).tags).toEqual(['no_csat'])
  })
  test.each(['2026-03-11 09:41:07 +0100', '2026-03-11T09:41:07+0100', '2026-03-11T09:41:07+01:00'])(
    'a close time may be written %s',
    (last_close_at) => {
      expect(contact(changed({ last_close_at })).endedAt).toBe('2026-03-11T09:41:07+01:00')
    },
  )
})

describe('anything else', () => {
  test.each(['återöppnad', 'gjenåpnet', 'wiedereröffnet', 'not closed', 'ej löst', 'unresolved', 'på vent'])(
    'a ticket that is %s goes on, though it was closed a moment ago',
    (state) => {
      const at = '2026-03-11T08:41:07.883Z'
      expect(zammad.parse(changed({ state, last_close_at: at, updated_at: at })).kind).toBe('nothing')
    },
  )
  test('that is not closed is nothing to do, with the reason', () => {
    expect(zammad.parse(raw('open'))).toEqual({
      kind: 'nothing',
      reason: 'the ticket is not closed but open',
    })
    expect(zammad.parse(changed({ state: 'merged' })).kind).toBe('nothing')
  })
  test('a state of the organisation that only begins like "merged" is not one', () => {
    expect(stateOf({ state: 'Merged' })).toBe('gone')
    expect(stateOf({ state: 'Mergedish' })).toBe('unread')
  })
  test('malformed names the field', () => {
    const wrong: [body: Uint8Array, field: string][] = [
      [Buffer.from('{"ticket":'), 'body'],
      [Buffer.from([0xff, 0xfe]), 'body'],
      [Buffer.from('[]'), 'body'],
      [Buffer.from('{}'), 'ticket'],
      [changed({ id: 'x' }), 'ticket.id'],
      [changed({ group: {} }), 'ticket.group.name'],
      [changed({ last_close_at: 'yesterday', close_at: null }), 'ticket.last_close_at'],
      [changed({ last_close_at: null, close_at: null }), 'ticket.close_at'],
    ]
    expect(wrong.map(([body]) => zammad.parse(body))).toMatchObject(
      wrong.map(([, field]) => ({ kind: 'wrong', field })),
    )
  })
  test('never crashes the reader', () => {
    fc.assert(fc.property(fc.json(), (json) => zammad.parse(Buffer.from(json)).kind !== 'contact'))
    fc.assert(
      fc.property(
        fc.constantFrom('owner', 'customer', 'group', 'state', 'number'),
        fc.jsonValue(),
        (field, value) => {
          expect(['contact', 'nothing', 'wrong']).toContain(zammad.parse(changed({ [field]: value })).kind)
        },
      ),
    )
  })
})

/** What Zammad makes of a payload of one's own (`custom_payload/parser.rb`): whole numbers stay numbers, nil is empty. */
const filled = (template: string, values: Record<string, string | number>, numbers = true) =>
  Buffer.from(
    template.replace(/"#\{([a-z_.]+)\}"/g, (_, name: string) => {
      const value = values[name] ?? ''
      return typeof value === 'number' && numbers ? String(value) : JSON.stringify(String(value))
    }),
  )

describe('the payload of one’s own that docs/api.md gives', () => {
  const docs = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8')
  const template = /```json\n(\{\n {2}"ticket": [\s\S]*?)```/.exec(docs)![1]!
  const values = {
    'ticket.id': 208,
    'ticket.number': '60208',
    'ticket.state.name': 'closed',
    'ticket.group.name': 'Billing',
    'ticket.created_at': '2026-03-10 09:30:11 UTC',
    'ticket.updated_at': '2026-03-11 08:41:07 UTC',
    'ticket.updated_by_id': 5,
    'ticket.close_at': '2026-03-11 08:41:07 UTC',
    'ticket.last_close_at': '2026-03-11 08:41:07 UTC',
    'ticket.last_contact_customer_at': '2026-03-11 08:00:00 UTC',
    'article.type.name': 'email',
    'ticket.owner.id': 5,
    'ticket.owner.firstname': 'Nils',
    'ticket.owner.lastname': 'Berg',
    'ticket.owner.email': 'nils@nordly.example',
    'ticket.customer.id': 42,
    'ticket.customer.firstname': 'Kari',
    'ticket.customer.lastname': 'Nordmann',
    'ticket.customer.email': 'kari.nordmann@mail.example',
    'ticket.customer.phone': '+47 22 12 34 56',
    'ticket.customer.language': 'nb-no',
    'ticket.survey': 'vip, no_survey',
  }

  test.each([
    ['numbers', true],
    ['numbers as text, as older versions send them', false],
  ])('is a contact with its tags and language: %s', (_name, numbers) => {
    const heard = contact(filled(template, values, numbers))
    expect(heard).toMatchObject({
      externalId: '208@2026-03-11T08:41:07Z',
      channel: 'email',
      group: 'Billing',
      staffMember: { name: 'Nils Berg', email: 'nils@nordly.example' },
      customer: { email: 'kari.nordmann@mail.example', phone: '+47 22 12 34 56', name: 'Kari Nordmann' },
      reference: '60208',
      language: 'nb-no',
      tags: ['vip', 'no_survey'],
    })
    const { group: _, ...rest } = heard
    expect(contactInput.safeParse({ ...rest, brand: 'nordly', department: 'billing' }).success).toBe(true)
  })

  test('without what is empty is a contact all the same, or one that goes on', () => {
    const empty = {
      'ticket.last_close_at': '',
      'ticket.customer.language': '',
      'ticket.survey': '',
      'ticket.customer.phone': '',
    }
    const { tags, language, customer } = contact(filled(template, { ...values, ...empty }))
    expect([tags, language, customer!.phone]).toEqual([undefined, undefined, undefined])
    const open = { ...values, ...empty, 'ticket.close_at': '', 'ticket.state.name': 'escalated' }
    expect(zammad.parse(filled(template, open))).toMatchObject({ kind: 'nothing' })
  })
})
