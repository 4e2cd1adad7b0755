import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { conceptsIn } from '../../src/care/severe/concepts.ts'
import { BITS, CONCEPT, conceptFeature, eachFeature, sentencesOf } from '../../src/care/severe/features.ts'
import { chances, walk } from '../../src/care/severe/packed.ts'
import { type Model, severity } from '../../src/care/severe/severe.ts'
import { harmless, severe } from '../fixtures/severity.ts'

/**
 * Learns the weights by which words are severe (src/care/severe/weights.ts) from the lines in this folder whose authors'
 * work is not measured any more: a softmax over the four kinds and none, where a line that is severe of no said kind
 * counts for whichever fits. `npm run words:train` writes them, the same each time; `npm run words:train -- left-out`
 * leaves each set of authors out in turn and prints what a threshold then misses and alarms on.
 */
const KINDS = ['injury', 'legal', 'breach', 'discrimination']
const FIXTURE_KINDS = ['injury', 'legal threat', 'data breach', 'discrimination']
const LANGUAGES = ['en', 'sv', 'nb'] as const
/** Tuning and held have the same authors. */
const SETS = {
  train: ['train'],
  held: ['tuning', 'held'],
  fresh: ['fresh'],
  fresh2: ['fresh2'],
  fresh3: ['fresh3'],
}

const ROUNDS = 16
/** The mean of the last rounds is less of chance than the last. */
const MEAN = 12
const RATE = 0.3
const L2 = 6e-4
/** A feature of fewer lines teaches nothing; a weight below `LEAST` is none; weights are multiples of `STEP`. */
const LINES = 2
const LEAST = 0.2
const STEP = 0.5

/** `kind`: 0 none, 1 to 4 as in KINDS, -1 severe of any kind. */
export type Line = { set: string; label: string; text: string; kind: number }
type Vector = { features: Int32Array; values: Float32Array }

const kindOf = (label: string) =>
  label.startsWith('severe') ? KINDS.indexOf(label.slice('severe-'.length)) + 1 || -1 : 0

export const linesToLearn = (): Line[] =>
  LANGUAGES.flatMap((language) => [
    ...Object.entries(SETS).flatMap(([set, files]) =>
      files.flatMap((file) =>
        readFileSync(join(import.meta.dirname, `${language}.${file}.tsv`), 'utf8')
          .split('\n')
          .map((line) => line.split('\t') as [string, string])
          .filter(([label]) => /^(?:severe|harmless|ordinary)/.test(label))
          .map(([label, text]) => ({ set, label, text, kind: kindOf(label) })),
      ),
    ),
    ...severe[language].map(([text, kinds]) => ({
      set: 'fixtures',
      label: 'severe',
      text,
      kind: FIXTURE_KINDS.indexOf(kinds[0]!) + 1,
    })),
    ...harmless[language].map((text) => ({ set: 'fixtures', label: 'harmless', text, kind: 0 })),
  ])

const vectorOf = (text: string): Vector => {
  const seen: [Map<number, number>, Map<number, number>] = [new Map(), new Map()]
  const counts = [0, 0]
  const concepts = new Set<number>()
  for (const sentence of sentencesOf(text)) {
    eachFeature(sentence.words, (feature, isPiece) => {
      const of = isPiece ? 1 : 0
      counts[of]!++
      seen[of].set(feature, (seen[of].get(feature) ?? 0) + 1)
    })
    for (const concept of conceptsIn(sentence.text)) concepts.add(conceptFeature(concept))
  }
  const all = new Map<number, number>()
  const add = (feature: number, value: number) => all.set(feature, (all.get(feature) ?? 0) + value)
  for (const of of [0, 1] as const)
    for (const [feature, times] of seen[of]) add(feature, times / Math.sqrt(counts[of]! || 1))
  for (const concept of concepts) add(concept, CONCEPT)
  return { features: Int32Array.from(all.keys()), values: Float32Array.from(all.values()) }
}

const vectors = new Map<string, Vector>()
const vector = (text: string) => {
  const kept = vectors.get(text) ?? vectorOf(text)
  vectors.set(text, kept)
  return kept
}

/** The same numbers in the same order each time (mulberry32). */
const chance = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

export const learn = (lines: Line[]): Model => {
  const size = 4 << BITS
  const seen = new Uint16Array(1 << BITS)
  for (const { text } of lines) for (const feature of vector(text).features) seen[feature]!++
  const data = lines.map(({ text, kind }) => {
    const { features, values } = vector(text)
    const kept = [...features.keys()].filter((at) => seen[features[at]!]! >= LINES)
    return { kind, features: kept.map((at) => features[at]! * 4), values: kept.map((at) => values[at]!) }
  })
  const weights = new Float64Array(size + 4)
  const steps = new Float64Array(size + 4).fill(1e-2)
  const mean = new Float64Array(size + 4)
  const move = (at: number, by: number) => {
    steps[at]! += by * by
    weights[at]! -= (RATE * by) / Math.sqrt(steps[at]!)
  }
  const random = chance(7)
  const order = [...data.keys()]
  for (let round = 0; round < ROUNDS; round++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1))
      ;[order[at], order[other]] = [order[other]!, order[at]!]
    }
    for (const at of order) {
      const { kind, features, values } = data[at]!
      const odds = [0, 1, 2, 3].map((of) => {
        let sum = weights[size + of]!
        for (let n = 0; n < features.length; n++) sum += weights[features[n]! + of]! * values[n]!
        return Math.exp(sum)
      })
      const severe = odds[0]! + odds[1]! + odds[2]! + odds[3]!
      for (let of = 0; of < 4; of++) {
        const wanted = kind === of + 1 ? 1 : kind === -1 ? odds[of]! / severe : 0
        const error = odds[of]! / (1 + severe) - wanted
        if (Math.abs(error) < 1e-4) continue
        for (let n = 0; n < features.length; n++)
          move(features[n]! + of, error * values[n]! + L2 * weights[features[n]! + of]!)
        move(size + of, error)
      }
    }
    if (round >= ROUNDS - MEAN) for (let at = 0; at < mean.length; at++) mean[at]! += weights[at]! / MEAN
  }
  const rounded = Int8Array.from(mean.subarray(0, size), (weight) =>
    Math.abs(weight) < LEAST ? 0 : Math.max(-30, Math.min(30, Math.round(weight / STEP))),
  )
  return {
    weights: rounded,
    step: STEP,
    bias: [...mean.subarray(size)].map((one) => Math.round(one * 100) / 100),
  }
}

/** As src/care/severe/packed.ts unpacks it. */
const pack = (weights: Int8Array): string => {
  const { cut, saw } = chances()
  const bytes: number[] = []
  let [low, range] = [0, 0xffffffff]
  /** The last byte and the 0xff after it: a carry may still change them. */
  let [last, many] = [0, 1]
  const shift = () => {
    if (low < 0xff000000 || low > 0xffffffff) {
      const carry = low > 0xffffffff ? 1 : 0
      for (let byte = last; many > 0; many--, byte = 0xff) bytes.push((byte + carry) & 0xff)
      last = Math.floor(low / 0x1000000) & 0xff
    }
    many++
    low = (low & 0xffffff) * 0x100
  }
  walk(weights, (context, bit) => {
    const below = cut(range, context)
    if (!bit) low += below
    range = bit ? below : range - below
    saw(context, bit)
    for (; range < 0x1000000; range = (range << 8) >>> 0) shift()
    return bit
  })
  for (let n = 0; n < 5; n++) shift()
  return Buffer.from(bytes).toString('base64')
}

const written = ({
  weights,
  bias,
}: Model): string => `/** Made by \`npm run words:train\`: not to be written by hand. */
export const BIAS = [${bias.join(', ')}]
export const STEP = ${STEP}
export const WEIGHTS =
  '${pack(weights)}'
`

const FILE = join(import.meta.dirname, '../../src/care/severe/weights.ts')
export const weightsFile = () => ({
  made: written(learn(linesToLearn())),
  kept: existsSync(FILE) ? readFileSync(FILE, 'utf8') : '',
})

/** A fifth of the newest lines: their authors stay among those learned from. */
const isFifth = ({ text }: Line) =>
  [...text].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % 5 === 0
const FOLDS: Record<string, (line: Line) => boolean> = {
  fresh: ({ set }) => set === 'fresh',
  fresh2: ({ set }) => set === 'fresh2',
  fresh3: ({ set }) => set === 'fresh3',
  held: ({ set }) => set === 'held',
  'a fifth of train': (line) => line.set === 'train' && isFifth(line),
}

const leaveOut = () => {
  const lines = linesToLearn()
  for (const [name, out] of Object.entries(FOLDS)) {
    const learned = learn(lines.filter((line) => !out(line)))
    const judged = lines.filter(out).map((line) => ({ ...line, odds: severity(line.text, learned) }))
    const share = (is: (label: string) => boolean, wrong: (odds: number) => boolean) => {
      const of = judged.filter(({ label }) => is(label))
      return `${((100 * of.filter(({ odds }) => wrong(odds)).length) / of.length).toFixed(1)} %`
    }
    for (let from = -1.2; from < 0.5; from += 0.2)
      console.log(
        `${name} left out, from ${from.toFixed(1)}: severe missed ${share(
          (label) => label.startsWith('severe') && label !== 'severe-hard',
          (odds) => odds <= from,
        )}, ` +
          `harmless alarmed ${share(
            (label) => label === 'harmless',
            (odds) => odds > from,
          )}, ordinary ${share(
            (label) => label === 'ordinary',
            (odds) => odds > from,
          )}`,
      )
  }
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv[2] === 'left-out') leaveOut()
  else writeFileSync(FILE, weightsFile().made)
}
