/** What is not shown in chat. */
export type Kind = 'card' | 'account' | 'identity number'

/** A number found in a text, from `at` to `end` (UTF-16 units). */
export type Found = { kind: Kind; at: number; end: number }

export const digits = (text: string) => text.replace(/\D/g, '')

/** Each place where a pattern fits, with its digits. */
export const each = function* (text: string, pattern: RegExp) {
  for (const found of text.matchAll(pattern)) {
    const at = found.index
    yield { at, end: at + found[0].length, shown: found[0], digits: digits(found[0]) }
  }
}
