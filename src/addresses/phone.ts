import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { readPhone, withoutUnseen } from '../../surveys/phone.ts'

/**
 * A telephone number as it is kept: in E.164 where it names its country, else its digits; an extension after it.
 * Undefined: there is none in it. The first of two numbers counts.
 */
export const phoneOf = (given: string): string | undefined => {
  const read = readPhone(given)
  if (!read) return undefined
  const known = parsePhoneNumberFromString(read.number)
  // A country code that there isn't, or a length that no number of that country has
  if (read.number.startsWith('+') && !known?.isPossible()) return undefined
  const extension = read.extension ?? parsePhoneNumberFromString(withoutUnseen(given))?.ext
  return (known?.number ?? read.number) + (extension ? ` ext. ${extension}` : '')
}
