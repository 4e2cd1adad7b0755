import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Comment, themesIn } from '../../src/insight/themes.ts'

/**
 * `npm run words:themes` finds themes in comments whose author has not seen the code, and says how many of them are
 * planted ones and how many planted ones are found. The lines of themes.tsv: language, period, mood, label, text.
 */
type Labelled = Comment & { label: string | null; language: string }

const FILE = join(import.meta.dirname, 'themes.tsv')
const lines = (): Labelled[] =>
  readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [language, period, mood, label, text] = line.split('\t') as [
        string,
        'now' | 'before',
        string,
        string,
        string,
      ]
      return {
        language,
        period,
        dissatisfied: mood === 'dissatisfied',
        drivers: [],
        label: label === '-' ? null : label,
        text,
      }
    })

/** A theme is a planted one where most of its comments have one label. */
const labelOf = (labels: (string | null)[]): string | null => {
  const most = [...new Set(labels)].map((label) => ({
    label,
    n: labels.filter((one) => one === label).length,
  }))
  const [first] = most.sort((a, b) => b.n - a.n)
  return first && first.n * 2 > labels.length ? first.label : null
}

const comments = lines()
let [right, all, planted] = [0, 0, 0]
for (const language of ['en', 'sv', 'nb']) {
  const own = comments.filter((one) => one.language === language)
  const { themes } = themesIn(own)
  const labels = themes.map(({ where }) => labelOf(where.map((at) => own[at]!.label)))
  const wanted = new Set(
    own.filter(({ period, label }) => period === 'now' && label).map(({ label }) => label),
  )
  const found = new Set(labels.filter(Boolean))
  console.log(
    `${language}: ${labels.filter(Boolean).length} of ${themes.length} themes are planted ones; ${found.size} of ${wanted.size} planted are found:`,
    themes.map(({ phrase, count }, at) => `${phrase} (${count}, ${labels[at] ?? 'none'})`).join('; '),
  )
  ;[right, all, planted] = [right + labels.filter(Boolean).length, all + themes.length, planted + found.size]
}
console.log(`precision ${right} of ${all}, planted found ${planted} of 12`)
