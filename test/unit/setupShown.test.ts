import { expect, test } from 'vitest'
import { fieldLines } from '../../src/setup/shown.ts'

const days = (...spans: [string, string][]) => spans

test('changed hours are told by day, and only the days that changed', () => {
  const from = { 1: days(['09:00', '17:00']), 2: days(['09:00', '17:00']), 6: days(['10:00', '14:00']) }
  const to = {
    1: days(['09:00', '17:00']),
    2: days(['09:00', '12:00'], ['13:00', '18:00']),
    7: days(['10:00', '12:00']),
  }
  expect(fieldLines('hours', from, to)).toEqual([
    'hours tue: 09:00-17:00 -> 09:00-12:00, 13:00-18:00',
    'hours sat: 10:00-14:00 -> closed',
    'hours sun: closed -> 10:00-12:00',
  ])
})

test('a section is told by its keys, and nothing of it is cut', () => {
  const from = {
    refund: { amount: 500, currency: 'SEK', month: 5000 },
    discount: { amount: 300, currency: 'SEK' },
  }
  const to = { refund: { amount: 600, currency: 'SEK' }, expenses: { amount: 200, currency: 'SEK' } }
  expect(fieldLines('authority', from, to)).toEqual([
    'authority.refund.amount: 500 -> 600',
    'authority.refund.month: 5000 -> none',
    'authority.discount: amount 300, currency SEK -> none',
    'authority.expenses: none -> amount 200, currency SEK',
  ])
})

test('how long what is kept is told by its kind', () => {
  const before = { people: null, retention: { words: '24 months', outbox: '90 days' } }
  const after = { people: null, retention: { words: '36 months', outbox: '90 days' } }
  expect(fieldLines('privacy', before, after)).toEqual(['privacy.retention.words: 24 months -> 36 months'])
  expect(fieldLines('privacy', { people: null }, before)).toEqual([
    'privacy.retention: none -> words 24 months, outbox 90 days',
  ])
})

test('of a long list what came and what went is told', () => {
  const year = (n: number) =>
    Array.from({ length: 13 }, (_, at) => `${n}-01-${String(at + 1).padStart(2, '0')}`)
  expect(fieldLines('holidays', [...year(2026), '2026-12-24'], [...year(2026), '2026-12-31'])).toEqual([
    'holidays: -2026-12-24, +2026-12-31 (now 14)',
  ])
  expect(fieldLines('liaisons', ['a@x', 'b@x'], ['b@x', 'a@x'])).toEqual(['liaisons: a@x, b@x -> b@x, a@x'])
})

test('a long text is told by its length and never cut', () => {
  expect(fieldLines('logoSvg', null, 'x'.repeat(400))).toEqual(['logoSvg: none -> a text of 400 characters'])
})
