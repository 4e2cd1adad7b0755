import { expect, test } from 'vitest'
import { preferredLanguage } from '../../src/locales/preferred.ts'

test.each([
  ['sv', 'sv'],
  ['sv-SE,sv;q=0.9,en;q=0.8', 'sv-SE'],
  ['de, nb-NO;q=0.8, en;q=0.5', 'nb-NO'],
  ['en;q=0.5,no', 'no'],
  ['en; q=0.5, sv ; q=0.7', 'sv'],
  ['nb;level=1;q=0.2, en;q=0.1', 'nb'],
  ['sv;q=0, en;q=0.1', 'en'],
  ['de,fr', undefined],
  ['*', undefined],
  ['', undefined],
  [';q=1,,;;,q=0.5', undefined],
  ['constructor, __proto__', undefined],
  ['sv;q=much, nb', 'nb'],
  [`${'de,'.repeat(10_000)}sv`, undefined],
])('of "%.40s" %s is spoken', (header, language) => {
  expect(preferredLanguage(header)).toBe(language)
})
