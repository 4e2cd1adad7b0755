import { type Random, randomFrom } from '../../src/insight/random.ts'

/** All chance of the demo: the same seed gives the same. */
export type Dice = {
  chance: (share: number) => boolean
  /** From `low` up to, and without, `high`. */
  between: (low: number, high: number) => number
  whole: (low: number, high: number) => number
  of: <T>(list: readonly T[]) => T
  /** So many of the list, each once. */
  some: <T>(list: readonly T[], count: number) => T[]
  /** One of the keys, as often as its weight says. */
  weighted: <K extends string>(weights: Partial<Record<K, number>>) => K
  /** Log-normal around its median: most are short, a few very long. */
  around: (median: number, spread?: number) => number
  uuid: () => string
}

export const diceFrom = (seed: number): Dice => {
  const next: Random = randomFrom(seed)
  const between = (low: number, high: number) => low + next() * (high - low)
  const whole = (low: number, high: number) => Math.floor(between(low, high))
  // Three uniform numbers are near enough to a normal one
  const normal = () => (next() + next() + next() - 1.5) * 2
  return {
    chance: (share) => next() < share,
    between,
    whole,
    of: (list) => list[whole(0, list.length)]!,
    some: (list, count) => {
      const left = [...list]
      return Array.from({ length: count }, () => left.splice(whole(0, left.length), 1)).flat()
    },
    weighted: <K extends string>(weights: Partial<Record<K, number>>) => {
      const entries = Object.entries(weights) as [K, number][]
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        left -= weight
        if (left < 0) return key
      }
      return entries.at(-1)![0]
    },
    around: (median, spread = 0.6) => median * Math.exp(spread * normal()),
    uuid: () => {
      const hex = Array.from({ length: 32 }, () => whole(0, 16).toString(16))
      hex[12] = '4'
      hex[16] = '8'
      const text = hex.join('')
      return [0, 8, 12, 16, 20].map((from, at, all) => text.slice(from, all[at + 1])).join('-')
    },
  }
}
