/** So many features are told apart: 2 to the power of this. Two that fall together share their weight. */
export const BITS = 18
/** What a concept counts, where each word and each piece count one, divided by the root of how many there are. */
export const CONCEPT = 0.15

const WORD = /[\p{L}\p{N}]+(?:'\p{L}+)*|[!?]|\p{Extended_Pictographic}/gu
const BREAK = /(?<=[.!?…])\s+|\n/
/** A sentence is cut after so many words: what never ends is judged in parts. */
const LONGEST = 30

/** The sentences of a text that say something. */
export const sentencesOf = (text: string): { text: string; words: string[] }[] =>
  text
    .normalize('NFC')
    .replace(/[’‘`´]/g, "'")
    .split(BREAK)
    .flatMap((sentence) => {
      // A word said over and over says no more than once
      const found = [...sentence.matchAll(WORD)].filter(
        ([word], at, all) => word.length < 2 || word.toLowerCase() !== all[at - 1]?.[0].toLowerCase(),
      )
      const parts: { text: string; words: string[] }[] = []
      for (let from = 0; from < found.length; from += LONGEST) {
        const end = found[from + LONGEST]?.index ?? sentence.length
        const words = found
          .slice(from, from + LONGEST)
          .map(([word]) => word.toLowerCase().replace(/\d/g, '0'))
        parts.push({ text: sentence.slice(found[from]!.index, end), words })
      }
      return parts
    })

/** FNV-1a, and murmur's finish: the low bits of FNV alone fall together. */
const SEED = 0x811c9dc5
const step = (hash: number, code: number) => Math.imul(hash ^ code, 0x01000193)
const over = (text: string, hash: number) => {
  for (let at = 0; at < text.length; at++) hash = step(hash, text.charCodeAt(at))
  return hash
}
const finish = (hash: number) => {
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) & ((1 << BITS) - 1)
}
const ofText = (text: string) => finish(over(text, SEED))

export const conceptFeature = (name: string) => ofText(`concept ${name}`)

export type See = (feature: number, piece: boolean, at: number) => void

/** Tells each feature of a sentence: words, two that are neighbours, and pieces of 3 to 5 letters of a word. `at`: which word. */
export const eachFeature = (words: string[], see: See): void => {
  const all = ['<', ...words, '>']
  for (let at = 1; at < all.length; at++) {
    const word = all[at]!
    if (at < all.length - 1) see(ofText(`1 ${word}`), false, at - 1)
    see(ofText(`2 ${all[at - 1]} ${word}`), false, at - 1)
  }
  for (const [at, word] of words.entries()) {
    const whole = `_${word}_`
    for (let from = 0; from < whole.length - 2; from++) {
      let hash = step(SEED, 99)
      for (let length = 1; length <= 5 && from + length <= whole.length; length++) {
        hash = step(hash, whole.charCodeAt(from + length - 1))
        if (length >= 3) see(finish(hash), true, at)
      }
    }
  }
}
