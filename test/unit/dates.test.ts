import { expect, test } from 'vitest'
import { readDay } from '../../src/dates.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'

/** A Wednesday, of week 48. */
const today = '2026-11-25'

test.each([
  ['2026-12-01', '2026-12-01'],
  ['2026/12/1', '2026-12-01'],
  ['20261201', '2026-12-01'],
  ['1.12.2026', '2026-12-01'],
  ['1.12.', '2026-12-01'],
  ['1.12', '2026-12-01'],
  ['1.5', '2027-05-01'],
  ['13/12', '2026-12-13'],
  ['12/13', '2026-12-13'],
  ['12/12', '2026-12-12'],
  ['24-12', '2026-12-24'],
  ['24/12/26', '2026-12-24'],
  ['1 December', '2026-12-01'],
  ['the 1st of December', '2026-12-01'],
  ['Dec 1, 2026', '2026-12-01'],
  ['dec. 1', '2026-12-01'],
  ['3 jan', '2027-01-03'],
  ['25 november', '2026-11-25'],
  ['25.11.', '2026-11-25'],
  ['1 dec 26', '2026-12-01'],
  ["1 dec '26", '2026-12-01'],
  ['1.des.2026', '2026-12-01'],
  ['27-01-01', '2027-01-01'],
  ['26-12-01', '2026-12-01'],
  ['fredag 4/12', '2026-12-04'],
  ['fredag 4.12.', '2026-12-04'],
  ['Friday 12/4', '2026-12-04'],
  ['24–12', '2026-12-24'],
  ['denna fredag', '2026-11-27'],
  ['førstkommende fredag', '2026-11-27'],
  ['by Friday', '2026-11-27'],
  ['senast på fredag', '2026-11-27'],
  ['innen fredag', '2026-11-27'],
  ['neste uka', '2026-11-30'],
  ['om fjorton dagar', '2026-12-09'],
  ['om ei uke', '2026-12-02'],
  ['in ten days', '2026-12-05'],
  ['29 February', '2028-02-29'],
  ['1 maj', '2027-05-01'],
  ['den 1 maj', '2027-05-01'],
  ['1:a maj', '2027-05-01'],
  ['1 maj 2027', '2027-05-01'],
  ['1. mai', '2027-05-01'],
  ['1.mai', '2027-05-01'],
  ['den 17. mai', '2027-05-17'],
  ['3 okt', '2027-10-03'],
  ['24. des.', '2026-12-24'],
  ['tomorrow', '2026-11-26'],
  ['i morgon', '2026-11-26'],
  ['imorgon', '2026-11-26'],
  ['i morgen', '2026-11-26'],
  ['i övermorgon', '2026-11-27'],
  ['i overmorgen', '2026-11-27'],
  ['Monday', '2026-11-30'],
  ['next mon', '2026-11-30'],
  ['next Monday', '2026-11-30'],
  ['wednesday', '2026-12-02'],
  ['måndag', '2026-11-30'],
  ['på måndag', '2026-11-30'],
  ['nästa måndag', '2026-11-30'],
  ['måndagen', '2026-11-30'],
  ['mandag', '2026-11-30'],
  ['neste mandag', '2026-11-30'],
  ['på fredag', '2026-11-27'],
  ['nu på fredag', '2026-11-27'],
  ['lördag', '2026-11-28'],
  ['lørdag', '2026-11-28'],
  ['søndag', '2026-11-29'],
  ['tis', '2026-12-01'],
  ['tirs', '2026-12-01'],
  ['Tue 1 Dec', '2026-12-01'],
  ['tisdag den 1 december', '2026-12-01'],
  ['tirsdag 1. desember', '2026-12-01'],
  ['v. 20', '2027-05-17'],
  ['v20', '2027-05-17'],
  ['vecka 49', '2026-11-30'],
  ['uke 20', '2027-05-17'],
  ['week 53', '2026-12-28'],
  ['week 1', '2027-01-04'],
  ['2027-W20', '2027-05-17'],
  ['uke 20 2027', '2027-05-17'],
  ['onsdag v. 49', '2026-12-02'],
  ['v. 48', '2026-11-23'],
  ['next week', '2026-11-30'],
  ['nästa vecka', '2026-11-30'],
  ['neste uke', '2026-11-30'],
  ['in 3 days', '2026-11-28'],
  ['in two weeks', '2026-12-09'],
  ['om två veckor', '2026-12-09'],
  ['om en uke', '2026-12-02'],
  ['2026-05-01', '2026-05-01'],
  ['today', '2026-11-25'],
])('%s is %s', (text, date) => {
  expect(readDay(text, today)).toEqual({ date })
})

test.each([
  ['1/5', /1 May or 5 January.*2027-05-01/],
  ['1/12', /1 December 2026 or 12 January 2027/],
  ['1-5', /1 May or 5 January/],
  ['1/5/2027', /1 May or 5 January/],
  ['27-01-30', /27 January 2030 or 30 January 2027/],
  ['24.11.', /24 November 2026 or 24 November 2027/],
  ['1 nov', /1 November 2026 or 1 November 2027/],
  ['fredag 5/12', /5 December is a Saturday/],
  ['Monday 1 December', /1 December is a Tuesday/],
  ['måndag 1 december', /1 December is a Tuesday/],
])('%s is asked about', (text, question) => {
  const read = readDay(text, today)
  expect(read && 'question' in read && read.question(en)).toMatch(question)
})

test.each([
  '',
  'soon',
  '31 November',
  '2026-02-30',
  '13.13.2026',
  '13/13',
  '2026',
  '0.0.',
  'marsday 3',
  '1 foo',
  '99999-01-01',
  'v. 54',
  'v. 0',
  'uke 53 2027',
  'week',
  'this week',
  'denna vecka',
  't.o.m. fredag',
  'om många veckor',
  'ma',
  `${'next '.repeat(1000)}x`,
])('%j is no day', (text) => {
  expect(readDay(text, today)).toBeUndefined()
})

test('over the turn of the year every weekday and week is ahead', () => {
  for (let at = Date.parse('2026-12-20'); at < Date.parse('2027-01-12'); at += 86_400_000) {
    const from = new Date(at).toISOString().slice(0, 10)
    for (const weekday of ['måndag', 'Sunday', 'lørdag']) {
      const read = readDay(weekday, from)
      const ahead = read && 'date' in read ? (Date.parse(read.date) - at) / 86_400_000 : Number.NaN
      expect(ahead).toBeGreaterThanOrEqual(1)
      expect(ahead).toBeLessThanOrEqual(7)
    }
  }
  expect(readDay('v. 1', '2026-12-30')).toEqual({ date: '2027-01-04' })
  expect(readDay('v. 53', '2027-01-02')).toEqual({ date: '2026-12-28' })
  expect(readDay('1 jan', '2026-12-31')).toEqual({ date: '2027-01-01' })
})
