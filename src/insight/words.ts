import { stemmer as norwegian } from '@orama/stemmers/norwegian'
import { stemmer as swedish } from '@orama/stemmers/swedish'
import { eng } from 'stopword/src/stopwords_eng.js'
import { nob } from 'stopword/src/stopwords_nob.js'
import { swe } from 'stopword/src/stopwords_swe.js'
import english from 'wink-porter2-stemmer'
import { mayBeMood } from './mood.ts'

/** The languages that comments are read in. One in another language is read as the one its page had. */
const LANGUAGES = ['nb', 'sv', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Letters that only Norwegian has of the three, and only Swedish. */
const LETTERS = [/[æø]/, /[äö]/, null]

/** Words that the lists stop, and that complaints are about. */
const KEPT = {
  en: 'not no never nobody nothing none without again wrong long late',
  sv: 'inte ingen inget inga ingenting aldrig ej utan dålig dåligt dåliga sämre sämst sen sent senare sena långsam långsamt långsammare lång långt länge bra bäst fel fick',
  nb: 'ikke ingen ingenting intet aldri uten',
}
/** Words that tell something beside others, and nothing alone; so do those of `KEPT`. */
const BARE = {
  en: "one two say says said told tell ask asked get got time still even just i'm it's can't won't don't didn't",
  sv: 'en ett två stod fick får säger sa sade frågade sagt',
  nb: 'en et to får fikk sier sa spurte sagt står',
}
const LISTS: Record<Language, string[]> = { en: eng, sv: swe, nb: nob }
/** The English one takes a 3 for a mark of its own. */
const STEM: Record<Language, (word: string) => string> = {
  en: (word) => (word.includes('3') ? word : english(word)),
  sv: swedish,
  nb: norwegian,
}
const without = (language: Language) => {
  const kept = new Set(KEPT[language].split(' '))
  return new Set(LISTS[language].filter((word) => !kept.has(word)))
}

/** A word of a clause as a number, or `BREAK` where a clause ends: a phrase does not reach over it. */
export const BREAK = -1
const STOPPED = -2
/** A comment as it is read: its language, its words without those that say nothing, and whether any may be angry or praise. */
export type Read = { language: Language; words: number[]; mood: boolean }

/** What stands between two spaces: its words, what they say of the language, and in each its stems and how often it was met. */
type Chunk = {
  words: (string | null)[]
  hint: number[] | null
  mood: boolean
  stems: (number[] | null)[]
  met: number[]
}

/**
 * Reads comments chunk by chunk, with a memory of every chunk, since most come again. `formOf` says how the words of a number
 * were written most often.
 */
export function wordReader() {
  const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
  const tongues = LANGUAGES.map((language) => ({
    language,
    listed: new Set(LISTS[language]),
    stop: without(language),
    stem: STEM[language],
    seen: new Map<string, number>(),
  }))
  const chunks = new Map<string, Chunk>()
  const numbers = new Map<string, number>()

  const split = (chunk: string): Chunk => {
    const words: Chunk['words'] = []
    const plain = PLAIN.exec(chunk)
    if (plain) words.push(plain[1]!, ...(plain[2] ? [null] : []))
    else
      for (const { segment, isWordLike } of segmenter.segment(chunk)) {
        if (isWordLike && segment.length <= LONGEST && /\p{L}/u.test(segment)) words.push(segment)
        else if (/[.,;:!?()]/.test(segment)) words.push(null)
      }
    const hints = words.flatMap((word) => (word === null ? [] : [hintOf(word)]))
    const hint = tongues.map((_, at) => hints.reduce((sum, one) => sum + one[at]!, 0))
    return {
      words,
      hint: hint.some((one) => one > 0) ? hint : null,
      mood: mayBeMood(chunk),
      stems: tongues.map(() => null),
      met: tongues.map(() => 0),
    }
  }
  /** How much a word speaks for each language: a stop word is worth 1, shared among the languages that have it. */
  const hintOf = (word: string): number[] => {
    const of = tongues.map(({ listed }) => (listed.has(word) ? 1 : 0))
    const sum = of.reduce<number>((all, one) => all + one, 0) || 1
    const letters = LETTERS.map((of) => (of?.test(word) ? 0.5 : 0))
    return tongues.map((_, at) => of[at]! / sum + letters[at]!)
  }
  const stemOf = (word: string | null, at: number): number => {
    const { language, stop, listed, stem, seen } = tongues[at]!
    if (word === null) return BREAK
    if (stop.has(word) || (word.length === 1 && !listed.has(word))) return STOPPED
    const known = seen.get(word)
    if (known !== undefined) return known
    const key = `${language}:${stem(word)}`
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    seen.set(word, number)
    return number
  }

  const read = (text: string, page?: string): Read => {
    // The page's own language counts as half a stop word: it decides where the words don't.
    const own = LANGUAGES.find((language) => language === page) ?? 'en'
    const scores: number[] = LANGUAGES.map((language) => (language === own ? 0.5 : 0))
    const found: Chunk[] = []
    const lower = text.toLowerCase()
    let mood = false
    // Splitting at one character is several times as fast as by a pattern
    for (const written of ODD_SPACE.test(lower) ? lower.split(/\s+/) : lower.split(' ')) {
      if (written === '') continue
      let chunk = chunks.get(written)
      if (!chunk) {
        chunk = split(written)
        chunks.set(written, chunk)
      }
      found.push(chunk)
      mood ||= chunk.mood
      const { hint } = chunk
      if (hint) for (let at = 0; at < hint.length; at++) scores[at]! += hint[at]!
    }
    const at = scores.indexOf(Math.max(...scores))
    const words: number[] = []
    for (const chunk of found) {
      let stems = chunk.stems[at]
      if (!stems) {
        stems = chunk.words.map((word) => stemOf(word, at)).filter((stem) => stem !== STOPPED)
        chunk.stems[at] = stems
      }
      chunk.met[at]!++
      for (let stem = 0; stem < stems.length; stem++) words.push(stems[stem]!)
    }
    return { language: LANGUAGES[at]!, words, mood }
  }

  /** The way a word was written most often. */
  const formOf = (stem: number): string => {
    const forms = new Map<string, number>()
    for (const { words, stems, met } of chunks.values())
      stems.forEach((of, at) => {
        if (!of?.includes(stem)) return
        for (const word of words)
          if (word !== null && stemOf(word, at) === stem) forms.set(word, (forms.get(word) ?? 0) + met[at]!)
      })
    return [...forms].reduce((most, one) => (one[1] > most[1] ? one : most))[0]
  }
  const bare = new Set(
    tongues.flatMap(({ language }, at) =>
      `${KEPT[language]} ${BARE[language]}`.split(' ').map((word) => stemOf(word, at)),
    ),
  )
  /** Whether it says nothing alone, such as "not". */
  const isBare = (stem: number): boolean => bare.has(stem)
  return { read, formOf, isBare }
}
/** Longer than this is no word: an address, a number of letters. */
const LONGEST = 40
const ODD_SPACE = /[^\S ]/
/** Latin letters alone are one word, which the segmenter would say too, 20 µs later. */
const PLAIN = /^(\p{Script=Latin}{1,40})([.,;:!?]*)$/u
