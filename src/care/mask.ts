import type { Kind } from './foundNumbers.ts'
import { numbersIn } from './numbers.ts'

/**
 * The text as chat shows it: of a card or an account its last four digits are left, so that two can be told apart; of
 * an identity number nothing, since its last digits are the secret. Pure, and masking twice changes nothing.
 */
export const mask = (text: string): { text: string; kinds: Kind[] } => {
  const found = numbersIn(text).sort((a, b) => a.at - b.at || b.end - a.end)
  const kinds = new Set<Kind>()
  let masked = ''
  let from = 0
  for (const { kind, at, end } of found) {
    if (at < from) continue
    const left =
      kind === 'identity number'
        ? '••••'
        : `•••• ${text
            .slice(at, end)
            .replace(/[^\p{L}\d]/gu, '')
            .slice(-4)}`
    masked += text.slice(from, at) + left
    from = end
    kinds.add(kind)
  }
  return { text: masked + text.slice(from), kinds: [...kinds] }
}

/** The masked text alone. */
export const maskNumbers = (text: string): string => mask(text).text
