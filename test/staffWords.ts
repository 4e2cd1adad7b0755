import type { StaffWords } from '../src/locales/staff.ts'

/** What stands for a name, a time, an amount in a sentence. */
const GAP = '§'

/** A sample of every word of staff by its path; a word that is a function is asked in several ways. */
export const saidBy = (words: StaffWords): Map<string, string[]> => {
  const said = new Map<string, string[]>()
  const keep = (path: string, value: unknown) => {
    if (typeof value === 'string') said.set(path, [...(said.get(path) ?? []), value])
    else if (typeof value === 'function') for (const one of answersOf(value as Word)) keep(path, one)
    else if (value && typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) keep(`${path}.${name}`, inner)
  }
  for (const [name, inner] of Object.entries(words)) keep(name, inner)
  return said
}

type Word = (...given: unknown[]) => unknown
const FILLS: unknown[] = [GAP, 7, 1, true, null, [GAP, GAP], { asked: 7, inTime: 7, late: 7, declined: 7 }]

/** Each parameter the same, then each of them another than the rest: most branches are seen. */
const answersOf = (word: Word): unknown[] => {
  const count = Math.max(word.length, 1) + 1
  const rows = FILLS.flatMap((fill) => [
    Array(count).fill(fill),
    ...Array.from({ length: count }, (_, at) => Array(count).fill(GAP).with(at, fill)),
  ])
  return rows.flatMap((given) => {
    try {
      return [word(...given)]
    } catch {
      return []
    }
  })
}

/** The product's own words in a sentence: what stands between names, numbers and the keys of the data. */
const piecesOf = (text: string): string[] =>
  text
    .split(/§|\d+|(?:null|true|undefined)+|\[object Object\]|,(?=,)|[“”«»"„]/)
    .map((piece) => piece.replace(/^[\s\p{P}…]+|[\s\p{P}…]+$/gu, ''))
    .filter((piece) => piece.length >= 4 && /\p{L}{3}/u.test(piece))

/** What English says and this language says otherwise: pieces that must not be read in it. */
export const foreignIn = (english: StaffWords, words: StaffWords): string[] => {
  const own = [...saidBy(words).values()].flat().join('\n').toLowerCase()
  const pieces = new Set([...saidBy(english).values()].flat().flatMap(piecesOf))
  return [...pieces].filter((piece) => !own.includes(piece.toLowerCase()))
}

/** Words by their path that hold a piece of what English says at the same path. */
export const leftIn = (english: StaffWords, words: StaffWords): string[] => {
  const said = saidBy(words)
  return [...saidBy(english)].flatMap(([path, texts]) => {
    const pieces = [...new Set(texts.flatMap(piecesOf))]
    const left = (said.get(path) ?? []).flatMap((text) => foundIn(text, pieces))
    return [...new Set(left)].map((piece) => `${path}: ${piece}`)
  })
}

/** The foreign pieces that a text holds, as words of their own. */
export const foundIn = (text: string, foreign: string[]): string[] =>
  foreign.filter((piece) => {
    for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1))
      if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ') && !/[\p{L}\p{N}]/u.test(text[at + piece.length] ?? ' '))
        return true
    return false
  })
