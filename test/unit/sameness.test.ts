import { expect, test } from 'vitest'
import { keysOf, sameness, saying, similarity, THRESHOLD } from '../../src/care/similarity.ts'
import { LANGUAGES, linesOf } from '../blind/measure.ts'
import { type Pair, pairs, translated } from '../fixtures/apologies.ts'

const languages = ['sv', 'nb', 'en'] as const
/** Pairs whose author has not seen the measure: the third for tuning. */
const blind: Judged[] = LANGUAGES.flatMap((language) =>
  linesOf('tuning', language).flatMap(([label, a = '', b = '']) =>
    label?.startsWith('apology')
      ? [
          {
            is: label === 'apology-same' ? 'same' : 'different',
            why: 'blind',
            a,
            b,
            language,
            value: similarity(a, b),
          } as Judged,
        ]
      : [],
  ),
)
type Judged = Pair & { language: string; value: number }
const judged: (Judged & { heldOut: boolean })[] = languages.flatMap((language, shift) =>
  pairs[language].map((pair, at) => ({
    ...pair,
    language,
    value: similarity(pair.a, pair.b),
    heldOut: (at + shift) % 2 === 1,
  })),
)
const wrongAt = (threshold: number) => (pair: Judged) => (pair.is === 'same') !== pair.value >= threshold
const tuning: Judged[] = [...judged.filter(({ heldOut }) => !heldOut), ...blind]
const heldOut = judged.filter((pair) => pair.heldOut)

test('at least 30 pairs in each language, and as many of each kind in both halves', () => {
  for (const language of languages) expect(pairs[language].length).toBeGreaterThanOrEqual(30)
  const share = (of: Judged[]) => of.filter(({ is }) => is === 'same').length / of.length
  expect(Math.abs(share(tuning) - share(heldOut))).toBeLessThan(0.1)
})

test('the threshold is the middle of the best on one half; what it gets wrong on the other is printed', () => {
  const thresholds = Array.from({ length: 101 }, (_, at) => at / 100)
  const errors = thresholds.map((threshold) => tuning.filter(wrongAt(threshold)).length)
  const best = thresholds.filter((_, at) => errors[at] === Math.min(...errors))
  const table = languages.map((language) => {
    const of = heldOut.filter((pair) => pair.language === language)
    const wrong = of.filter(wrongAt(THRESHOLD))
    return {
      language,
      pairs: of.length,
      'false same': wrong.filter(({ is }) => is === 'different').length,
      'false different': wrong.filter(({ is }) => is === 'same').length,
    }
  })
  console.log(
    `threshold ${THRESHOLD}; best on the tuning half (${tuning.length} pairs): ${best[0]} to ${best.at(-1)}, ${Math.min(...errors)} wrong\nheld out:`,
    table,
    ...heldOut
      .filter(wrongAt(THRESHOLD))
      .map(({ language, is, why, value }) => `\n  ${language} ${is}: ${why} (${value.toFixed(2)})`),
  )
  expect(THRESHOLD).toBeCloseTo((best[0]! + best.at(-1)!) / 2)
  expect(heldOut.filter(wrongAt(THRESHOLD)).length).toBeLessThanOrEqual(3)
})

test('a translated template is not found by words, and that is said', () => {
  const found = translated.filter(({ a, b }) => similarity(a, b) >= THRESHOLD)
  console.log(`translated: ${found.length} of ${translated.length} found`)
  expect(found.length).toBeLessThanOrEqual(translated.length)
})

test('the keys that the index looks for lead to what is the same, and seldom to what is not', () => {
  const kept = new Map<string, Set<number>>()
  const keys = (text: string) => kept.get(text) ?? kept.set(text, new Set(keysOf(text))).get(text)!
  const shares = ({ a, b }: Pair) => !keys(a).isDisjointFrom(keys(b))
  const same = judged.filter(({ value }) => value >= THRESHOLD)
  const found = same.filter(shares)
  const strangers = judged.flatMap((one, at) =>
    judged.slice(at + 1, at + 20).map((other): Pair => ({ is: 'different', why: '', a: one.a, b: other.b })),
  )
  const led = strangers.filter(shares)
  console.log(
    `keys: ${found.length} of ${same.length} that are the same are looked at; of ${strangers.length} strangers ${led.length}`,
  )
  expect(found.length / same.length).toBeGreaterThan(0.97)
  expect(led.length / strangers.length).toBeLessThan(0.05)
})

test('greeting, signature, names and facts are left out', () => {
  expect(
    saying(
      'Hej Karin!\n\nJag skickade order 48213 till Växjö den 3 mars, 2 veckor för sent.\n\nMed vänliga hälsningar\nAnna Berg, Nordly',
    ),
  ).toEqual(['jag', 'skickade', 'order', 'till', 'den', 'för', 'sent'])
  expect(saying('Dear John, I paid you £45.90 on Friday. I’m sorry.\nKind regards,\nBo')).toEqual([
    'i',
    'paid',
    'you',
    'on',
    'i',
    'sorry',
  ])
})

test('all in capitals, or each word with one, it says the same', () => {
  const text = 'Dear Kim, I am sorry that you waited for an hour. We had too few people at the telephones.'
  for (const again of [text.toUpperCase(), text.replace(/\b\w/g, (letter) => letter.toUpperCase())])
    expect(similarity(text, again)).toBeGreaterThan(0.9)
})

test('one hash for what differs in those alone, another for other words', () => {
  const text = 'I am sorry that parcel 12 to Leeds came late and nobody told you.'
  expect(sameness(`Hi Eva,\n${text}\nRegards, Bo`)).toBe(
    sameness(
      text
        .replace('12', '99')
        .replace('Leeds', 'York')
        .toUpperCase()
        .toLowerCase()
        .replace('leeds', 'York')
        .replace('york', 'York'),
    ),
  )
  expect(sameness(text)).not.toBe(
    sameness('I am sorry that parcel 12 to Leeds was empty and nobody told you.'),
  )
})

test('a text of nothing but names and facts is compared as it stands', () => {
  expect(similarity('12 34 56 78 90 12 34', '12 34 56 78 90 12 34')).toBe(1)
  expect(similarity('12 34 56 78 90 12 34', '98 76 54 32 10 98 76')).toBe(0)
})

test('the longest text is keyed in milliseconds', () => {
  const long = Array.from(
    { length: 500 },
    (_, at) => `w${[...String(at)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`,
  ).join(' ')
  const from = performance.now()
  for (let i = 0; i < 5; i++) keysOf(long.slice(0, 3000))
  console.log(`3,000 characters: ${((performance.now() - from) / 5).toFixed(1)} ms`)
  expect(keysOf(long).every((key) => Number.isInteger(key) && Math.abs(key) <= 2 ** 31)).toBe(true)
})
