import type { Counts } from './logOdds.ts'
import { BREAK, type Language, type Read } from './words.ts'

/** Dissatisfied now, satisfied now, dissatisfied before. */
export const GROUPS = ['now', 'satisfied', 'before'] as const
export type Group = (typeof GROUPS)[number]
/**
 * One phrase: its words, how many comments of each group hold it, among how many words, and those of now. `comments`: how
 * many each group has in the language.
 */
export type Phrases = {
  stems: number[]
  language: Language
  counts: Record<Group, Counts>
  comments: Record<Group, number>
  where: number[]
}

/** A phrase that fewer dissatisfied comments hold is no theme. */
const FEWEST = 5
const LONGEST = 3

/** A phrase on the way to longer ones, by their next word. `seen`: the last comment that holds it. */
type Found = Omit<Phrases, 'comments'> & { seen: number; next: Map<number, Found>; before: Found | null }

/**
 * Every phrase of one to three words that at least five dissatisfied comments of now hold, counted once a comment. A longer
 * one is only looked at where its parts are that common.
 */
export function phrasesOf(read: readonly Read[], groups: readonly (Group | null)[]): Phrases[] {
  const root = made([], 'en', null)
  const all: Found[] = []
  for (let length = 1; length <= LONGEST; length++) {
    let here: Found[] = []
    read.forEach(({ language, words }, comment) => {
      if (groups[comment] !== 'now') return
      for (let at = 0; at + length <= words.length; at++) {
        const last = words[at + length - 1]!
        if (last === BREAK) continue
        const parent = phraseAt(root, words, at, length - 1)
        if (!parent || (length > 1 && !phraseAt(root, words, at + 1, length - 1))) continue
        let found = parent.next.get(last)
        if (!found) {
          found = made([...parent.stems, last], language, parent)
          parent.next.set(last, found)
          here.push(found)
        }
        if (found.seen === comment) continue
        found.seen = comment
        found.where.push(comment)
      }
    })
    here = here.filter((found) => {
      const common = found.where.length >= FEWEST
      if (!common) found.before!.next.delete(found.stems.at(-1)!)
      return common
    })
    all.push(...here)
  }
  countOthers(root, read, groups)
  const totals = wordsOf(read, groups)
  return all.map(({ stems, language, counts, where }) => {
    counts.now.count = where.length
    const { words, comments } = totals.get(language)!
    for (const group of GROUPS) counts[group].of = words[group]
    return { stems, language, counts, comments, where }
  })
}

/** How many comments of the other groups hold each of the phrases. */
function countOthers(root: Found, read: readonly Read[], groups: readonly (Group | null)[]): void {
  read.forEach(({ words }, comment) => {
    const group = groups[comment]
    if (!group || group === 'now') return
    for (let at = 0; at < words.length; at++) {
      let found = root.next.get(words[at]!)
      for (let to = at + 1; found; found = found.next.get(words[to++]!)) {
        if (found.seen !== comment) found.counts[group].count++
        found.seen = comment
      }
    }
  })
}

const phraseAt = (root: Found, words: readonly number[], at: number, length: number): Found | undefined => {
  let found: Found | undefined = root
  for (let to = at; found && to < at + length; to++) found = found.next.get(words[to]!)
  return found
}

type Totals = { words: Record<Group, number>; comments: Record<Group, number> }

/** How many words and comments each group has in each language. */
function wordsOf(read: readonly Read[], groups: readonly (Group | null)[]): Map<Language, Totals> {
  const totals = new Map<Language, Totals>()
  read.forEach(({ language, words }, comment) => {
    const group = groups[comment]
    if (!group) return
    const sum = totals.get(language) ?? { words: noneYet(), comments: noneYet() }
    sum.comments[group]++
    for (const word of words) if (word !== BREAK) sum.words[group]++
    totals.set(language, sum)
  })
  return totals
}
const noneYet = (): Record<Group, number> => ({ now: 0, satisfied: 0, before: 0 })

const made = (stems: number[], language: Language, before: Found | null): Found => ({
  stems,
  language,
  counts: none(),
  where: [],
  seen: -1,
  next: new Map(),
  before,
})
const none = (): Record<Group, Counts> => ({
  now: { count: 0, of: 0 },
  satisfied: { count: 0, of: 0 },
  before: { count: 0, of: 0 },
})
