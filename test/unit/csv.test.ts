import { expect, test } from 'vitest'
import { csvOf } from '../../src/csv.ts'

test('Cells are quoted where they hold a comma, a quote or a line break', () => {
  expect(
    csvOf([
      ['a', 'b,c', 'say "no"'],
      ['two\nlines', null, 3],
    ]),
  ).toBe('a,"b,c","say ""no"""\r\n"two\nlines",,3\r\n')
})

test('A text that a spreadsheet would run is only text', () => {
  for (const text of [
    '=1+1',
    '+46 70',
    '-2',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '＝1+1',
    '\u200e=1',
    '\r=1',
    '=HYPERLINK("https://evil.example","look")',
  ])
    expect(csvOf([[text]]), JSON.stringify(text)).toMatch(/^"?'/)
})

test('A number stays a number, also below 0', () => {
  expect(csvOf([[-0.5, 12, 0]])).toBe('-0.5,12,0\r\n')
})
