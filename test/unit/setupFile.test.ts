import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EXCLUDED_TAGS } from '../../src/invitations/rules.ts'
import { RETENTION } from '../../src/privacy/retention.ts'
import { faultLine, SetupError } from '../../src/setup/fault.ts'
import { expandHolidays } from '../../src/setup/holidays.ts'
import { logoProblem } from '../../src/setup/logo.ts'
import { readOrganisation } from '../../src/setup/read.ts'

const example = readFileSync(join(import.meta.dirname, '../../organisation.yaml'), 'utf8')
/** The example with one piece written otherwise. */
const but = (piece: string, instead: string) => {
  if (!example.includes(piece)) throw new Error(`the example has no "${piece}"`)
  return example.replace(piece, instead)
}
const faults = (text: string): string[] => {
  try {
    readOrganisation(text)
    return []
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    return error.faults.map((one) => faultLine(one).replace(/ \(line \d+\)$/, ''))
  }
}

test('addresses are read as customers’ are: with a name, in capitals, their domain in letters', () => {
  const text = example.replaceAll('care@nordly.example', '"Nordly <Care@Nørdly.example>"')
  expect(readOrganisation(text).file.brands.nordly).toMatchObject({
    sender: { address: 'care@xn--nrdly-vua.example' },
    replyTo: 'care@xn--nrdly-vua.example',
  })
  expect(faults(but('replyTo: care@', 'replyTo: kundtjänst@'))).toEqual([
    'brands.nordly.replyTo: must be an e-mail address',
  ])
})

test('the example is good as it ships', () => {
  expect(faults(example)).toEqual([])
})

test('why figures about people are kept is said in full, or there are none', () => {
  expect(readOrganisation(example).file.privacy).toEqual({ retention: RETENTION })
  const people = { purpose: 'P', consultation: 'C', notice: 'N', retention: 180 }
  const written = (given: object) => `${example}\nprivacy: ${JSON.stringify({ people: given })}\n`
  expect(readOrganisation(written(people)).file.privacy).toMatchObject({ people })
  for (const name of Object.keys(people))
    expect(faults(written({ ...people, [name]: undefined }))).toEqual([`privacy.people.${name}: is missing`])
  expect(faults(written({ ...people, purpose: ' ' }))).toHaveLength(1)
  for (const retention of [0, 29, 731, 1.5, 'long'])
    expect(faults(written({ ...people, retention }))).toHaveLength(1)
})

describe('how long what is kept', () => {
  const written = (given: object) => `${example}\nprivacy: ${JSON.stringify({ retention: given })}\n`
  test('is a period with its unit, and years are said in months', () => {
    const given = { words: '2 Years', outbox: '1 month', sessions: ' 7  days ', idempotency: '24 hours' }
    expect(readOrganisation(written(given)).file.privacy.retention).toEqual({
      ...RETENTION,
      words: '24 months',
      outbox: '1 month',
      sessions: '7 days',
    })
  })
  const form = 'must be a whole number of hours, days, months or years, such as 24 months'
  test.each([
    [{ words: '0 days' }, /^privacy.retention.words: must be at least 60 days: a customer may open/],
    [{ words: '200 years' }, 'privacy.retention.words: must be at most 120 months'],
    [{ books: '200 years' }, 'privacy.retention.books: must be at most 240 months'],
    [{ words: 24 }, `privacy.retention.words: ${form}`],
    [{ words: true }, 'privacy.retention.words: must be a period such as 24 months'],
    [{ words: '24' }, `privacy.retention.words: ${form}`],
    [{ words: '-3 months' }, `privacy.retention.words: ${form}`],
    [{ words: '1.5 years' }, `privacy.retention.words: ${form}`],
    [{ words: 'for ever' }, `privacy.retention.words: ${form}`],
    [{ pictures: '24 months' }, 'privacy.retention.pictures: is not known here'],
    [{ outbox: '1 hour' }, 'privacy.retention.outbox: must be at least 30 days'],
    [
      { words: '8 years', numbers: '10 years' },
      'privacy.retention.words: must not be longer than books (84 months): the case itself goes then',
    ],
    [
      { claims: '10 years' },
      'privacy.retention.claims: must not be longer than books (84 months): the remedies that a claim is about go then',
    ],
    [
      { addresses: '25 months' },
      'privacy.retention.addresses: must not be longer than words (24 months): an unanswered contact has no words to keep',
    ],
  ])('refuses %j', (given, said) => {
    expect(faults(written(given))).toEqual([typeof said === 'string' ? said : expect.stringMatching(said)])
  })
  test('is never shorter for addresses than the time in which nobody is asked again', () => {
    expect(faults(`${written({ addresses: '30 days' })}`.replace('restDays: 30', 'restDays: 60'))).toEqual([
      'privacy.retention.addresses: must not be shorter than ask.restDays (60 days): whom we asked has to be known that long',
    ])
  })
})

test('administrators and readers are people of the file, and a reader has all departments unless some are named', () => {
  const { file } = readOrganisation(`${example}
administrators: [Sigrid@nordly.example]
readers:
  - { email: olav@nordly.example }
  - { email: maja@nordly.example, departments: [store] }
`)
  expect(file.administrators).toEqual(['sigrid@nordly.example'])
  expect(file.readers).toEqual([
    { email: 'olav@nordly.example' },
    { email: 'maja@nordly.example', departments: ['store'] },
  ])
})

test.each([
  ['administrators: []', 'administrators: needs at least one person, or leave it out'],
  ['readers: []', 'readers: needs at least one person, or leave it out'],
  [
    'administrators: [eva@nordly.example]',
    'administrators[0]: nobody with the e-mail eva@nordly.example in people',
  ],
  [
    'readers: [{ email: eva@nordly.example }]',
    'readers[0]: nobody with the e-mail eva@nordly.example in people',
  ],
  [
    'readers: [{ email: olav@nordly.example, departments: [kitchen] }]',
    'readers[0].departments[0]: there is no department kitchen',
  ],
  [
    'readers: [{ email: olav@nordly.example, departments: [] }]',
    'readers[0].departments: names at least one department; leave it out for all',
  ],
  [
    'readers: [{ email: olav@nordly.example }, { email: olav@nordly.example }]',
    'readers[1]: olav@nordly.example is listed twice',
  ],
  ['auditors: [olav@nordly.example]', 'auditors: is not known here'],
])('%s is refused by its name', (written, fault) => {
  expect(faults(`${example}\n${written}\n`).map((line) => line.split('; ')[0])).toEqual([
    expect.stringContaining(fault.split('; ')[0]!),
  ])
})

describe('a fault is named by its path', () => {
  const cases: [piece: string, instead: string, fault: string][] = [
    ['language: en', 'language: fr', 'brands.nordly.language: must be one of en, sv, nb'],
    [
      '  fjord:',
      '  Fjord:',
      'brands.Fjord: must be small letters, digits and hyphens, beginning with a letter',
    ],
    ['replyTo: care@nordly.example', 'replyTo: care', 'brands.nordly.replyTo: must be an e-mail address'],
    ['"#1f4e79"', '7', 'brands.nordly.colour: must be text'],
    [
      'colour: "#1f4e79"',
      'colour: #1f4e79',
      'brands.nordly.colour: is empty: what begins with # is a comment unless it is in quotes',
    ],
    [
      'channel: C0BILLING }',
      'channel: #billing }',
      'this stands at no key’s place: keys of one section begin below each other, and what begins with # is a comment unless it is in quotes',
    ],
    ['name: Nordly\n', 'name: "Nordly\n', 'a quotation mark or a bracket that is opened here is not closed'],
    [
      'name: Billing',
      'name: Billing: questions',
      'a second ": " stands in this line: a text that has one wants quotes',
    ],
    ['name: Nordly\n', 'name: "Nord\\nly"\n', 'name: must be one line, without marks that are not seen'],
    [
      'hours:\n      mon-thu: 09:00-17:00\n      fri: 09:00-16:00',
      'hours: { sun: closed }',
      'departments.billing.hours: must have a day that is open, such as mon-fri: 09:00-17:00',
    ],
    [
      'excludedChannels: []',
      'notCustomers: { addresses: [partner.example] }',
      'ask.notCustomers.addresses[0]: must be an address or a pattern of one, such as test-*@partner.example',
    ],
    ['name: Nordly\n', `name: ${'['.repeat(5000)}\n`, 'it is nested too deeply'],
    [
      'mon-thu:',
      'mon-foo:',
      'departments.billing.hours.mon-foo: must be weekdays such as mon-fri, sat or mon,wed',
    ],
    ['fri: 09:00-16:00', 'thu: 09:00-16:00', 'departments.billing.hours.thu: gives thu a second time'],
    [
      'fri: 09:00-16:00',
      'fri: 20:00-04:00',
      'departments.billing.hours.fri: must end after it begins; hours over midnight are two days',
    ],
    ['14:30-18:00', '13:30-18:00', 'departments.store.hours.sat: must not overlap'],
    [
      '10:00-19:00]',
      '10-19]',
      'departments.store.hours.mon-fri[0]: must be a time span such as 09:00-17:00, or closed',
    ],
    [
      'timeZone: Europe/Oslo',
      'timeZone: Europe/Bergen',
      'departments.store.timeZone: must be an IANA time zone such as Europe/Stockholm',
    ],
    ['    timeZone: Europe/Oslo\n', '', 'departments.store.timeZone: is missing'],
    [
      'country: "NO"',
      'country: "NOR"',
      'departments.store.holidays.country: must be a country such as SE, or a part of one such as DE-BY',
    ],
    [
      'country: "NO"',
      'country: DE-XX',
      'departments.store.holidays.country: has no part XX with holidays of its own in DE: known are DE-BB, DE-BE, DE-BW, DE-BY, DE-HB, DE-HE, DE-HH, DE-MV, DE-NI, DE-NW, DE-RP, DE-SH, DE-SL, DE-SN, DE-ST, DE-TH',
    ],
    [
      'country: "NO"',
      'country: DE-BY-XX',
      'departments.store.holidays.country: has no part XX with holidays of its own in DE-BY: known are DE-BY-A, DE-BY-KATH, DE-BY-EVANG',
    ],
    [
      'country: "NO"',
      'country: SE-AB-C',
      'departments.store.holidays.country: has no part AB with holidays of its own in SE: write SE',
    ],
    [
      '"2026-12-30"',
      '"2026-12-30 14:00-13:00"',
      'departments.billing.holidays.dates[0]: must be a part of a day such as "2026-12-31 14:00" or "2026-12-31 08:00-12:00"',
    ],
    [
      'refund: { amount: 500',
      'refund: { amount: "1,500"',
      'departments.billing.authority.refund.amount: “1,500” can be read in two ways: write 1500 for the larger amount, 1.50 for the smaller one.',
    ],
    [
      'refund: { amount: 500',
      'refund: { amount: 500.555',
      'departments.billing.authority.refund.amount: “500.555” can be read in two ways: write 500555 for the larger amount, 500.55 for the smaller one.',
    ],
    [
      'refund: { amount: 500',
      'refund: { amount: 500 EUR',
      'departments.billing.authority.refund.amount: This says EUR, and the amount is in SEK: write it in SEK.',
    ],
    [
      '"2026-12-30"',
      '"2026-02-30"',
      'departments.billing.holidays.dates[0]: must be a date in quotes, such as "2026-12-31"',
    ],
    [
      'bjorn@nordly.example]',
      'bo@nordly.example]',
      'departments.billing.liaisons[1]: nobody with the e-mail bo@nordly.example in people',
    ],
    [
      'bjorn@nordly.example]',
      'astrid@nordly.example]',
      'departments.billing.liaisons[1]: astrid@nordly.example is listed twice',
    ],
    ['[ingrid@nordly.example]', '[]', 'departments.store.liaisons: needs at least one person'],
    [
      '[sigrid@nordly.example]',
      '[who@nordly.example]',
      'management.people[0]: nobody with the e-mail who@nordly.example in people',
    ],
    ['email: bjorn@', 'email: Astrid@', 'people[1].email: astrid@nordly.example is listed twice'],
    [
      'currency: SEK, month',
      'currency: SKR, month',
      'departments.billing.authority.refund.currency: must be a currency such as SEK',
    ],
    [
      'refund: { amount: 500',
      'refund: { amount: -1',
      'departments.billing.authority.refund.amount: must be at least 0',
    ],
    [
      'month: 5000',
      'month: 499',
      'departments.billing.authority.refund.month: must be at least amount: it is for all cases of the month together',
    ],
    ['expenses: {', 'call-back: {', 'departments.billing.authority.call-back: is not known here'],
    ['sampling: 1', 'sampel: 1', 'departments.billing.sampel: is not known here'],
    ['digestHour: 9', 'digestHour: 24', 'departments.store.digestHour: must be at most 23'],
    ['brand: fjord,', 'brand: fjell,', 'helpdesks.zammad.groups.Oslo store.brand: there is no brand fjell'],
    [
      'department: store',
      'department: shop',
      'helpdesks.zammad.groups.Oslo store.department: there is no department shop',
    ],
    [
      '  store:',
      '  management:',
      'departments.management: this key is taken: management has a section of its own',
    ],
    ['to: "20:00"', 'to: "07:00"', 'ask.window.to: must be later than from'],
    [
      'reminderDays: 3',
      'reminderDays: 20',
      'ask.reminderDays: must be less than expiryDays: a reminder comes before the end',
    ],
    [
      'excludedChannels: []',
      'excludedChannels: [fax]',
      'ask.excludedChannels[0]: must be one of phone, chat, email, store, web, visit, social media, parcel',
    ],
    ['<path d=', '<script/><path d=', 'brands.nordly.logo: must not hold <script>'],
  ]
  test.each(cases)('%s -> %s', (piece, instead, expected) => {
    expect(faults(but(piece, instead))).toContain(expected)
  })

  test('with the line it is on, and every one of them', () => {
    const text = but('language: en', 'language: fr')
      .replace('digestHour: 9', 'digestHour: 99')
      .replace('[ingrid@', '[inge@')
    const lineOf = (piece: string) => text.split('\n').findIndex((line) => line.includes(piece)) + 1
    try {
      readOrganisation(text)
      expect.unreachable()
    } catch (error) {
      expect((error as SetupError).faults.map(({ line }) => line)).toEqual([
        lineOf('language: fr'),
        lineOf('[inge@'),
        lineOf('digestHour: 99'),
      ])
    }
  })
  test('a file that is no YAML, or empty, is a fault too', () => {
    expect(faults('brands: [')).toHaveLength(1)
    expect(faults('name: a\nname: b')[0]).toMatch(/name: is there twice/)
    expect(faults('').length).toBeGreaterThan(0)
  })
})

describe('what may be left out', () => {
  test('ask rules have the defaults of the design', () => {
    const { ask } = readOrganisation(example.slice(0, example.indexOf('\nask:'))).file
    expect(ask).toEqual({
      delayMinutes: 30,
      window: { from: '08:00', to: '20:00' },
      restDays: 30,
      reminderDays: 3,
      expiryDays: 14,
      excludedChannels: [],
      maxAgeDays: 7,
      notCustomers: { addresses: [], domains: [], ownDomains: true },
      excludedTags: EXCLUDED_TAGS,
      subAddresses: 'one',
      letterCase: 'ignored',
      internationalAddresses: false,
    })
  })
  test('hours come out by ISO weekday, closed days left out', () => {
    const { file } = readOrganisation(but('fri: 09:00-16:00', 'fri: closed'))
    expect(Object.keys(file.departments.billing!.hours)).toEqual(['1', '2', '3', '4'])
    expect(file.departments.store!.hours[6]).toEqual([
      ['10:00', '14:00'],
      ['14:30', '18:00'],
    ])
  })
})

const readFile = (text: string) => readOrganisation(text).file

describe('holidays', () => {
  test('are expanded for this year and the next five, with the dates given by hand', () => {
    const dates = expandHolidays({ country: 'SE', dates: ['2026-12-30'] }, 2026)
    expect(dates).toEqual([...dates].sort())
    expect(dates).toEqual(expect.arrayContaining(['2026-06-19', '2026-12-24', '2026-12-30', '2031-12-25']))
    expect(dates.some((date) => date.startsWith('2032'))).toBe(false)
  })
  test('are the days people are off: not every day with a name', () => {
    expect(expandHolidays({ country: 'NO', dates: [] }, 2026)).not.toContain('2026-02-14')
  })
  test('that begin in the afternoon close the rest of the day alone', () => {
    expect(expandHolidays({ country: 'NO', dates: [] }, 2026)).toEqual(
      expect.arrayContaining(['2026-12-31 14:00-24:00', '2026-12-25', '2028-12-31']),
    )
    expect(expandHolidays({ country: 'IS', dates: [] }, 2026)).toContain('2026-12-24 13:00-24:00')
    expect(expandHolidays({ country: 'DE-BY', dates: [] }, 2026)).toContain('2026-12-24 14:00-24:00')
  })
  test('of a part of a part are read as such', () => {
    expect(expandHolidays({ country: 'DE-BY-A', dates: [] }, 2026)).toContain('2026-08-08')
    expect(expandHolidays({ country: 'DE-BY', dates: [] }, 2026)).not.toContain('2026-08-08')
  })
  test('of any country are whole days, or parts of one within it', () => {
    for (const country of ['NO', 'IS', 'FO', 'CN', 'TR', 'IL', 'MA', 'HT', 'AD', 'AU', 'GT', 'AX'])
      for (const day of expandHolidays({ country, dates: [] }, 2026)) {
        expect(day).toMatch(/^\d{4}-\d\d-\d\d( ([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00))?$/)
        expect(day.length === 10 || day.slice(11, 16) < day.slice(17)).toBe(true)
      }
  })
  test('given by hand may be a part of a day', () => {
    const { departments } = readFile(but('"2026-12-30"', '"2026-12-30 14:00", "2026-12-29 08:00-12:00"'))
    expect(departments.billing!.holidays!.dates).toEqual(['2026-12-30 14:00-24:00', '2026-12-29 08:00-12:00'])
  })
  test('amounts may be written as people write them', () => {
    const { departments } = readFile(but('refund: { amount: 500', 'refund: { amount: "1 234,50"'))
    expect(departments.billing!.authority.refund).toMatchObject({ amount: 1234.5, currency: 'SEK' })
  })
})

describe('a logo', () => {
  const svg = (inner: string, attributes = '') =>
    `<svg xmlns="http://www.w3.org/2000/svg"${attributes}>${inner}</svg>`
  test('of shapes is good', () => {
    expect(
      logoProblem(svg('<g fill="none"><path d="M0 0h9"/><text x="1">Nordly &amp; co</text></g>')),
    ).toBeUndefined()
    expect(
      logoProblem(svg('<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/><use href="#a"/>')),
    ).toBeUndefined()
  })
  test.each([
    svg('<script>alert(1)</script>'),
    svg('<foreignObject/>'),
    svg('<rect onload="alert(1)"/>'),
    svg('', ' onload="alert(1)"'),
    svg('<use href="https://evil.example/a.svg#a"/>'),
    svg('<use xlink:href="javascript:alert(1)"/>'),
    svg('<rect fill="url(https://evil.example/a)"/>'),
    svg('<rect fill="ur&#108;(https://evil.example/a)"/>'),
    svg('<rect style="background:url(//evil.example)"/>'),
    svg('<image href="#a"/>'),
    svg('<a href="#x"/>'),
    svg('<g>'),
    svg('</g>'),
    svg('<rect width=3/>'),
    svg('<!-- a comment -->'),
    `<!DOCTYPE svg>${svg('')}`,
    `${svg('')}<svg></svg>`,
    `${svg('')}text`,
    '<p>hello</p>',
    '',
    svg(`<path d="${'M0 0'.repeat(260)}"/>`),
  ])('is refused: number %#', (text) => {
    expect(logoProblem(text)).toBeTypeOf('string')
  })
})

describe('routes and partners', () => {
  const without = example.replace(/\npartners:\n( .*\n)+/, '\n')
  const withPartner = (over: string) => `${without}\npartners:\n  courier: ${over}\n`
  const good = '{ name: Nordfrakt, address: ops@nordfrakt.example, language: nb, shares: [phone, reference] }'

  test('are read', () => {
    expect(faults(withPartner(good))).toEqual([])
    expect(faults(`${without}\ndrivers: { delivery-late: store }\n`)).toEqual([])
  })

  test.each([
    [
      `${without}\ndrivers: { delivery-slow: store }\n`,
      'drivers.delivery-slow: there is no such driver: they are waiting-time,',
    ],
    [
      `${without}\ndrivers: { delivery-late: warehouse }\n`,
      'drivers.delivery-late: there is no department warehouse',
    ],
    [withPartner('{ name: Nordfrakt, language: nb }'), 'partners.courier.address: is missing'],
    [
      withPartner('{ name: Nordfrakt, address: nordfrakt, language: nb }'),
      'partners.courier.address: must be an e-mail address',
    ],
    [withPartner(good.replace('nb', 'da')), 'partners.courier.language: must be one of en, sv, nb'],
    [
      withPartner(good.replace('phone', 'score')),
      'partners.courier.shares[0]: must be one of reference, words, name, phone, email, pictures',
    ],
    [
      `${withPartner(good)}  workshop: ${good.replace('ops@', 'hi@')}\n`,
      'partners.workshop.name: Nordfrakt is the name of another partner or department',
    ],
    [
      withPartner(good.replace('Nordfrakt', 'billing')),
      'partners.courier.name: billing is the name of another partner or department',
    ],
    [
      withPartner(good.replace('ops@nordfrakt.example', 'Astrid@nordly.example')),
      'partners.courier.address: astrid@nordly.example is an address of people or brands: a partner is outside',
    ],
    [
      withPartner(good.replace('ops@nordfrakt.example', 'care@nordly.example')),
      'partners.courier.address: care@nordly.example is an address of people or brands: a partner is outside',
    ],
  ])('a fault is named: %#', (text, fault) => {
    expect(faults(text).map((line) => line.slice(0, fault.length))).toContain(fault)
  })
})
