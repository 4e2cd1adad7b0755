import { expect, test } from 'vitest'
import { tidiedId, tidiedToken } from '../../integrations/ids.ts'

const token = `${'aB3_-'.repeat(8)}xyz`
const id = '0d5f0000-0000-4000-8000-000000000000'

test.each([
  '.',
  ',',
  ')',
  '>',
  ';',
  ':',
  '!',
  '"',
  '’',
  '»',
  ']',
  '*',
  ' ',
  '  ',
  '\u200B',
  '\u00A0',
  '\uFEFF',
  '\u202C',
  '&gt;',
  '>.',
  ').',
  '=',
  '_',
  '\n',
])('a link with %j behind it leads to where it was meant to', (behind) => {
  expect(tidiedToken(token + behind)).toBe(token)
  expect(tidiedId(id + behind)).toBe(id)
})
test.each(['\u200B', '<', '(', ' ', '"'])('a link with %j before it does too', (before) => {
  expect(tidiedToken(before + token)).toBe(token)
})
test('what is as it should be, or no token, is left as it is', () => {
  for (const given of [
    token,
    '',
    'nope.',
    `${token}x`,
    `${token}x.`,
    token.slice(1),
    `${token.slice(1)}.`,
    '.'.repeat(5000),
  ])
    expect(tidiedToken(given), given.slice(0, 60)).toBeUndefined()
})
