import { expect, test } from 'vitest'
import { mask } from '../../src/care/mask.ts'
import { touches } from '../../src/care/sensitive.ts'
import { measure, table, together } from '../blind/measure.ts'

/**
 * What is to hold of all languages together, in percent, and what held at the second opening of the held-out lines
 * (test/blind/openings.md). Where the limit is not reached, this keeps it from becoming worse; it is lowered, never
 * raised, when the lists become better without the lines having been read.
 */
const LIMITS: Record<string, { limit: number; reached: number }> = {
  'plain severe missed': { limit: 10, reached: 33.4 },
  'harmless alarmed': { limit: 5, reached: 10.9 },
  'ordinary hidden': { limit: 2, reached: 2.4 },
  'order number masked': { limit: 0, reached: 3.4 },
  'private number unmasked': { limit: 5, reached: 4.2 },
}

test('the word rules on lines that their author has not read: the table is printed', () => {
  const measured = measure('held')
  console.log(table(measured))
  const share = (what: string) => {
    const { wrong, of } = together(measured[what]!)
    return (100 * wrong) / of
  }
  for (const [what, { limit, reached }] of Object.entries(LIMITS)) {
    if (share(what) > limit)
      console.log(`not reached: ${what}, ${share(what).toFixed(1)} % where ${limit} is wanted`)
    expect(share(what), what).toBeLessThanOrEqual(Math.max(limit, reached))
  }
})

test.each([
  'The kettle is only 2 years old and nobody will repair it.',
  'My account has been disabled',
  'One blind fell down.',
  'Operasjonen feilet i appen',
  'The jewellery was transported in under ten minutes, but bent.',
])('ordinary, and shown: %s', (text) => {
  expect(touches(text)).toEqual([])
})

/** The processor time of one call, in ms. */
const cpu = (run: () => void, times: number) => {
  run()
  const from = process.cpuUsage()
  for (let i = 0; i < times; i++) run()
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000 / times
}

test('5,000 characters are judged and masked in milliseconds', () => {
  const text = 'jag var inte nöjd med att vänta 14 dagar på order 4711, min fråga om leveransen '
    .repeat(70)
    .slice(0, 5000)
  const each = cpu(() => void [touches(text), mask(text)], 40)
  console.log(`severity, sensitivity and masking of 5,000 characters: ${each.toFixed(1)} ms`)
  expect(each).toBeLessThan(5)
})

test.each(['my 3 year old ', 'min rygg ', '850709-9805 ', '4111 ', 'passport 1', 'SE45 ', 'order ', '1'])(
  'time grows with the text, whatever it is made of: %j',
  (unit) => {
    const text = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
    const judge = (length: number) => () => void [touches(text(length)), mask(text(length))]
    expect(cpu(judge(48_000), 2)).toBeLessThan(64 * Math.max(cpu(judge(3000), 10), 1.5))
  },
)
