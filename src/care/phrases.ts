/**
 * Phrases in a text. A list has a line per concept: its name, then words. In a word `*` at either end is any letters,
 * `_` the next word, `/` a choice, `~` up to four words of any kind. `@name` takes another concept in. `name = a>b 3`
 * says: b at most three words after a. What the concept `-` finds is an idiom and found by no other. A name that begins
 * with a capital letter is not found where it is negated. Every look-up is bounded, so reading is linear in the text.
 */
/** Words, the sentence of each, which sentences ask, and where each begins. */
export type Text = { words: string[]; sentences: number[]; asks: boolean[]; starts: number[] }

/** `part`: what the word begins or ends with, where it need not be whole. */
type Entry = { concept: string; rest: string[][]; saysNo: boolean; part: string }
type Line = { name: string; first: string; then: string; within: number }
export type Phrases = {
  exact: Map<string, Entry[]>
  /** By their first two letters, and by their last. */
  starts: Map<string, Entry[]>
  ends: Map<string, Entry[]>
  within: Map<string, string[]>
  lines: Line[]
}

const NO =
  /(?:^|[_/])(?:no|not|never|[a-z]+n't|cannot|inte|ikke|inga?|inget|ingen|aldrig?|ej|utan|uten|without)(?:$|[_/])/
const put = (map: Map<string, Entry[]>, key: string, entry: Entry) => {
  const kept = map.get(key)
  if (kept) kept.push(entry)
  else map.set(key, [entry])
}

/** Reads a list; done once, at the first use. */
export const phrases = (list: string): Phrases => {
  const made: Phrases = { exact: new Map(), starts: new Map(), ends: new Map(), within: new Map(), lines: [] }
  for (const line of list.trim().split('\n')) {
    const [concept = '', ...words] = line.trim().split(/ +/)
    if (words[0] === '=') {
      const [first = '', then = ''] = words[1]!.split('>')
      made.lines.push({ name: concept, first, then, within: Number(words[2]) })
      continue
    }
    for (const word of words) {
      if (word.startsWith('@')) {
        const name = word.slice(1)
        made.within.set(name, [...(made.within.get(name) ?? []), concept])
        continue
      }
      const [firsts = [], ...rest] = word.split('_').map((part) => part.split('/'))
      for (const first of firsts) {
        const entry = { concept, rest, saysNo: NO.test(word), part: first.replace('*', '') }
        if (first.endsWith('*')) put(made.starts, first.slice(0, 2), entry)
        else if (first.startsWith('*')) put(made.ends, first.slice(-2), entry)
        else put(made.exact, first, entry)
      }
    }
  }
  return made
}

const WORD = /\d+(?:[.,:]\d+)*|[\p{L}\p{N}](?:[\p{L}\p{N}'&*]*[\p{L}\p{N}])?|[.!?;\n…]/gu

/** Sue, unless Each Word Has A Capital. */
const NAME = /(?<!\b(?:Will|To|Shall|I'll|Could|Might) )\bSue\b/g

/** The words of a text in lower case, with the sentence each stands in and whether that asks. */
export const wordsOf = (text: string): Text => {
  const read: Text = { words: [], sentences: [], asks: [], starts: [] }
  let sentence = 0
  const plain = text.normalize('NFC').replace(/[’‘`´]/g, "'")
  for (const [word] of plain.replace(NAME, ' • ').toLowerCase().matchAll(WORD)) {
    if (!/[\p{L}\p{N}]/u.test(word)) {
      read.asks[sentence] = word === '?' || !!read.asks[sentence]
      if (read.sentences.at(-1) === sentence) sentence++
      continue
    }
    read.starts[sentence] ??= read.words.length
    read.words.push(word)
    read.sentences.push(sentence)
  }
  return read
}

const is = (word: string | undefined, part: string) =>
  !!word &&
  (part.endsWith('*')
    ? word.startsWith(part.slice(0, -1))
    : part.startsWith('*')
      ? word.endsWith(part.slice(1))
      : word === part || word === `${part}'s`)

/** The place after the phrase that begins at `at`, or nothing. */
const endOf = (text: Text, at: number, rest: string[][]): number | undefined => {
  let next = at + 1
  for (let n = 0; n < rest.length; n++) {
    const here = (place: number) => text.sentences[place] === text.sentences[at]
    if (rest[n]![0] === '~') {
      const wanted = rest[++n]!
      let skipped = 0
      while (skipped < 5 && here(next) && !wanted.some((part) => is(text.words[next], part))) {
        next++
        skipped++
      }
      if (skipped === 5 || !here(next)) return undefined
    } else if (!here(next) || !rest[n]!.some((part) => is(text.words[next], part))) return undefined
    next++
  }
  return next
}

/** Where each concept is found, in order. */
export type Found = Map<string, number[]>
/** Whether a phrase is negated; one that says no itself is not negated by its own words. */
export type Negates = (text: Text, at: number, end: number, saysNo: boolean) => boolean

export const find = (
  text: Text,
  { exact, starts, ends, within, lines }: Phrases,
  negates: Negates,
): Found => {
  const hits: { concept: string; at: number; end: number; saysNo: boolean }[] = []
  const known = new Map<string, Entry[]>()
  const entriesOf = (word: string) => {
    const kept = known.get(word)
    if (kept) return kept
    const entries: Entry[] = [...(exact.get(word) ?? [])]
    const bare = word.endsWith("'s") ? word.slice(0, -2) : undefined
    if (bare) entries.push(...(exact.get(bare) ?? []))
    for (const entry of starts.get(word.slice(0, 2)) ?? [])
      if (word.startsWith(entry.part)) entries.push(entry)
    for (const entry of ends.get(word.slice(-2)) ?? []) if (word.endsWith(entry.part)) entries.push(entry)
    known.set(word, entries)
    return entries
  }
  const idiom = new Uint8Array(text.words.length)
  text.words.forEach((word, at) => {
    for (const { concept, rest, saysNo } of entriesOf(word)) {
      const end = endOf(text, at, rest)
      if (!end) continue
      if (concept === '-') idiom.fill(1, at, end)
      else hits.push({ concept, at, end, saysNo })
    }
  })
  const found: Found = new Map()
  const add = (concept: string, at: number) => {
    const places = found.get(concept)
    if (places?.at(-1) === at) return
    if (places) places.push(at)
    else found.set(concept, [at])
    for (const wider of within.get(concept) ?? []) add(wider, at)
  }
  const sort = (concept: string) => found.get(concept)?.sort((a, b) => a - b)
  for (const { concept, at, end, saysNo } of hits)
    if (!idiom.subarray(at, end).includes(1) && !(/^[A-Z]/.test(concept) && negates(text, at, end, saysNo)))
      add(concept, at)
  for (const { name, first, then, within: most } of lines) {
    const ahead = sort(first)
    if (!ahead) continue
    for (const at of [...(found.get(then) ?? [])])
      if (near(text, ahead, at, at - most, at - 1) !== undefined) add(name, at)
  }
  for (const concept of found.keys()) sort(concept)
  return found
}

/** One of `places` from `from` to `to`, in the sentence of `at`, or `apart` from it; the nearest before `at` where there are several. */
const near = (
  text: Text,
  places: number[],
  at: number,
  from: number,
  to: number,
  apart = 0,
): number | undefined => {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (places[middle]! <= to) low = middle + 1
    else high = middle
  }
  for (let n = low - 1; n >= 0 && places[n]! >= from; n--)
    if (places[n] !== at && Math.abs(text.sentences[places[n]!]! - text.sentences[at]!) <= apart)
      return places[n]
  return undefined
}
