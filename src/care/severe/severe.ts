import { conceptsIn } from './concepts.ts'
import { BITS, CONCEPT, conceptFeature, eachFeature, sentencesOf } from './features.ts'
import { ownLife } from './ownLife.ts'
import { unpack } from './packed.ts'
import { BIAS, STEP, WEIGHTS } from './weights.ts'

/** What makes a dissatisfaction as severe as can be, whatever the score. */
export type Severe = 'own life' | 'injury' | 'legal threat' | 'data breach' | 'discrimination'
/** Those that were learned, in the order of the weights. */
const KINDS: Severe[] = ['injury', 'legal threat', 'data breach', 'discrimination']

/** The log odds from which words are severe: chosen where authors and sets were left out in turn (test/blind/train.ts). */
const THRESHOLD = -0.2
/** By how much the log odds shrink for each e-fold of what is judged: from letters of 40 lines whose authors were left out. */
const MANY = 0.15
/** Neighbouring sentences are judged together up to so many words. */
const WINDOW = 40

export type Model = { weights: Int8Array; bias: number[]; step: number }
// 1 MB, read at the first words
let own: Model | undefined
const learned = (): Model => {
  own ??= { weights: unpack(WEIGHTS, new Int8Array(KINDS.length << BITS)), bias: BIAS, step: STEP }
  return own
}
/** A sentence as sums, so that sentences are judged together without being read again. */
type Read = { words: string[]; word: number[]; piece: number[]; counts: [number, number]; concepts: number[] }

const read = ({ weights }: Model, { text, words }: { text: string; words: string[] }): Read => {
  const [word, piece] = [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]
  const counts: [number, number] = [0, 0]
  eachFeature(words, (feature, isPiece) => {
    counts[isPiece ? 1 : 0]++
    const sums = isPiece ? piece : word
    for (let kind = 0; kind < 4; kind++) sums[kind]! += weights[feature * 4 + kind]!
  })
  return { words, word, piece, counts, concepts: conceptsIn(text).map(conceptFeature) }
}

const rootsOf = (sentences: Read[]): [number, number] =>
  ([0, 1] as const).map((of) =>
    Math.sqrt(sentences.reduce((sum, { counts }) => sum + counts[of], 0) || 1),
  ) as [number, number]

/** Log odds of each kind against none. */
const oddsOf = ({ weights, bias, step }: Model, sentences: Read[]): number[] => {
  const [words, pieces] = rootsOf(sentences)
  const concepts = [...new Set(sentences.flatMap((one) => one.concepts))]
  return KINDS.map((_, kind) => {
    let sum = 0
    for (const { word, piece } of sentences) sum += word[kind]! / words + piece[kind]! / pieces
    for (const concept of concepts) sum += CONCEPT * weights[concept * 4 + kind]!
    return bias[kind]! + step * sum
  })
}

/** Each sentence alone, so that what is said beside it hides nothing, and neighbours, half of which go with the next. */
const windowsOf = (sentences: Read[]): Read[][] => {
  const windows: Read[][] = sentences.map((sentence) => [sentence])
  for (let from = 0; from < sentences.length; ) {
    let end = from
    let words = 0
    do words += sentences[end++]!.words.length
    while (end < sentences.length && words + sentences[end]!.words.length <= WINDOW)
    if (end > from + 1) windows.push(sentences.slice(from, end))
    from = end === sentences.length ? end : Math.max(from + 1, (from + end) >> 1)
  }
  return windows
}

/** The log odds that anything severe is named. */
const together = (odds: number[]): number => Math.log(odds.reduce((sum, z) => sum + Math.exp(z), 0))

/** What is judged, each with its log odds, less for each of many: of a hundred harmless sentences one may sound severe. */
const judged = (text: string, model = learned()) => {
  const windows = windowsOf(sentencesOf(text).map((sentence) => read(model, sentence)))
  const less = MANY * Math.log(windows.length)
  return windows.map((sentences) => ({
    sentences,
    odds: oddsOf(model, sentences).map((odds) => odds - less),
  }))
}

/** How severe the words are at their worst, as log odds. */
export const severity = (text: string, model?: Model): number =>
  Math.max(Number.NEGATIVE_INFINITY, ...judged(text, model).map(({ odds }) => together(odds)))

/** Which of the severe things the words name, in Swedish, Norwegian or English. Pure, and linear in the text. */
export const severeIn = (text: string, from = THRESHOLD): Severe[] => {
  const named = new Set(
    judged(text)
      .filter(({ odds }) => together(odds) > from)
      .flatMap(({ odds }) => {
        const most = Math.max(...odds)
        return KINDS.filter((_, kind) => odds[kind] === most || odds[kind]! > from)
      }),
  )
  return [...(ownLife(text) ? (['own life'] as const) : []), ...KINDS.filter((kind) => named.has(kind))]
}

/** The words that weighed most, heaviest first, for who asks why. Empty where nothing learned is severe. */
export const whySevere = (text: string, most = 5): string[] => {
  const { weights } = learned()
  const heard = new Map<string, number>()
  for (const { sentences, odds } of judged(text)) {
    if (together(odds) <= THRESHOLD) continue
    const kind = odds.indexOf(Math.max(...odds))
    const roots = rootsOf(sentences)
    for (const { words } of sentences)
      eachFeature(words, (feature, isPiece, at) => {
        const word = words[at]
        if (word && /\p{L}/u.test(word))
          heard.set(word, (heard.get(word) ?? 0) + weights[feature * 4 + kind]! / roots[isPiece ? 1 : 0])
      })
  }
  const heaviest = [...heard].filter(([, weight]) => weight > 0).sort(([, a], [, b]) => b - a)
  return heaviest.slice(0, most).map(([word]) => word)
}
