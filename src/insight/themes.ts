import { adjusted } from './comparisons.ts'
import { moreCommonP } from './exact.ts'
import { logOddsZ } from './logOdds.ts'
import { isMixed } from './mood.ts'
import { GROUPS, type Group, type Phrases, phrasesOf } from './phrases.ts'
import { type Language, type Read, wordReader } from './words.ts'

/** `language` is that of the page; `drivers` those the answer names; `period` is now, or the 28 days before it. */
export type Comment = {
  text: string
  language?: string
  dissatisfied: boolean
  drivers: readonly string[]
  period: 'now' | 'before'
}
export type Theme = {
  /** The longest that most of them hold, as it was written most often, without words that say nothing. */
  phrase: string
  language: Language
  /** Dissatisfied comments of now that hold its core, and of the days before. */
  count: number
  before: number
  /** How likely chance alone makes it so common, adjusted for all phrases looked at. */
  p: number
  /** How much more common it is than there, in standard errors. */
  againstSatisfied: number
  againstBefore: number
  /** The driver these comments name most; null where they name none. */
  driver: string | null
  /** The comments that are counted, as indices, and up to three to quote. */
  where: number[]
  quotes: number[]
}

/** Three in a hundred phrases that are called a theme are chance. */
const LEVEL = 0.03
/** Words of the prior: it weighs as much as this many. */
const PRIOR = 500
const QUOTES = 3
/** Two phrases with so large a part of their comments in common tell the same. */
const SAME = 0.5
const NEARLY = 0.6

/**
 * What dissatisfied customers write about more than satisfied ones do, or more than dissatisfied ones did before; the most
 * striking first. `mixed` are the comments of now whose words say the opposite of the answer. Pure, no model, no network.
 * z is by log-odds, and its prior all that was read in the language. p is exact, since a normal one misses what a few comments
 * say: by comments, one-sided, against both other groups together, adjusted by Benjamini and Hochberg over all phrases.
 */
export function themesIn(comments: readonly Comment[]): { themes: Theme[]; mixed: number[] } {
  const reader = wordReader()
  const groups = comments.map(groupOf)
  // Satisfied ones of before are compared with nothing, and reading is what takes time.
  const read = comments.map(({ text, language }, at) =>
    groups[at] === null ? UNREAD : reader.read(text, language),
  )
  const found = phrasesOf(read, groups).filter(({ stems }) => stems.length > 1 || !reader.isBare(stems[0]!))
  const tests = found.map((phrase) => contrasts(phrase))
  const ps = adjusted(found.map(chance))
  const candidates = found
    .map((phrase, at) => ({
      phrase,
      p: ps[at]!,
      againstSatisfied: tests[at]!.satisfied,
      againstBefore: tests[at]!.before,
    }))
    .filter(({ p }) => p <= LEVEL)
    .sort((a, b) => strength(b) - strength(a) || b.phrase.stems.length - a.phrase.stems.length)
  const kept: typeof candidates = []
  for (const one of candidates)
    if (!kept.some((other) => same(one.phrase.where, other.phrase.where))) kept.push(one)
  const longest = (core: Phrases) =>
    candidates.reduce((best, { phrase }) => (saysMore(phrase, core, best) ? phrase : best), core)
  return {
    themes: kept.map(({ phrase, ...contrasts }) => ({
      phrase: longest(phrase).stems.map(reader.formOf).join(' '),
      language: phrase.language,
      count: phrase.where.length,
      before: phrase.counts.before.count,
      ...contrasts,
      driver: mostNamed(phrase.where.map((at) => comments[at]!.drivers)),
      where: phrase.where,
      quotes: quotesFrom(longest(phrase).where, comments),
    })),
    mixed: comments.flatMap(({ text, dissatisfied, period }, at) =>
      period === 'now' && read[at]!.mood && isMixed(text, read[at]!.language, dissatisfied) ? [at] : [],
    ),
  }
}

const groupOf = ({ dissatisfied, period }: Comment): Group | null =>
  period === 'now' ? (dissatisfied ? 'now' : 'satisfied') : dissatisfied ? 'before' : null
const UNREAD: Read = { language: 'en', words: [], mood: false }

const strength = (one: { againstSatisfied: number; againstBefore: number }) =>
  Math.max(one.againstSatisfied, one.againstBefore)

/** A group that has no comments says nothing either way. */
function contrasts({ counts }: Phrases): { satisfied: number; before: number } {
  const all = GROUPS.reduce((sum, group) => sum + counts[group].of, 0)
  const common = GROUPS.reduce((sum, group) => sum + counts[group].count, 0)
  const against = (other: Group) =>
    counts[other].of === 0 ? 0 : logOddsZ(counts.now, counts[other], (PRIOR * common) / all, PRIOR)
  return { satisfied: against('satisfied'), before: against('before') }
}

const chance = ({ counts, comments }: Phrases): number =>
  moreCommonP(
    { successes: counts.now.count, n: comments.now },
    {
      successes: counts.satisfied.count + counts.before.count,
      n: comments.satisfied + comments.before,
    },
  )

function same(one: readonly number[], other: readonly number[]): boolean {
  const of = new Set(other)
  const shared = one.filter((at) => of.has(at)).length
  return shared > SAME * Math.min(one.length, other.length)
}

/** A phrase longer than the best so far, for nearly the same comments as the core. */
const saysMore = (one: Phrases, core: Phrases, best: Phrases) =>
  one.stems.length > best.stems.length &&
  one.where.length >= NEARLY * core.where.length &&
  same(one.where, core.where)

function mostNamed(lists: readonly (readonly string[])[]): string | null {
  const counts = new Map<string, number>()
  for (const list of lists) for (const driver of list) counts.set(driver, (counts.get(driver) ?? 0) + 1)
  return [...counts].reduce<[string | null, number]>(
    (most, one) => (one[1] > most[1] ? one : most),
    [null, 0],
  )[0]
}

/** Long enough to say something, short enough to read: the nearest to 80 characters, in their order. */
const quotesFrom = (where: readonly number[], comments: readonly Comment[]) =>
  [...where]
    .sort(
      (a, b) => Math.abs(comments[a]!.text.length - 80) - Math.abs(comments[b]!.text.length - 80) || a - b,
    )
    .slice(0, QUOTES)
    .sort((a, b) => a - b)
