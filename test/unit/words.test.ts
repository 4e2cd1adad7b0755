import { expect, test } from 'vitest'
import { mask } from '../../src/care/mask.ts'
import { touches } from '../../src/care/sensitive.ts'
import { measure, type Part, table, together } from '../blind/measure.ts'
import { cpuOf } from '../cpu.ts'

/**
 * What is to hold of all languages together, in percent. What is severe is learned from all these sets, so only masking is
 * measured here; how severe words did while the sets were blind stands in test/blind/openings.md.
 */
const LIMITS: [part: Part, what: string, limit: number][] = [
  ['held', 'order number masked', 2.5],
  ['held', 'private number unmasked', 5],
  ['fresh', 'order number masked', 0],
  ['fresh2', 'order number masked', 0],
  ['fresh2', 'private number unmasked', 5],
  ['fresh3', 'order number masked', 0],
  ['fresh3', 'private number unmasked', 5],
]

test.each(['held', 'fresh', 'fresh2', 'fresh3'] as const)(
  'lines by others, %s: the table is printed',
  (part) => {
    const measured = measure(part)
    console.log(`${part}\n${table(measured)}`)
    for (const [of, what, limit] of LIMITS) {
      if (of !== part) continue
      const { wrong, of: all } = together(measured[what]!)
      expect((100 * wrong) / all, what).toBeLessThanOrEqual(limit)
    }
  },
)

test.each([
  'The kettle is only 2 years old and nobody will repair it.',
  'My account has been disabled',
  'One blind fell down.',
  'Operasjonen feilet i appen',
  'The jewellery was transported in under ten minutes, but bent.',
])('ordinary, and shown: %s', (text) => {
  expect(touches(text)).toEqual([])
})

test('5,000 characters are judged and masked in milliseconds', async () => {
  const text = 'jag var inte nöjd med att vänta 14 dagar på order 4711, min fråga om leveransen '
    .repeat(70)
    .slice(0, 5000)
  const each = await cpuOf(() => [touches(text), mask(text)], 15)
  console.log(`severity, sensitivity and masking of 5,000 characters: ${each.toFixed(1)} ms`)
  expect(each).toBeLessThan(15)
})

test.each(['my 3 year old ', 'min rygg ', '850709-9805 ', '4111 ', 'passport 1', 'SE45 ', 'order ', '1'])(
  'time grows with the text, whatever it is made of: %j',
  async (unit) => {
    const text = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
    const judge = (length: number) => () => [touches(text(length)), mask(text(length))]
    const [few, many] = [await cpuOf(judge(3000), 5), await cpuOf(judge(48_000), 2)]
    expect(many).toBeLessThan(64 * Math.max(few, 1.5))
  },
)
