import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mask } from '../../src/care/mask.ts'
import { touches } from '../../src/care/sensitive.ts'
import { severeIn, severity, whySevere } from '../../src/care/severe/severe.ts'
import { similarity, THRESHOLD } from '../../src/care/similarity.ts'
import { wilson } from '../../src/insight/wilson.ts'

/**
 * How words are judged in sentences whose authors have not seen what judges them. `npm run words -- fresh4` opens the
 * newest set, at most twice, each opening noted in openings.md: counts alone are printed, never a text, since who reads
 * the lines spoils them. Until it is committed it lies where AMENDS_NEWEST says. `npm run words`, `-- held`, `-- fresh`,
 * `-- fresh2` and `-- fresh3` count the older sets, which are spent: what is severe is learned from them. `npm run words -- why TEXT` says
 * how severe a text is and which words weighed most.
 */
export const LANGUAGES = ['en', 'sv', 'nb'] as const
export type Language = (typeof LANGUAGES)[number]
const PARTS = ['tuning', 'held', 'fresh', 'fresh2', 'fresh3', 'fresh4'] as const
export type Part = (typeof PARTS)[number]
const NEWEST = 'fresh4'

type Count = { wrong: number; of: number }
/** What is counted, by the label of a line: whether this one is judged wrongly. */
const COUNTS: Record<string, [label: string, wrong: (first: string, second: string) => boolean]> = {
  'plain severe missed': ['severe-plain', (text) => severeIn(text).length === 0],
  'hard severe missed': ['severe-hard', (text) => severeIn(text).length === 0],
  'harmless alarmed': ['harmless', (text) => severeIn(text).length > 0],
  'ordinary alarmed': ['ordinary', (text) => severeIn(text).length > 0],
  'ordinary hidden': ['ordinary', (text) => touches(text).length > 0],
  'sensitive not hidden': ['sensitive', (text) => touches(text).length === 0],
  'order number masked': ['number-order', (text) => mask(text).kinds.length > 0],
  'private number unmasked': ['number-private', (text, number) => mask(text).text.includes(number)],
  'same apology let through': ['apology-same', (a, b) => similarity(a, b) < THRESHOLD],
  'different apology refused': ['apology-different', (a, b) => similarity(a, b) >= THRESHOLD],
}
export type Measured = Record<string, Record<Language, Count>>

const fileOf = (part: Part, language: Language) =>
  part === NEWEST && process.env.AMENDS_NEWEST
    ? join(process.env.AMENDS_NEWEST, `${language}.tsv`)
    : join(import.meta.dirname, `${language}.${part}.tsv`)

/** The lines of a part in a language, each as its columns. */
export const linesOf = (part: Part, language: Language): string[][] =>
  readFileSync(fileOf(part, language), 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))

export const measure = (part: Part): Measured => {
  const lines = Object.fromEntries(
    LANGUAGES.map((language) => [language, linesOf(part, language)]),
  ) as Record<Language, string[][]>
  return Object.fromEntries(
    Object.entries(COUNTS).map(([what, [label, wrong]]) => [
      what,
      Object.fromEntries(
        LANGUAGES.map((language) => {
          const of = lines[language].filter(([is]) => is === label)
          const failed = of.filter(([, first = '', second = '']) => wrong(first, second))
          return [language, { wrong: failed.length, of: of.length }]
        }),
      ) as Record<Language, Count>,
    ]),
  )
}

export const together = (counts: Record<Language, Count>): Count =>
  LANGUAGES.reduce(
    (sum, language) => ({ wrong: sum.wrong + counts[language].wrong, of: sum.of + counts[language].of }),
    { wrong: 0, of: 0 },
  )

const shown = ({ wrong, of }: Count) => {
  if (of === 0) return '-'
  const { low, high } = wilson(wrong, of)
  const percent = (share: number) => (share * 100).toFixed(1)
  return `${wrong}/${of} ${percent(wrong / of)} % (${percent(low)}-${percent(high)})`
}

/** A line per count: each language, then all together, with Wilson's 95 % interval. */
export const table = (measured: Measured): string =>
  [
    ['', ...LANGUAGES, 'all'],
    ['---', '---', '---', '---', '---'],
    ...Object.entries(measured).map(([what, counts]) => [
      what,
      ...LANGUAGES.map((language) => shown(counts[language])),
      shown(together(counts)),
    ]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

const open = (part: Part) => {
  const log = join(import.meta.dirname, 'openings.md')
  const before = readFileSync(log, 'utf8')
  const opening = before.split(new RegExp(`^## ${NEWEST} \\d`, 'm')).length
  if (part === NEWEST && opening > 2) throw new Error('These lines were opened twice already')
  const counted = table(measure(part))
  console.log(`${part}\n${counted}`)
  if (part !== NEWEST) return
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const day = new Date().toISOString().slice(0, 10)
  writeFileSync(log, `${before}\n## ${NEWEST} ${opening}: ${day}, at ${commit}\n\n${counted}\n`)
}

if (process.argv[1] === import.meta.filename) {
  const [, , what, ...text] = process.argv
  if (what === 'why') {
    const said = text.join(' ')
    console.log(
      severity(said).toFixed(1),
      severeIn(said).join(', ') || 'not severe',
      '|',
      whySevere(said).join(' '),
    )
  } else open(PARTS.find((one) => one === what) ?? 'tuning')
}
