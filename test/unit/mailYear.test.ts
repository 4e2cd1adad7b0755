import { expect, test } from 'vitest'
import { dayOf, timeOf as timeOnPage } from '../../src/locales/times.ts'
import { timeOf } from '../../src/mails/figures.ts'

test.each([
  ['en', '2025-10-24T10:00:00Z', '2025'],
  ['sv', '2025-10-24T10:00:00Z', '2025'],
  ['nb', '2025-12-31T22:30:00Z', '2025'],
  ['en', '2025-12-31T23:30:00Z', undefined],
  ['sv', '2026-03-10T10:00:00Z', undefined],
])('a time in a mail carries its year where that is not this one: %s %s', (language, at, year) => {
  const told = {
    language,
    timeZone: 'Europe/Stockholm',
    zoneNamed: false,
    now: new Date('2026-03-11T10:00:00Z'),
  }
  expect(/\b20\d\d\b/.exec(timeOf(told, new Date(at)))?.[0]).toBe(year)
})

test.each([
  ['2025-10-24T10:00:00Z', '2025'],
  ['2025-12-31T23:30:00Z', undefined],
  ['2027-01-01T00:30:00Z', '2027'],
])('a day or time on a page carries its year where that is not this one: %s', (at, year) => {
  const reader = { locale: 'sv', timeZone: 'Europe/Stockholm', now: new Date('2026-03-11T10:00:00Z') }
  for (const write of [dayOf, timeOnPage])
    expect(/\b20\d\d\b/.exec(write(new Date(at), reader))?.[0]).toBe(year)
})
