/** Marks that can't be seen and mean nothing in a number or an address: joiners, direction marks, soft hyphens, a BOM. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu

export const withoutUnseen = (text: string): string => text.replace(UNSEEN, '')

/** Zeros of the scripts people write numbers in; the nine digits after each follow it. */
const ZEROS = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\uFF10-\uFF19]/g
const asciiDigit = (digit: string): string => {
  const code = digit.codePointAt(0)!
  const zero = [0x660, 0x6f0, 0x966, 0xff10].findLast((first) => first <= code)!
  return String(code - zero)
}

/** Within a number: spaces, dots, slashes, brackets and every kind of dash. */
const RUN = /(?:[+\uFF0B\uFE62]\s?)?[\d([][\d\s()[\]./_•·‧\p{Pd}\u2212]*/gu
/** A time or a date before a number that begins with its zero: "17.00 070…", "17-19 070…", "2026-12-01 070…". */
const TIME_BEFORE = /^(?:\d{4}-\d\d-\d\d|\d{1,2}(?:\.\d\d)?(?:\s?[-–]\s?\d{1,2}(?:\.\d\d)?)?)\s+(?=0\d)/u
const EXTENSION =
  /^[\s,;.]*(?:ext|extn|extension|x|#|ankn|anknytning|linje|internt|durchwahl)[\s.:#]*(\d{1,6})(?!\d)/iu

export type ReadPhone = {
  /** Digits, with a plus before a country code. */
  number: string
  extension?: string
}

/**
 * The first telephone number in what a person wrote: 5 to 15 digits, whatever stands between them, before or after.
 * Undefined: there is none. It knows no country's numbers, so that it is small enough for a customer's page.
 */
export const readPhone = (given: string): ReadPhone | undefined => {
  const text = withoutUnseen(given)
    .replace(ZEROS, asciiDigit)
    // The letter for the digit
    .replace(/(?<![\p{L}\d])[oO](?=\d)|(?<=\d)[oO](?=[\d\s-]*\d)/gu, '0')
  for (const { 0: whole, index } of text.matchAll(RUN)) {
    const time = TIME_BEFORE.exec(whole)?.[0] ?? ''
    const run = digitsOf(whole.slice(time.length)).length >= 8 ? whole.slice(time.length) : whole
    const begins = index + whole.length - run.length
    for (const first of [...firstOfTwo(run), run]) {
      const number = plain(first)
      if (!number) continue
      const rest = text.slice(begins + first.length)
      const after = EXTENSION.exec(rest)
      // A letter among its digits: which number it is can't be told
      if (!after && /^\p{L}\d/u.test(rest)) break
      return after ? { number, extension: after[1] } : { number }
    }
  }
  return undefined
}

/** What stands before a slash, where that is a number and no area code. */
const firstOfTwo = (run: string): string[] => {
  const spaced = run.split(/\s\/\s/)[0]!
  const close = run.split('/')[0]!
  if (spaced !== run && digitsOf(spaced).length >= 5) return [spaced]
  return close !== run && digitsOf(close).length >= 7 && digitsOf(run).length > 15 ? [close] : []
}

const digitsOf = (text: string): string => text.replace(/\D/g, '')

const plain = (run: string): string | undefined => {
  const abroad = /^\s*[([]?[+\uFF0B\uFE62]/.test(run) || /^\s*00\s?[1-9]/.test(run)
  // "+46 (0)70": the zero is dialled at home only
  const digits = digitsOf(abroad ? run.replace(/\(\s*0\s*\)/, '') : run)
  const number = abroad ? digits.replace(/^00/, '') : digits
  if (number.length < 5 || number.length > 15 || /^0+$/.test(number)) return undefined
  return abroad ? `+${number}` : number
}
