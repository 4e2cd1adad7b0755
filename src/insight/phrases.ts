import type { Counts } from './logOdds.ts'
import { BREAK, type Language, type Read } from './words.ts'

/** Dissatisfied now, satisfied now, dissatisfied before. */
export const GROUPS = ['now', 'satisfied', 'before'] as const
export type Group = (typeof GROUPS)[number]
/** One phrase: its words, how many comments of each group hold it, among how many words, and those of now. */
export type Phrases = { stems: number[]; language: Language; counts: Record<Group, Counts>; where: number[] }

/** A phrase that fewer dissatisfied comments hold is no theme. */
const FEWEST = 5
const LONGEST = 3

type Found = Phrases & { seen: number }

/**
 * Every phrase of one to three words that at least five dissatisfied comments of now hold, counted once a comment. A longer
 * one is only looked at where its parts are that common.
 */
export function phrasesOf(read: readonly Read[], groups: readonly (Group | null)[]): Phrases[] {
  const known: Map<number | string, Found>[] = []
  for (let length = 1; length <= LONGEST; length++) {
    const here = new Map<number | string, Found>()
    const shorter = known.at(-1)
    /** The phrase that starts here, or undefined where a break or a rare part is in it. */
    const keyAt = (words: readonly number[], at: number): number | string | undefined => {
      if (length === 1) return words[at]! === BREAK ? undefined : words[at]
      if (at + length > words.length) return undefined
      const first = length === 2 ? words[at]! : pair(words[at]!, words[at + 1]!)
      const second = length === 2 ? words[at + 1]! : pair(words[at + 1]!, words[at + 2]!)
      if (!shorter!.has(first) || !shorter!.has(second)) return undefined
      return length === 2 ? pair(words[at]!, words[at + 1]!) : `${first} ${words[at + 2]}`
    }
    const pass = (
      wanted: (group: Group) => boolean,
      visit: (found: Found, comment: number) => void,
      make: boolean,
    ) =>
      read.forEach(({ language, words }, comment) => {
        const group = groups[comment]
        if (!group || !wanted(group)) return
        for (let at = 0; at + length <= words.length; at++) {
          const key = keyAt(words, at)
          if (key === undefined) continue
          let found = here.get(key)
          if (!found) {
            if (!make) continue
            found = { stems: words.slice(at, at + length), language, counts: none(), where: [], seen: -1 }
            here.set(key, found)
          }
          if (found.seen === comment) continue
          found.seen = comment
          visit(found, comment)
        }
      })
    pass(
      (group) => group === 'now',
      (found, comment) => found.where.push(comment),
      true,
    )
    for (const [key, found] of here) if (found.where.length < FEWEST) here.delete(key)
    pass(
      (group) => group !== 'now',
      (found, comment) => found.counts[groups[comment]!].count++,
      false,
    )
    known.push(here)
  }
  const totals = wordsOf(read, groups)
  return known.flatMap((here) =>
    [...here.values()].map(({ seen: _, ...found }) => {
      found.counts.now.count = found.where.length
      for (const group of GROUPS) found.counts[group].of = totals.get(found.language)![group]
      return found
    }),
  )
}

/** How many words each group has in each language. */
function wordsOf(
  read: readonly Read[],
  groups: readonly (Group | null)[],
): Map<Language, Record<Group, number>> {
  const totals = new Map<Language, Record<Group, number>>()
  read.forEach(({ language, words }, comment) => {
    const group = groups[comment]
    if (!group) return
    const sum = totals.get(language) ?? { now: 0, satisfied: 0, before: 0 }
    for (const word of words) if (word !== BREAK) sum[group]++
    totals.set(language, sum)
  })
  return totals
}

/** Two numbers of words as one; exact for up to 67 million words. */
const pair = (one: number, other: number) => one * 2 ** 26 + other
const none = (): Record<Group, Counts> => ({
  now: { count: 0, of: 0 },
  satisfied: { count: 0, of: 0 },
  before: { count: 0, of: 0 },
})
