import { expect, test } from 'vitest'
import { readDate } from '../../src/cases/personal/awayDate.ts'

/** A Wednesday. */
const today = '2026-11-25'

test.each([
  ['2026-12-01', '2026-12-01'],
  ['2026/12/1', '2026-12-01'],
  ['1.12.2026', '2026-12-01'],
  ['1.12.', '2026-12-01'],
  ['1/12', '2026-12-01'],
  ['1/12/26', '2026-12-01'],
  ['1 December', '2026-12-01'],
  ['the 1st of December', '2026-12-01'],
  ['Dec 1, 2026', '2026-12-01'],
  ['dec. 1', '2026-12-01'],
  ['3 jan', '2027-01-03'],
  ['25 november', '2027-11-25'],
  ['tomorrow', '2026-11-26'],
  ['Monday', '2026-11-30'],
  ['next mon', '2026-11-30'],
  ['wednesday', '2026-12-02'],
])('%s is %s', (text, date) => {
  expect(readDate(text, today)).toBe(date)
})

test.each([
  '',
  'soon',
  '31 November',
  '2026-02-30',
  '13.13.2026',
  '2026',
  '0.0.',
  'marsday 3',
  '1 foo',
  '99999-01-01',
])('%j is no day', (text) => {
  expect(readDate(text, today)).toBeUndefined()
})
