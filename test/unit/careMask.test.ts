import { expect, test } from 'vitest'
import { mask } from '../../src/care/mask.ts'

// Numbers that the libraries, schemes and authorities publish for tests.
const hidden: [string, string, string][] = [
  ['Mitt kort 4111 1111 1111 1111 drogs två gånger', 'Mitt kort •••• 1111 drogs två gånger', 'card'],
  ['Kortet är 4111111111111111', 'Kortet är •••• 1111', 'card'],
  ['kort:4111-1111-1111-1111.', 'kort:•••• 1111.', 'card'],
  ['betalade med4111111111111111igår', 'betalade med•••• 1111igår', 'card'],
  ['Kortnummer\n5555 5555\n5555 4444\nvar det', 'Kortnummer\n•••• 4444\nvar det', 'card'],
  ['My Amex 3782 822463 10005 was charged', 'My Amex •••• 0005 was charged', 'card'],
  ['on 22-11-2026 4111 1111 1111 1111 was charged', 'on 22-11-2026 •••• 1111 was charged', 'card'],
  ['4111\u00a01111\u00a01111\u00a01111', '•••• 1111', 'card'],
  ['Kortet mitt 6011–1111–1111–1117 ble belastet', 'Kortet mitt •••• 1117 ble belastet', 'card'],
  ['Sätt in på SE45 5000 0000 0583 9825 7466 tack', 'Sätt in på •••• 7466 tack', 'account'],
  ['iban se4550000000058398257466.', 'iban •••• 7466.', 'account'],
  ['Betal til NO93 8601 1117 947 i dag', 'Betal til •••• 7947 i dag', 'account'],
  ['IBAN:GB29-NWBK-6016-1331-9268-19', 'IBAN:•••• 6819', 'account'],
  ['DE89 3704 0044 0532\n0130 00\nthanks', '•••• 3000\nthanks', 'account'],
  ['Kontonummeret er 8601 11 17947', 'Kontonummeret er •••• 7947', 'account'],
  ['konto 86011117947, takk', 'konto •••• 7947, takk', 'account'],
  ['sett det inn på 8601.11.17947', 'sett det inn på •••• 7947', 'account'],
  ['Mitt konto är 5491-0000003', 'Mitt konto är •••• 0003', 'account'],
  ['kontonr: 8327-9, 123 456 789-0', 'kontonr: •••• 7890', 'account'],
  ['clearingnr 6000 123 456 789', 'clearingnr •••• 6789', 'account'],
  ['mitt bankgiro 5050-1055', 'mitt bankgiro •••• 1055', 'account'],
  ['vårt plusgiro: 28 65 43-4', 'vårt plusgiro: •••• 5434', 'account'],
  ['BG 991-2346 eller PG 4200-2, båda är mina', 'BG •••• 2346 eller PG •••• 2002, båda är mina', 'account'],
  ['clearing 6789, kontonr 123 456 789', 'clearing 6789, kontonr •••• 6789', 'account'],
  ['20-00-00 55779911 is where the refund goes', '•••• 9911 is where the refund goes', 'account'],
  ['My account number with Barclays is 55779911', 'My account number with Barclays is •••• 9911', 'account'],
  ['passnummeret mitt er CHA1234567', 'passnummeret mitt er ••••', 'identity number'],
  [
    'det nationella id-kortets nummer är 87654321',
    'det nationella id-kortets nummer är ••••',
    'identity number',
  ],
  ['130972 480 22 er meg', '•••• er meg', 'identity number'],
  [
    'De sa at 1309724802 er feil, og det er cpr-nummeret mitt',
    'De sa at •••• er feil, og det er cpr-nummeret mitt',
    'identity number',
  ],
  ['clerk noted AB.12.34.56.C', 'clerk noted ••••', 'identity number'],
  ['the quote AB123456C is my NI number', 'the quote •••• is my NI number', 'identity number'],
  ['bank acc 55779911', 'bank acc •••• 9911', 'account'],
  ['4321-7654321 är mitt konto', '•••• 4321 är mitt konto', 'account'],
  ['Swedbank, clearing 8105, nr 123 456 789', 'Swedbank, clearing 8105, nr •••• 6789', 'account'],
  ['NHS number 943 476 5919', 'NHS number ••••', 'identity number'],
  ['passport C01X00T47, German', 'passport ••••, German', 'identity number'],
  ['fnr 13.09.46 23361', 'fnr ••••', 'identity number'],
  ['sort code 20-00-00, account number 55779911', 'sort code 20-00-00, account number •••• 9911', 'account'],
  ['sort code 200000 55779911 please', 'sort code •••• 9911 please', 'account'],
  ['Mitt personnummer är 19850709-9805.', 'Mitt personnummer är ••••.', 'identity number'],
  ['jag heter Bo, 850709-9805', 'jag heter Bo, ••••', 'identity number'],
  ['8507099805', '••••', 'identity number'],
  ['198507099805\nVarför frågar ni?', '••••\nVarför frågar ni?', 'identity number'],
  ['född 1985-07-09-9805', 'född ••••', 'identity number'],
  ['850709 – 9805', '••••', 'identity number'],
  ['pnr8507099805!', 'pnr••••!', 'identity number'],
  ['samordningsnummer 701063-2391', 'samordningsnummer ••••', 'identity number'],
  ['min mor, 121212+1212, fick', 'min mor, ••••, fick', 'identity number'],
  ['Fødselsnummeret mitt er 130972 48022', 'Fødselsnummeret mitt er ••••', 'identity number'],
  ['13097248022', '••••', 'identity number'],
  ['d-nummer 530972-48016.', 'd-nummer ••••.', 'identity number'],
  ['My SSN is 536-90-4399, why?', 'My SSN is ••••, why?', 'identity number'],
  ['social security 536904399', 'social security ••••', 'identity number'],
  // With a date and a check digit it is a person's, whatever it is called: customers write it where a number is asked for.
  ['Kundnummer 850709-9805', 'Kundnummer ••••', 'identity number'],
  ['Beställning 8507099805 är försenad', 'Beställning •••• är försenad', 'identity number'],
  ['ordrenummer: 13097248022', 'ordrenummer: ••••', 'identity number'],
  ['CPR-nummer 120346-0918', 'CPR-nummer ••••', 'identity number'],
  ['hun er født 120346-0918', 'hun er født ••••', 'identity number'],
  ['tunnus 270804C9363', 'tunnus ••••', 'identity number'],
  ['Hetu 131052-308T, kiitos', 'Hetu ••••, kiitos', 'identity number'],
  ['My PPS number is 1234567T', 'My PPS number is ••••', 'identity number'],
  ['my passport is PA2047718 (Irish)', 'my passport is •••• (Irish)', 'identity number'],
  ['mitt gamla pass, 87 201 465, är', 'mitt gamla pass, ••••, är', 'identity number'],
  ['Førerkort nr 83 09 551274 0 ble avvist', 'Førerkort nr •••• ble avvist', 'identity number'],
  ['licence HUGHE903157JT9RK, no points', 'licence ••••, no points', 'identity number'],
  [
    'Ordrenr 5105105105105100, eller er det kortet mitt?',
    'Ordrenr •••• 5100, eller er det kortet mitt?',
    'card',
  ],
  ['NINO QQ123456C? No: AB 12 34 56 C', 'NINO QQ123456C? No: ••••', 'identity number'],
  ['national insurance ab123456c', 'national insurance ••••', 'identity number'],
]

test.each(hidden)('%j', (text, shown, kind) => {
  expect(mask(text)).toEqual({ text: shown, kinds: [kind] })
})

const kept = [
  'Order 4111111111111111 kom aldrig',
  'Order number is 850709-9805-1',
  'the passport holder, art. no. 60217734',
  'boarding pass 12345678',
  'Ordern 20240617-0093 är försenad',
  'Loyalty card 6338 2200 1945 has no points',
  'Batch 1234567T of your muesli',
  'fakturanr 86011117947',
  'tracking 370724760012345678',
  'Kolli 00373323456789012349',
  'Ring mig på 070-123 45 67 eller 0701234567',
  'Ring +46 70 123 45 67 eller 0046701234567',
  '08-123 456 78, 031-12 34 56',
  'Telefon 22 33 44 55 eller +47 922 33 445',
  'call 07911 123456 or +44 7911 123456 or 020 7946 0018',
  'Call 555-123-4567 or (212) 555-0187',
  'Jag betalade 12 500,00 kr den 2026-11-22 kl. 14.30',
  'Det kostade 1 234 567 kr, inte 999:-',
  'We were three people, at 10-12, on 22/11/2026',
  'Artikel 5050-1055, storlek 42',
  'Flight SK1423 on 2026-11-22 10:30',
  'ISBN 978-91-7429-123-4',
  'case 1001 and ticket 2002 and 30 days',
  'betalade 12 750:- till bankgiro 5050-1055 med referens 778120',
  'My account was charged 12500 on 12-05-2026',
  'kontot er belastet 1 234 567 kr',
  'mitt konto, ordre 40012233',
  'account manager 0701234567',
  'Account 8500 1123 4567 on the gas bill',
  'QQ123456C is no NINO, nor is GB123456A',
  '000-12-3456 666-12-3456 536-00-4399',
  'Room AB 12, floor 34, bed 56',
]

test.each(kept)('left as it is: %j', (text) => {
  expect(mask(text)).toEqual({ text, kinds: [] })
})

test.each(['E6S12874421861', 'A2BC4111111111111111'])('the end of a code is not masked: %s', (code) => {
  expect(mask(`Meter serial ${code}, please`)).toEqual({ text: `Meter serial ${code}, please`, kinds: [] })
  const number = code.replace(/^.*\D/, '')
  expect(mask(`card ${number}, account ${number}`).kinds).not.toEqual([])
})

test('what is masked stays as it is when masked again', () => {
  for (const [text] of hidden) expect(mask(mask(text).text).text).toBe(mask(text).text)
})

test('several in one text are each masked, and their kinds are named', () => {
  expect(
    mask('850709-9805, kort 4111 1111 1111 1111, konto SE45 5000 0000 0583 9825 7466, order 1234567890'),
  ).toEqual({
    text: '••••, kort •••• 1111, konto •••• 7466, order 1234567890',
    kinds: ['identity number', 'card', 'account'],
  })
})

/** Numbers drawn at random, the same each time: how often chance makes one look like what is hidden. */
const sample = (shape: string, many: number) => {
  let seed = 7
  const random = () => {
    seed = (seed * 1664525 + 1013904223) % 2 ** 32
    return seed / 2 ** 32
  }
  return Array.from({ length: many }, () => shape.replace(/x/g, () => String(Math.floor(random() * 10))))
}

test('order numbers, phones and amounts that chance hides: the share is printed, and small', () => {
  const shares = Object.fromEntries(
    Object.entries({
      'order number named as one': 'order xxxxxxxxxx',
      '16 digits named as an order': 'ordernr: 4xxxxxxxxxxxxxxx',
      'eight digits': 'xxxxxxxx',
      'ten digits': 'xxxxxxxxxx',
      'eleven digits': 'xxxxxxxxxxx',
      'order with a year': '2026-xxxxxx',
      'Swedish mobile': '070-xxx xx xx',
      'Swedish mobile, bare': '07xxxxxxxx',
      'Swedish mobile, abroad': '+467xxxxxxxx',
      Stockholm: '08-xxx xxx xx',
      Norwegian: '9xx xx xxx',
      'Norwegian, abroad': '+47 9xxxxxxx',
      'British mobile': '07xxx xxxxxx',
      American: '(2xx) 555-xxxx',
      amount: 'xx xxx,xx kr',
      'date and time': '2026-11-1x 1x:3x',
    }).map(([what, shape]) => {
      const hits = sample(shape, 5000).filter((text) => mask(text).kinds.length > 0)
      return [what, hits.length / 5000]
    }),
  )
  console.log('hidden by chance:', shares)
  const { 'eleven digits': eleven, 'ten digits': ten, ...rest } = shares
  expect(Math.max(...Object.values(rest))).toBeLessThan(0.01)
  expect(ten).toBeLessThan(0.02)
  // A Norwegian account has one check digit and no other mark.
  expect(eleven).toBeLessThan(0.1)
})
