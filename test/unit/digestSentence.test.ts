import { expect, test } from 'vitest'
import type { Digest } from '../../src/digests/digest.ts'
import { sentence, whenOf } from '../../src/digests/say.ts'
import { staffWords } from '../../src/locales/staff.ts'

const digest = (over: Partial<Digest> = {}) =>
  ({
    edition: 'daily',
    from: '2026-11-26',
    to: '2026-11-26',
    answers: { n: 22, satisfied: 20, dissatisfied: 2 },
    share: { n: 22, share: 20 / 22, low: 0.72, high: 0.98 },
    baseline: { n: 600, share: 0.82, low: 0.785, high: 0.845, days: 28 },
    change: null,
    ...over,
  }) as Digest
const said = (of: Digest, language = 'en') => sentence(of, '2026-11-27', staffWords(language))

test('a share outside the days before that is called no change is said to be chance, perhaps; one within is no change', () => {
  expect(said(digest())).toBe(
    'Yesterday: 22 answers, 91% satisfied (28 days before: 78% to 85%): the difference may be chance.',
  )
  expect(said(digest({ share: { n: 22, share: 0.82, low: 0.6, high: 0.9 } }))).toMatch(/85%\): no change\.$/)
  expect(said(digest({ change: 'better' }))).toMatch(/more satisfied than before\.$/)
  expect(said(digest(), 'sv')).toMatch(/: skillnaden kan vara en slump\.$/)
  expect(said(digest(), 'nb')).toMatch(/: forskjellen kan være tilfeldig\.$/)
})

test('a digest is called after the days it is about', () => {
  const named = (over: Partial<Digest>, language = 'en') => whenOf(digest(over), staffWords(language))
  expect(named({})).toBe('Thursday 26 November')
  expect(named({}, 'sv')).toBe('torsdag 26 november')
  expect(named({ from: '2026-11-27', to: '2026-11-29' })).toBe('Fri 27 Nov to Sun 29 Nov')
})
