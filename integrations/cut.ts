import type { CardPart } from './chat.ts'

/** Less of a text than this says nothing. */
const SHORTEST = 20

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** No honest character is longer: a family of four has 11 units. */
const LONGEST_CHARACTER = 64

/** Shortens to at most `max` UTF-16 units, never within what people see as one character, and says so by an ellipsis. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const end = Math.max(0, max - 1)
  const whole = /[^\x20-\x7e]/.test(text.slice(Math.max(0, end - 1), end + 1))
    ? beforeCharacter(text, end)
    : end
  return `${text.slice(0, whole)}…`
}

/** Where the character begins that `end` would split; `end` where it is none, or one without end. */
const beforeCharacter = (text: string, end: number): number => {
  const from = Math.max(0, end - LONGEST_CHARACTER)
  const split = characters.segment(text.slice(from, end + LONGEST_CHARACTER)).containing(end - from)
  const begins = split ? from + split.index : end
  if (begins > from || from === 0) return begins
  return /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') ? end - 1 : end
}

/** A longer quote shows its beginning; a click unfolds the rest. Three lines are not worth a click. */
const QUOTE = 400
const WORTH = 200

/** Where a quote is folded: between two words, if it can be. Undefined for one that is shown whole. */
export const foldAt = (text: string): number | undefined => {
  if (text.length <= QUOTE + WORTH) return undefined
  const end = text.slice(0, QUOTE).search(/\s\S*$/)
  return end > QUOTE / 2 ? end : beforeCharacter(text, QUOTE)
}

/** What stands above a card's buttons, and what below them. */
export const aroundButtons = (parts: CardPart[]): [CardPart[], CardPart[]] => {
  const at = parts.findIndex(({ kind }) => kind === 'buttons')
  return at < 0 ? [parts, []] : [parts.slice(0, at), parts.slice(at + 1)]
}

/** The longest beginning of a part that `fits`, for a message with no room for the whole; undefined if too little would. */
export const beginningOf = (
  part: CardPart,
  longest: number,
  fits: (part: CardPart) => boolean,
): CardPart | undefined => {
  const length = part.kind === 'facts' ? part.facts.length : 'text' in part ? part.text.length : 0
  const first = (n: number): CardPart => {
    if (part.kind === 'facts') return { kind: 'facts', facts: part.facts.slice(0, n) }
    return 'text' in part ? { ...part, text: cut(part.text, n) } : part
  }
  let [low, high] = [0, Math.min(length, longest)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(first(middle))) low = middle
    else high = middle - 1
  }
  return low >= (part.kind === 'facts' ? 1 : SHORTEST) ? first(low) : undefined
}
