import { expect, test } from 'vitest'
import { readAmount } from '../../src/amounts.ts'
import { disagreement, namesAmount } from '../../src/amountsInText.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'
import { pageWords } from '../../src/locales/index.ts'
import { decimalsOf, money, plainAmount, staffMoney } from '../../src/money.ts'
import { cpuOf } from '../cpu.ts'

const THIN = '\u2009'
const NO_BREAK = '\u00a0'
const NARROW = '\u202f'

test.each([
  ['600', 'SEK', '600.00'],
  ['600,50', 'SEK', '600.50'],
  ['600.50', 'SEK', '600.50'],
  ['600,5', 'SEK', '600.50'],
  [' 600 ', 'SEK', '600.00'],
  ['0,50', 'SEK', '0.50'],
  [',50', 'SEK', '0.50'],
  ['.50', 'SEK', '0.50'],
  ['kr 1.000,-', 'NOK', '1000.00'],
  ['1.000:-', 'SEK', '1000.00'],
  ['12.500,- kr', 'NOK', '12500.00'],
  ['600.', 'SEK', '600.00'],
  ['1 234,50', 'SEK', '1234.50'],
  ['1.234,50', 'SEK', '1234.50'],
  ['1,234.50', 'SEK', '1234.50'],
  ["1'234.50", 'CHF', '1234.50'],
  ['1’234.50', 'CHF', '1234.50'],
  [`1${THIN}234,50`, 'SEK', '1234.50'],
  [`1${NO_BREAK}234,50`, 'SEK', '1234.50'],
  [`1${NARROW}234`, 'NOK', '1234.00'],
  ['1 234 567', 'SEK', '1234567.00'],
  ['1.234.567', 'SEK', '1234567.00'],
  ['1,234,567.89', 'USD', '1234567.89'],
  ['1234567', 'SEK', '1234567.00'],
  ['kr 600', 'SEK', '600.00'],
  ['600 kr', 'NOK', '600.00'],
  ['600kr.', 'DKK', '600.00'],
  ['600:-', 'SEK', '600.00'],
  ['600,-', 'NOK', '600.00'],
  ['600:– kr', 'SEK', '600.00'],
  ['600:50', 'SEK', '600.50'],
  ['SEK 600', 'SEK', '600.00'],
  ['sek600', 'SEK', '600.00'],
  ['600 kronor', 'SEK', '600.00'],
  ['600 svenska kronor', 'SEK', '600.00'],
  ['1 000 norske kroner', 'NOK', '1000.00'],
  ['$99.50', 'USD', '99.50'],
  ['99,50 €', 'EUR', '99.50'],
  ['99 euro', 'EUR', '99.00'],
  ['£5', 'GBP', '5.00'],
  ['٦٠٠٫٥٠', 'SEK', '600.50'],
  ['۱۲۳', 'SEK', '123.00'],
  ['６００', 'SEK', '600.00'],
  ['\u200e600,50\u200f', 'SEK', '600.50'],
  ['007,50', 'SEK', '7.50'],
  ['10,000,000', 'VND', '10000000'],
  ['10.000.000 ₫', 'VND', '10000000'],
  ['10 000 000', 'VND', '10000000'],
  ['10.000', 'VND', '10000'],
  ['1,500', 'JPY', '1500'],
  ['¥1500', 'JPY', '1500'],
  ['1500.00', 'JPY', '1500'],
  ['5.000', 'ISK', '5000'],
  ['1.250', 'BHD', '1.250'],
  ['1.25', 'BHD', '1.250'],
  ['1,234.250', 'KWD', '1234.250'],
  ['1234,567', 'TND', '1234.567'],
])('%s in %s is read as %s', (text, currency, amount) => {
  expect(readAmount(text, currency)).toEqual({ amount })
})

test.each([
  [
    '1,234',
    'SEK',
    /“1,234” can be read in two ways: write 1234 for the larger amount, 1\.23 for the smaller/,
  ],
  ['1.234', 'SEK', /two ways/],
  ['12.345', 'EUR', /two ways/],
  ['kr 1.234', 'NOK', /two ways/],
  ['1,250', 'BHD', /two ways/],
  ['1234,567', 'SEK', /SEK has 2 decimals/],
  ['0,555', 'SEK', /SEK has 2 decimals/],
  ['600,50', 'JPY', /JPY has no decimals/],
  ['600,5', 'ISK', /ISK has no decimals/],
  ['1.2505', 'BHD', /BHD has 3 decimals/],
  ['0', 'SEK', /above zero/],
  ['0,00', 'SEK', /above zero/],
  ['-600', 'SEK', /above zero/],
  ['−600', 'SEK', /above zero/],
  ['600 EUR', 'SEK', /This says EUR, and the amount is in SEK/],
  ['€600', 'SEK', /EUR/],
  ['600 dollars', 'NOK', /USD/],
  ['60 50', 'SEK', /Please give an amount/],
  ['1 23 456', 'SEK', /Please give an amount/],
  ['1,234.567,89', 'SEK', /Please give an amount/],
  ['1.234,567.89', 'SEK', /Please give an amount/],
  ['10²', 'SEK', /Please give an amount/],
  ['1½', 'SEK', /Please give an amount/],
  ['1e3', 'SEK', /Please give an amount/],
  ['0x10', 'SEK', /Please give an amount/],
  ['600/50', 'SEK', /Please give an amount/],
  ['five hundred', 'SEK', /Please give an amount/],
  ['', 'SEK', /Please give an amount/],
  ['600 600', 'SEK', /ten million|600/],
  ['10 000 000', 'SEK', /No remedy is above 9,999,999 SEK/],
  ['99 999 999 999', 'VND', /No remedy is above 9,999,999,000 VND/],
])('%s in %s is refused: %s', (text, currency, why) => {
  const read = readAmount(text, currency)
  if (text === '600 600') expect(read).toEqual({ amount: '600600.00' })
  else expect(read && 'fault' in read && read.fault(en)).toMatch(why)
})

test('an amount shown in a field is read back as the same amount, in every currency', () => {
  let pairs = 0
  for (const currency of Intl.supportedValuesOf('currency')) {
    for (const value of [1, 600, 1234, 99999]) {
      for (const part of [0, 0.5]) {
        if (part && decimalsOf(currency) === 0) continue
        const shown = plainAmount(value + part, currency, en)
        const read = readAmount(shown, currency)
        expect({ currency, shown, read: 'amount' in read && Number(read.amount) }).toEqual({
          currency,
          shown,
          read: value + part,
        })
        pairs++
      }
    }
  }
  expect(pairs).toBeGreaterThan(1000)
})

test('what people of a country write is read as they mean it: as Intl writes it there', () => {
  const locales = {
    'sv-SE': 'SEK',
    'nb-NO': 'NOK',
    'da-DK': 'DKK',
    'de-CH': 'CHF',
    'de-DE': 'EUR',
    'en-GB': 'GBP',
  }
  for (const [locale, currency] of Object.entries({
    ...locales,
    'fr-FR': 'EUR',
    'fi-FI': 'EUR',
    'en-US': 'USD',
  }))
    for (const value of [600.5, 1234.5, 1234567.25, 99]) {
      const written = new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value)
      expect({ written, ...readAmount(written, currency) }).toEqual({ written, amount: value.toFixed(2) })
    }
})

test('a long text costs no more than its length', async () => {
  for (const text of [
    '1 '.repeat(50),
    '1.'.repeat(50),
    `${' '.repeat(90)}x`,
    '9'.repeat(100),
    "'".repeat(100),
  ])
    expect(readAmount(text, 'SEK')).toHaveProperty('fault')
  const read = () => {
    for (const piece of ['1 234 ', '600 kr ', 'kr ', '1.', 'SEK', ' ', '1', "1'"])
      disagreement(piece.repeat(2000 / piece.length), '600.00', 'SEK')
  }
  expect(await cpuOf(read, 2)).toBeLessThan(1500)
})

test.each([
  ['You get 600 kr back.', '60050.00', '600 kr', '60050 SEK'],
  ['Vi betalar tillbaka 600,50 kr.', '60050.00', '600,50 kr', '60050 SEK'],
  ['Vi betalar tillbaka 600,50 till dig.', '60050.00', '600,50', '60050 SEK'],
  ['You get 600 back.', '60050.00', '600', '60050 SEK'],
  ['Du får SEK 500 i rabatt', '400.00', 'SEK 500', '400 SEK'],
  ['Du får 500:- tillbaka', '400.00', '500:-', '400 SEK'],
  ['Du får 1 500 kr tillbaka', '150.00', '1 500 kr', '150 SEK'],
  ['You get 53 EUR back', '600.00', '53 EUR', '600 SEK'],
  ['You get €600 back', '600.00', '€ 600', '600 SEK'],
])('%s beside %s: both are said', (words, amount, one, other) => {
  const wrong = disagreement(words, amount, 'SEK')?.(en)
  expect(wrong?.replace(/[\u00a0,](?=\d{3} )/g, '')).toContain(one)
  expect(wrong).toContain(other.replace('60050', '60,050'))
})

test.each([
  ['You get 600 kr back.', '600.00'],
  ['You get 600,50 back.', '600.50'],
  ['Du får 1 500 kr tillbaka inom 5 dagar, ärende 12345.', '1500.00'],
  ['Du får 1.500,00 kr tillbaka.', '1500.00'],
  ['Du får 1\u00a0500:- tillbaka.', '1500.00'],
  ['Order 1234 600 kr', '600.00'],
  ['We refund 600 kr (about 53 EUR).', '600.00'],
  ['500 kr for the kettle and 100 kr for the trip.', '600.00'],
  ['The whole price, 600 of 1200 kr.', '600.00'],
  ['We give you half the price back within 10 days.', '1000.00'],
  ['You get it back within 5 days, at 16.30.', '500.00'],
  ['Pengarna tillbaka den 12.12.2026.', '1212.00'],
  ['20 % off your next order.', '250.00'],
  ['Money back', '600.00'],
])('%s beside %s: no disagreement', (words, amount) => {
  expect(disagreement(words, amount, 'SEK')).toBeUndefined()
})

test('words name an amount however it is grouped', () => {
  for (const words of ['1500 kr', '1 500 kr', '1.500 kr', "1'500", '1500,00', 'kr 1 500'])
    expect({ words, named: namesAmount(words, '1500.00', 'NOK') }).toEqual({ words, named: true })
  for (const words of ['15000 kr', '150 kr', '500 kr', '11500', '1500 EUR'])
    expect({ words, named: namesAmount(words, '1500.00', 'NOK') }).toEqual({ words, named: false })
})

test('one formatter writes a sum the same wherever the customer reads it', () => {
  expect(money(pageWords('sv'), '1234.50', 'NOK').replace(/\s/g, ' ')).toBe('1 234,50 NOK')
  expect(money(pageWords('sv'), '600.00', 'SEK').replace(/\s/g, ' ')).toBe('600 kr')
  expect(money(pageWords('nb'), '1500', 'JPY').replace(/\s/g, ' ')).toMatch(/1 500/)
  expect(money(pageWords('en'), '1.250', 'BHD').replace(/\s/g, ' ')).toBe('BHD 1.250')
  expect(money(pageWords('en'), '5.00', 'nothing')).toBe('5.00 nothing')
  expect([
    staffMoney('800.00', 'SEK', en),
    staffMoney(99.5, 'SEK', en),
    staffMoney('1.250', 'BHD', en),
    staffMoney(1e7, 'VND', en),
  ]).toEqual(['800 SEK', '99.50 SEK', '1.250 BHD', '10,000,000 VND'])
})
