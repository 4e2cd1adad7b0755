import { numbersIn } from './numbers.ts'

/** Shortens, and says so by an ellipsis; never in the middle of a number that chat masks, which half of it would not be known as. Pure. */
export const cutBefore = (text: string, max: number): string => {
  if (text.length <= max) return text
  const cut = numbersIn(text).find(({ at, end }) => at < max && end > max)?.at ?? max
  return `${text.slice(0, cut).trimEnd().toWellFormed()}…`
}
