import { expect, test } from 'vitest'
import { readable as readSlack } from '../../integrations/slack/text.ts'
import { readable as readTeams } from '../../integrations/teams/text.ts'
import { numbersIn } from '../../src/care/numbers.ts'
import { touches } from '../../src/care/sensitive.ts'
import { severeIn } from '../../src/care/severe/severe.ts'
import { saying } from '../../src/care/similarity.ts'
import { SetupError } from '../../src/setup/fault.ts'
import { logoProblem } from '../../src/setup/logo.ts'
import { readOrganisation } from '../../src/setup/read.ts'
import { withoutEnd } from '../../src/text.ts'
import { clean } from '../../surveys/fields.ts'
import { cpuOf } from '../cpu.ts'

/** `unit` as often as it takes to be `size` long. */
const fill = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size)
/** Below this a measurement says nothing. */
const LEAST_MS = 1

const readFile = (text: string) => {
  try {
    readOrganisation(text)
  } catch (error) {
    expect(error).toBeInstanceOf(SetupError)
  }
}

/** What each expression likes least, at the largest size that comes in. */
const readers: [name: string, size: number, read: (text: string) => unknown, ...worst: string[]][] = [
  ['a Teams message', 100_000, readTeams, '<', ' ', '\n', '&', '<br', '<b> ', '&#1', ' \n \t'],
  ['a Slack message', 40_000, readSlack, '<', '<@', '<@a|', '<http:', '|'],
  ['a customer’s words', 5000, clean, '\r', '\u202E', 'a\u0301', ' '],
  [
    'words looked through for numbers',
    5000,
    numbersIn,
    `ocrw${'nk'.repeat(16)} 4111111111111111 `,
    'order no no no no no no no no no no 4111111111111111 ',
    '1 ',
    '1',
    '12 ',
    'de1 2',
    `${'konto'.repeat(8)} 12345678 `,
    'fnr fnr fnr fnr fnr fnr fnr fnr 123456 12345 ',
  ],
  ['words looked through for severe ones', 5000, severeIn, 'barn b\t', 'sue ', 'burn ', 'not ', ' ', 'a'],
  [
    'words looked through for sensitive ones',
    5000,
    touches,
    'the customer names an injury',
    'barn ',
    ' ',
    'a',
  ],
  ['an apology', 3000, saying, 'v\t/ra', '#', '\t', 'best ', '. ', 'hej,', "a'"],
  ['a line said to the app', 500, (text) => withoutEnd(text, '.!?'), '.', '! ', '. a'],
  ['organisation.yaml', 64 * 1024, readFile, '[', '{a: ', ': \n', '"\n', '- {}\n'],
  ['a logo', 1024, logoProblem, '<svg>', '<svg a', '-', '<svg a="" '],
]

for (const [name, size, read, ...worst] of readers)
  test(`${name} is read in time that grows with its length, whatever stands in it`, async () => {
    const figures: string[] = []
    const slow: string[] = []
    for (const unit of worst)
      for (const end of ['', '!', 'x\0']) {
        const of = (length: number) => fill(unit, length) + end
        const few = await cpuOf(() => read(of(size / 16)), 3)
        const many = await cpuOf(() => read(of(size)), 3)
        figures.push(many.toFixed(1))
        if (many > 64 * Math.max(few, LEAST_MS))
          slow.push(`${JSON.stringify(unit + end)}: ${few} -> ${many} ms`)
      }
    console.log(`${name}, ${size} characters: ${figures.join(', ')} ms`)
    expect(slow).toEqual([])
  })

test('organisation.yaml with thousands of keys, or aliases that multiply, is refused in good time', async () => {
  const keys = (size: number) => Array.from({ length: size / 8 }, (_, n) => `a${n}: 1`).join('\n')
  const few = await cpuOf(() => readFile(keys(4096)), 2)
  const many = await cpuOf(() => readFile(keys(65_536)), 2)
  console.log(`keys: 4 KB ${few.toFixed(0)} ms, 64 KB ${many.toFixed(0)} ms`)
  expect(many).toBeLessThan(64 * Math.max(few, 5))
  const tens = (of: string) => `[${Array(10).fill(of).join(', ')}]`
  const levels = Array.from({ length: 8 }, (_, n) => `a${n + 1}: &a${n + 1} ${tens(`*a${n}`)}`)
  expect(() => readOrganisation(`a0: &a0 ${tens('x')}\n${levels.join('\n')}`)).toThrow(SetupError)
})
