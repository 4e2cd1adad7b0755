import { describe, expect, test } from 'vitest'
import { addressOf, mailboxOf, needsUtf8 } from '../../src/addresses/address.ts'
import { matches } from '../../src/addresses/pattern.ts'
import { phoneOf } from '../../src/addresses/phone.ts'
import { contactInput } from '../../src/contacts/input.ts'
import { instantOf } from '../../src/contacts/instant.ts'
import { isLanguageTag, pickLanguage } from '../../src/contacts/language.ts'
import { readLeniently } from '../../src/contacts/lenient.ts'
import { EXCLUDED_TAGS } from '../../src/invitations/rules.ts'
import { readPhone } from '../../surveys/phone.ts'
import { cpuOf } from '../cpu.ts'

const contact = {
  source: 'desk',
  externalId: '1',
  channel: 'phone',
  brand: 'nordly',
  department: 'service',
  endedAt: '2026-03-11T10:00:00Z',
}

describe('an e-mail address', () => {
  test.each([
    ['kim@müller.example', 'kim@xn--mller-kva.example'],
    ['KIM@MÜLLER.EXAMPLE', 'kim@xn--mller-kva.example'],
    ['kim@例え.テスト', 'kim@xn--r8jz45g.xn--zckzah'],
    ['o&leary@example.com', 'o&leary@example.com'],
    ["o'leary@example.com", "o'leary@example.com"],
    ['kim.@docomo.example', 'kim.@docomo.example'],
    ['..kim..berg@docomo.example', '..kim..berg@docomo.example'],
    ['kim/berg=x@example.com', 'kim/berg=x@example.com'],
    ['jörg@example.com', 'jörg@example.com'],
    ['jo\u0308rg@example.com', 'jörg@example.com'],
    ['用户@例え.テスト', '用户@xn--r8jz45g.xn--zckzah'],
    ['kim@example.com ', 'kim@example.com'],
    ['\u00a0kim@example.com\u200b', 'kim@example.com'],
    ['\ufeffkim\u200d@exam\u00adple.com', 'kim@example.com'],
    ['kim@example.com.', 'kim@example.com'],
    ['kim@example.com;', 'kim@example.com'],
    ['Kim Berg <Kim@Example.com>', 'kim@example.com'],
    ['mailto:kim@example.com', 'kim@example.com'],
    ['kim＠example。com', 'kim@example.com'],
    ['ｋｉｍ@example.com', 'kim@example.com'],
    ['mailto:kim@example.com?subject=Order', 'kim@example.com'],
    ['kim@example.com (work)', 'kim@example.com'],
    ['"kim@example.com"', 'kim@example.com'],
    ['«kim@example.com».', 'kim@example.com'],
    ["'kim@example.com'", 'kim@example.com'],
    ["'kim@example.com", "'kim@example.com"],
    ['[kim@example.com](mailto:kim@example.com)', 'kim@example.com'],
    ['o’leary@example.com', "o'leary@example.com"],
    ['"kim berg"@example.com', '"kim berg"@example.com'],
    ['"kim"@example.com', 'kim@example.com'],
    [`${'k'.repeat(64)}@example.com`, `${'k'.repeat(64)}@example.com`],
  ])('%j is %s', (given, address) => {
    expect(addressOf(given)).toBe(address)
  })
  test.each([
    'kim@',
    '@example.com',
    'kim',
    'kim@example',
    'kim@localhost',
    'kim@192.0.2.1',
    'kim@[192.0.2.1]',
    'kim berg@example.com',
    'kim@exa mple.com',
    'kim@example..com',
    'kim@-example.com',
    'kim@example.com/path',
    'kim@example.com?x',
    'kim@exam%70le.com',
    'kim@user:pass@example.com\r\nBcc: all@example.com',
    '"kim\r\nBcc: all"@example.com',
    'kim,bo@example.com',
    'a@b.example, c@d.example',
    `${'k'.repeat(65)}@example.com`,
    `${'ö'.repeat(33)}@example.com`,
    `kim@${'a.'.repeat(130)}example`,
  ])('%j is none', (given) => {
    expect(addressOf(given)).toBeUndefined()
  })
  test('with letters outside ASCII before the at sign needs a server that speaks SMTPUTF8; a domain never does', () => {
    expect(['jörg@example.com', 'kim@xn--mller-kva.example'].map(needsUtf8)).toEqual([true, false])
  })
  test('keeps its capitals before the at sign where the organisation wants them kept', () => {
    const customer = { email: 'Kim.Berg@Example.COM' }
    expect(contactInput.parse({ ...contact, customer }, { keepCase: true }).customer?.email).toBe(
      'Kim.Berg@example.com',
    )
  })
  test('has a mailbox without what follows a plus', () => {
    expect(
      ['kim+a@x.example', 'kim@x.example', '+kim@x.example', 'kim+a+b@x.example'].map(mailboxOf),
    ).toEqual(['kim@x.example', 'kim@x.example', '+kim@x.example', 'kim@x.example'])
  })
})

describe('a telephone number', () => {
  const written: [given: string, number: string][] = [
    ['\u200e+46 70 123 45 67', '+46701234567'],
    ['\u202a+46\u00a070\u00a0123\u00a045\u00a067\u202c', '+46701234567'],
    ['\u2060+46\u200b701234567\ufeff', '+46701234567'],
    ['070–123 45 67', '0701234567'],
    ['070—123‑45‒67', '0701234567'],
    ['070−123 45 67', '0701234567'],
    ['070 123 45 67,', '0701234567'],
    ['070-123 45 67 (kvällar)', '0701234567'],
    ['kvällar: 070-123 45 67', '0701234567'],
    ['Tel. 22 12 34 56', '22123456'],
    ['070/123 45 67', '0701234567'],
    ['030 123456 / 0170 1234567', '030123456'],
    ['030 / 123456', '030123456'],
    ['070 123 45 67 eller 08-123 456', '0701234567'],
    ['+46 (0)70 123 45 67', '+46701234567'],
    ['0046 70 123 45 67', '+46701234567'],
    ['＋４６ ７０ １２３ ４５ ６７', '+46701234567'],
    ['٠٧٠١٢٣٤٥٦٧', '0701234567'],
    ['(070) 123 45 67', '0701234567'],
    ['070.123.45.67', '0701234567'],
    ['070·123·45·67', '0701234567'],
    ['[+46] 70 123 45 67', '+46701234567'],
    ['+ 46 70 123 45 67', '+46701234567'],
    ['00 46 70 123 45 67', '+46701234567'],
    ['+49 (0) 30 / 12 34 56', '+4930123456'],
    ['0701234567/0709876543', '0701234567'],
    ['efter 17.00 0701234567', '0701234567'],
    ['17-19 070-123 45 67', '0701234567'],
    ['17:00-19:00 0701234567', '0701234567'],
    ['2026-11-29 0701234567', '0701234567'],
    ['22 00 00 00', '22000000'],
    ['07O1234567', '0701234567'],
    ['O70-1234567', '0701234567'],
  ]
  test.each(written)('%j is read as %s, on the page and from other systems', (given, number) => {
    expect([readPhone(given)?.number, phoneOf(given)]).toEqual([number, number])
  })
  test.each([
    ['+46 8 123 456 78 ext. 12', '+46812345678 ext. 12'],
    ['08-123 456 78 ankn 4', '0812345678 ext. 4'],
    ['08 123 456 78 x12', '0812345678 ext. 12'],
  ])('%j keeps its extension', (given, kept) => {
    expect(phoneOf(given)).toBe(kept)
  })
  test.each([
    '12 34',
    'ring me',
    '',
    'call at 14:30',
    '1234567890123456',
    '+999 12',
    '070-12E4567',
    '0000000000',
    '---',
    'kim@example.com',
  ])('%j is none', (given) => {
    expect(phoneOf(given)).toBeUndefined()
  })
  test('is found in a long text in no time', async () => {
    for (const text of [
      '+'.repeat(100_000),
      '('.repeat(100_000),
      '1 / '.repeat(25_000),
      '- '.repeat(50_000),
    ]) {
      expect(await cpuOf(() => readPhone(text), 2)).toBeLessThan(200)
    }
  })
})

describe('a language', () => {
  test.each([
    ['sv_SE', 'sv'],
    ['sv-se', 'sv'],
    ['SV', 'sv'],
    ['swe', 'sv'],
    ['sv_SE.UTF-8', 'sv'],
    ['no', 'nb'],
    ['nn', 'nb'],
    ['nor', 'nb'],
    ['nob', 'nb'],
    ['nno', 'nb'],
    ['NO_no', 'nb'],
    ['nb-NO,nb;q=0.9', 'nb'],
    ['en-GB-oxendict', 'en'],
    ['eng', 'en'],
    ['en_US', 'en'],
    ['fi', 'sv'],
    ['English', 'en'],
    ['engelska', 'en'],
    ['English (United Kingdom)', 'en'],
    ['Norwegian', 'nb'],
    ['Norsk bokmål', 'nb'],
    ['nynorsk', 'nb'],
    ['svenska', 'sv'],
    ['de, nb;q=0.8', 'nb'],
  ])('%s is asked in %s where the brand writes Swedish', (tag, language) => {
    expect([isLanguageTag(tag), pickLanguage(tag, 'sv')]).toEqual([true, language])
  })
  test('that is no tag is none', () => {
    expect(['swedish please', 'x', '1', '-', 'sv SE'].map(isLanguageTag)).toEqual(
      ['swedish please', 'x', '1', '-', 'sv SE'].map(() => false),
    )
  })
})

describe('an instant', () => {
  test.each([
    ['2026-11-28T10:00:00+0100', '2026-11-28T09:00:00.000Z'],
    ['2026-11-28T10:00:00+01:00', '2026-11-28T09:00:00.000Z'],
    ['2026-11-28T10:00:00+01', '2026-11-28T09:00:00.000Z'],
    ['2026-11-28T10:00:00-03:30', '2026-11-28T13:30:00.000Z'],
    ['2026-11-28T10:00:00-00:00', '2026-11-28T10:00:00.000Z'],
    ['2026-11-28t10:00:00z', '2026-11-28T10:00:00.000Z'],
    ['2026-11-28 10:00:00Z', '2026-11-28T10:00:00.000Z'],
    ['2026-11-28 10:00:00 +0100', '2026-11-28T09:00:00.000Z'],
    ['2026-11-28 10:00:00 UTC', '2026-11-28T10:00:00.000Z'],
    ['2026-11-28T10:00:00.123456789Z', '2026-11-28T10:00:00.123Z'],
    ['2026-11-28T10:00:00,5Z', '2026-11-28T10:00:00.500Z'],
    ['2026-11-28T10:00:00+01:00[Europe/Oslo]', '2026-11-28T09:00:00.000Z'],
    ['2026-11-28T10:00Z', '2026-11-28T10:00:00.000Z'],
    ['2026-11-28T23:59:60Z', '2026-11-29T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (given, instant) => {
    expect(instantOf(given)?.toISOString()).toBe(instant)
  })
  test.each([
    '2026-11-28',
    '2026-11-28T10:00:00',
    '2026-02-29T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-11-28T24:00:00Z',
    '2026-11-28T10:60:00Z',
    '2026-11-28T10:00:00+25:00',
    '2026-11-28T10:00:00 CET',
    '2026-11-28T10:00:00[Europe/Oslo]',
    '28/11/2026 10:00:00Z',
    '1796119200',
    'yesterday',
  ])('%s is refused: it is none, or could mean two', (given) => {
    expect(instantOf(given)).toBeUndefined()
  })
})

test('what a system does not know is absent, sent as null, as an empty text or as an empty object', () => {
  const empty = { email: null, phone: '', name: ' \u200b ' }
  const given = {
    ...contact,
    customer: empty,
    staffMember: { name: null, email: '' },
    reference: '',
    language: null,
  }
  expect(
    contactInput.parse({ ...given, startedAt: '', timeZone: null, autoClosed: null, tags: null }),
  ).toEqual({
    ...contact,
    endedAt: new Date('2026-03-11T10:00:00Z'),
  })
  expect(contactInput.parse({ ...contact, customer: { ...empty, name: 'Kim' } }).customer).toEqual({
    name: 'Kim',
  })
})

test('names come on one line, without what can turn them round; joiners that names need stay', () => {
  const customer = { name: 'Kim\r\n\tBerg\u2028\u0007 \u202eevil\u200b' }
  expect(contactInput.parse({ ...contact, customer, reference: 'order\n4711' })).toMatchObject({
    customer: { name: 'Kim Berg evil' },
    reference: 'order 4711',
  })
  const persian = 'می\u200cخواهم 👩\u200d🔧'
  expect(contactInput.parse({ ...contact, customer: { name: persian } }).customer?.name).toBe(persian)
  const faulty = contactInput.safeParse({ ...contact, externalId: 'a\nb', source: 'x\u0085y' })
  expect(faulty.error?.issues.map(({ path }) => path[0])).toEqual(['source', 'externalId'])
})

describe('what a helpdesk sends', () => {
  test('loses only its odd fields, and each is told', () => {
    const given = {
      ...contact,
      customer: { email: 'kim@', phone: '12 34', name: 'Kim' },
      staffMember: { name: 'x'.repeat(300), email: 'anna@nordly.example' },
      startedAt: '2026-03-12T10:00:00Z',
      language: 'swedish please',
      timeZone: 'Mars/Crater',
      tags: ['vip', 'x'.repeat(300), 'spam'],
      mood: 'bad',
    }
    const read = readLeniently(given)
    expect('contact' in read && read.contact).toEqual({
      ...contact,
      endedAt: new Date('2026-03-11T10:00:00Z'),
      customer: { name: 'Kim' },
      tags: ['vip', 'spam'],
    })
    expect('contact' in read && read.leftOut.map(({ field }) => field).sort()).toEqual([
      'customer.email',
      'customer.phone',
      'language',
      'mood',
      'staffMember',
      'startedAt',
      'tags.1',
      'timeZone',
    ])
  })
  test('that began after it ended is told so', () => {
    const read = readLeniently({ ...contact, startedAt: '2026-03-12T10:00:00Z' })
    expect('leftOut' in read && read.leftOut).toMatchObject([
      { field: 'startedAt', message: 'is after endedAt' },
    ])
  })
  test.each(['opt-out', 'Opted out', "don't survey", 'unsubscribed', 'ingen enkät', 'NoCSAT'])(
    'with the tag %s is not asked',
    (tag) => {
      expect(matches(EXCLUDED_TAGS, tag)).toBe(true)
    },
  )
  test('is refused where something it can not be without is wrong', () => {
    expect('faults' in readLeniently({ ...contact, endedAt: 'yesterday' })).toBe(true)
    expect('faults' in readLeniently({ ...contact, channel: 'fax' })).toBe(true)
  })
})
