import { createHash } from 'node:crypto'
import { withoutEnd } from '../text.ts'

// What frames an apology and is no part of what it says.
const GREETING =
  /^\s*(?:hej|hejsan|tjena|hallå|kära|käre|bästa|bäste|god (?:morgon|dag|kväll|middag)|hei|hallo|kjære|god (?:dag|morgen|kveld)|hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|to)(?![\p{L}])[^.,!:;\n]{0,50}[.,!:;\n]/iu
const SIGNATURE =
  /(?:^|[\s.!?])(?:mvh|m\.?v\.?h\.?|hälsningar|(?:med )?(?:vänlig(?:a)?|bästa|varma|hjärtliga|många) hälsning(?:ar)?|vennlig(?:e)? hilsen|(?:med )?(?:vennlig|beste|varm|hjertelig|mange) hilsen(?:er)?|beste hilsener|hilsen|hilsner|(?:kind|best|warm|warmest|with)? ?regards|best wishes|yours (?:sincerely|truly|faithfully)|sincerely|cheers|best|\/ ?\p{Lu}\p{L}+)(?![\p{L}])[^.!?]{0,80}\s*$/iu

const NUMBERS =
  'en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tjugo|trettio|fyrtio|femtio|hundra|tusen|flera|par|to|fire|seks|sju|åtte|ni|ti|elleve|tjue|tretti|førti|femti|hundre|flere|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|several|few|couple'
const TIMES =
  'sekund(?:er)?|minut(?:er)?|minutt(?:er)?|timm(?:e|ar)|time(?:r)?|dag(?:ar|en|er|arna)?|veck(?:a|or|an)|uk(?:e|er|en|a)|månad(?:er|en)?|måned(?:er|en)?|år(?:et)?|gång(?:er)?|gang(?:er)?|minutes?|hours?|days?|weeks?|months?|years?|times?|idag|dag|today|yesterday|igår|tomorrow|imorgon|now|nu|nå|just|(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en|s|ens)?|(?:man|tirs|ons|tors|fre|lør|søn)dag(?:en|s)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|januari?|februari?|mars|april|ma[ijy]|june?i?|july?i?|august?i?|september|o[kc]tober|november|de[cs]ember|kl|kr|kronor|kroner|sek|nok|eur|euro|gbp|pounds?'
const FACT = new RegExp(`^(?:${NUMBERS}|${TIMES})$`, 'u')

/** A signature is shorter: it is looked for in no more than the end of a text. */
const LONGEST_SIGNATURE = 300

const withoutSignature = (text: string): string => {
  const body = text.trimEnd()
  const from = Math.max(0, body.length - LONGEST_SIGNATURE)
  return body.slice(0, from) + body.slice(from).replace(SIGNATURE, '')
}

const MARKED = /[\p{L}\p{N}’'@#-]+/gu

/** Words with the marks within and before them. */
const wordsOf = (text: string): string[] =>
  (text.match(MARKED) ?? []).map((word) => withoutEnd(word, "’'@#-")).filter((word) => word !== '')

/**
 * What an apology says, as its words: without greeting, signature, names, places and facts. A name is a capital letter
 * within a sentence; a fact a number, a date, an amount or a reference.
 */
export const saying = (text: string): string[] => {
  const body = withoutSignature(text.normalize('NFC').replace(GREETING, ''))
  const all = wordsOf(body)
  // Who writes all in capitals, or Each Word with one, tells no names by them.
  const tells = all.filter((word) => /^\p{Lu}/u.test(word)).length * 2 < all.length
  return body.split(/[.!?\n]+/u).flatMap((sentence) => {
    const words = wordsOf(sentence)
    return words.flatMap((word, at) => {
      const named = tells && at > 0 && /^\p{Lu}/u.test(word) && !/^I(?:[’']|$)/.test(word)
      const plain = word.toLowerCase().replace(/[’'](?:s|m|re|ve|ll|d|t)$/u, '')
      return named || /\p{N}/u.test(word) || FACT.test(plain) ? [] : [plain]
    })
  })
}

/** Two words in a row, each pair once. A text that has nothing but names and facts is compared as it stands. */
const pairsOf = (text: string): Set<string> => {
  const said = saying(text)
  const words =
    said.length >= FEWEST
      ? said
      : (text
          .normalize('NFC')
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [])
  return new Set(
    words.slice(0, Math.max(1, words.length - 1)).map((word, at) => `${word} ${words[at + 1] ?? ''}`),
  )
}
const FEWEST = 4

/** Its words by their beginnings, each once, in whatever order: a paraphrase keeps them, and changes the endings. */
const wordsIn = (text: string): Set<string> => {
  const said = saying(text)
  return said.length >= FEWEST ? new Set(said.map((word) => word.slice(0, STEM))) : pairsOf(text)
}
const STEM = 5

/** From this on an apology says the same as another. Chosen and measured on labelled pairs: sameness.test.ts. */
export const THRESHOLD = 0.445

/** How much of what two apologies say is the same, 0 to 1: Jaccard's index of their words. */
export const similarity = (a: string, b: string): number => {
  const [one, other] = [wordsIn(a), wordsIn(b)]
  const both = [...one].filter((word) => other.has(word)).length
  return both / (one.size + other.size - both)
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** The same for two apologies that differ in greeting, signature, names and facts alone. */
export const sameness = (text: string): string => sha256([...pairsOf(text)].join('\n'))

/** As it was made before: of the text without case and white space. */
export const oldSameness = (text: string): string =>
  sha256(text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim())

/**
 * What a database's index finds look-alikes by: two texts share a key the more likely, the more alike they are (MinHash
 * in bands: Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4). Signed 32 bits each. 98 %
 * of the pairs with an index of 0.45 share at least one key; 5 % of those with 0.15.
 */
export const keysOf = (text: string): number[] => keys(wordsIn(text), { bands: 96, rows: 4, from: 1000 })

/** As apologies were kept before: of pairs of words. Looked for too, so that those are found. */
export const keysBefore = (text: string): number[] => keys(pairsOf(text), { bands: 80, rows: 3, from: 0 })

const keys = (of: Set<string>, { bands, rows, from }: { bands: number; rows: number; from: number }) => {
  const hashes = [...of].map(hash)
  return Array.from({ length: bands }, (_, band) => {
    let key = mix(from + band + 1)
    for (let row = 0; row < rows; row++) {
      const salt = mix(from + band * rows + row + 0x9e3779b9)
      let least = 0xffffffff
      for (const one of hashes) least = Math.min(least, mix(one ^ salt) >>> 0)
      key = mix(key ^ least)
    }
    return key | 0
  })
}

/** FNV-1a. */
const hash = (text: string): number => {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h
}
/** MurmurHash3's finish: every bit of the input moves every bit of the output. */
const mix = (n: number): number => {
  let h = n ^ (n >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
