/**
 * Whether a name is one of these, in any letter case. `*` stands for any text, `?` for one mark or none.
 * Linear in the name: a pattern is turned into pieces that have to follow each other.
 */
export const matches = (patterns: readonly string[], name: string): boolean =>
  patterns.some((pattern) => fits(pattern.trim().toLowerCase(), name.trim().toLowerCase()))

const fits = (pattern: string, name: string): boolean => {
  if (!/[*?]/.test(pattern)) return pattern === name
  // Which places of the pattern may be reached after each character: no backtracking
  let places = new Set([0])
  const skip = (from: Set<number>) => {
    for (const at of from) if (pattern[at] === '*' || pattern[at] === '?') from.add(at + 1)
    return from
  }
  skip(places)
  for (const character of name) {
    const next = new Set<number>()
    for (const at of places) {
      if (pattern[at] === '*') next.add(at)
      else if (pattern[at] === '?' || pattern.startsWith(character, at))
        next.add(at + (pattern[at] === '?' ? 1 : character.length))
    }
    places = skip(next)
    if (places.size === 0) return false
  }
  return places.has(pattern.length)
}

/** The first of these that fits best: the name itself, then the longest pattern. */
export const bestMatch = <T>(rows: T[], patternOf: (row: T) => string, name: string): T | undefined =>
  rows.find((row) => patternOf(row) === name) ??
  [...rows]
    .sort((a, b) => patternOf(b).length - patternOf(a).length)
    .find((row) => matches([patternOf(row)], name))
