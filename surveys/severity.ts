import { between, butAlso, negations, type Severe, severeWords } from './severityWords.ts'

export type { Severe } from './severityWords.ts'

const pattern = (words: string) =>
  words
    .replaceAll('*', String.raw`\p{L}*`)
    .replaceAll('~', String.raw`(?:\s+[\p{L}’&-]+){0,4}\s+`)
    .replaceAll(/ (?!\|)/g, String.raw`\s+`)
const whole = (words: string) => String.raw`(?<![\p{L}\p{N}])(?:${pattern(words)})(?![\p{L}\p{N}])`

// Made at the first dissatisfied answer: most requests need none of them.
let made: [Severe, RegExp][] | undefined
let said: { before: RegExp; within: RegExp } | undefined
const patterns = () =>
  (made ??= (Object.entries(severeWords) as [Severe, string[]][]).map(([kind, words]) => [
    kind,
    new RegExp(whole(words.join('|')), 'giu'),
  ]))
const negated = () => {
  const not = String.raw`(?:(?<![\p{L}])|(?=n[’']t))(?:${negations})(?!\s+(?:${butAlso})(?!\p{L}))`
  said ??= {
    before: new RegExp(String.raw`${not}(?:\s+(?:${pattern(between)}))*\s+$`, 'iu'),
    within: new RegExp(String.raw`${not}(?!\p{L})`, 'iu'),
  }
  return said
}

/** Which of the severe things the words name, in Swedish, Norwegian or English; what they say did not happen is not. */
export const severeIn = (text: string): Severe[] => {
  const plain = text.normalize('NFC').replaceAll("'", '’')
  const { before, within } = negated()
  return patterns().flatMap(([kind, words]) => {
    for (const { 0: found, index } of plain.matchAll(words))
      if (!within.test(found) && !before.test(plain.slice(Math.max(0, index - 60), index))) return [kind]
    return []
  })
}

const NAMES: Record<Severe, string> = {
  injury: 'an injury',
  'legal threat': 'a legal threat',
  'data breach': 'a data breach',
  discrimination: 'discrimination',
}

/** As "an injury and a legal threat"; empty for none. */
export const severeNames = (kinds: Severe[]): string =>
  kinds
    .map((kind) => NAMES[kind])
    .join(', ')
    .replace(/, ([^,]+)$/, ' and $1')
