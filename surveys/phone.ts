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
const RUN = /[+\uFF0B]?[\d(][\d\s()./\p{Pd}\u2212]*/gu
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
  const text = withoutUnseen(given).replace(ZEROS, asciiDigit)
  for (const { 0: run, index } of text.matchAll(RUN)) {
    // With spaces around it a slash stands between two numbers, unless an area code is all that stands before it
    const parts = run.split(/\s\/\s/)
    const first = digitsOf(parts[0]!).length >= 5 ? parts[0]! : run
    const number = plain(first)
    if (!number) continue
    const after = EXTENSION.exec(text.slice(index + first.length))
    return after ? { number, extension: after[1] } : { number }
  }
  return undefined
}

const digitsOf = (text: string): string => text.replace(/\D/g, '')

const plain = (run: string): string | undefined => {
  const abroad = /^\s*[+\uFF0B]/.test(run) || /^\s*00\d/.test(run)
  // "+46 (0)70": the zero is dialled at home only
  const digits = digitsOf(abroad ? run.replace(/\(\s*0\s*\)/, '') : run)
  const number = abroad ? digits.replace(/^00/, '') : digits
  if (number.length < 5 || number.length > 15) return undefined
  return abroad ? `+${number}` : number
}
