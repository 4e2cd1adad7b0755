import type { Says } from './errors.ts'
import { allLists, languages } from './locales/index.ts'
import type { StaffWords } from './locales/staff.ts'
import { decimalsOf, staffMoney } from './money.ts'

/** Above this an amount is taken for a slip; it is no authority. */
const MOST = 9_999_999
/** Currencies whose unit is worth less than about a cent of a dollar: a thousand times as much of them is ordinary. */
const SMALL = new Set(
  'BIF CDF CLP COP CRC GNF HUF IDR IQD IRR JPY KHR KMF KRW LAK LBP MGA MMK MNT MWK NGN PYG RWF SLL SYP TZS UGX UZS VND VUV XAF XOF XPF YER ZMK'.split(
    ' ',
  ),
)
const mostOf = (currency: string): number => (SMALL.has(currency) ? MOST * 1000 : MOST)

export const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
const CROWNS = [...new Set(allLists().flatMap(({ crowns }) => crowns.split(' ')))]
const CROWN_CURRENCIES = new Set(['SEK', 'NOK', 'DKK', 'ISK'])

const names = new Map<string, Set<string>>()
/** What people write a currency as, in small letters: its code, signs, and names in the languages staff write. */
export const namesOf = (currency: string): Set<string> => {
  let found = names.get(currency)
  if (!found) {
    const drawn = languages.flatMap((locale) =>
      (['code', 'symbol', 'narrowSymbol', 'name'] as const).flatMap((currencyDisplay) =>
        [1, 2].map(
          (n) =>
            new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
              .formatToParts(n)
              .find(({ type }) => type === 'currency')!.value,
        ),
      ),
    )
    const words = drawn.flatMap((name) => [name, name.split(/\s/).at(-1)!])
    found = new Set(
      [...words, ...(CROWN_CURRENCIES.has(currency) ? CROWNS : [])].map((one) => one.toLowerCase()),
    )
    names.set(currency, found)
  }
  return found
}

/** Latin digits, plain spaces and apostrophes; marks nobody sees are taken out. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Cf}]/gu, '')
    .replace(/[’‘ʼ´`٬]/g, "'")
    .replace(/\s+/gu, ' ')
    .replace(/\p{Nd}/gu, latin)
    .trim()

/** Unicode keeps the ten digits of a script together. */
const latin = (digit: string): string => {
  const code = digit.codePointAt(0)!
  if (code < 128) return digit
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String(code - zero)
}

const AMOUNT =
  /^(?:(?<before>[\p{L}\p{Sc}]{1,20}\.?) ?)?(?<sign>[-−–]?) ?(?<number>[.,]?\d[\d '.,:٫]*?) ?(?<round>[.,:][-–—]{1,2})? ?(?<after>[\p{L}\p{Sc}][\p{L}\p{Sc} ]{0,20}\.?)?$/u

type AmountWords = StaffWords['values']['amount']
export type ReadAmount = { amount: string } | { fault: Says }

/**
 * An amount as people write one, in the currency's main unit: 600,50; 1 234,50; 1.234,50; 1'234.50; kr 600; 600:-.
 * What can be read in two ways (1,234) is asked about, never guessed. `amount` has a dot and the currency's decimals.
 */
export const readAmount = (text: string, currency: string): ReadAmount => {
  const decimals = decimalsOf(currency)
  const said = AMOUNT.exec(plain(text))?.groups
  const fault = (says: (say: AmountWords, example: string) => string): { fault: Says } => ({
    fault: (words) => says(words.values.amount, exampleIn(words, decimals)),
  })
  const unread = fault((say, example) => say.unread(example))
  // ½ and ² would be read as digits
  if (!said?.number || /\p{No}/u.test(text)) return unread
  for (const name of [said.before, said.after]) {
    if (!name || namesOf(currency).has(name.toLowerCase())) continue
    const other = otherCurrency(name)
    return other ? fault((say) => say.other(other, currency)) : unread
  }
  if (said.sign) return fault((say) => say.zero)
  // With ",-" behind it there is no fraction: 1.000,- is a thousand
  const read = (said.round && grouped(said.number)) || parts(said.number, decimals)
  if (read === undefined) return unread
  if ('either' in read) {
    const [large, small] = read.either
    return fault((say) => say.twoWays(said.number!, large, small))
  }
  const { whole, fraction } = read
  if (fraction.length > decimals && /[1-9]/.test(fraction.slice(decimals)))
    return fault((say, example) => say.decimals(currency, decimals, example))
  const amount = `${whole.replace(/^0+(?=\d)/, '')}${decimals > 0 ? `.${fraction.slice(0, decimals).padEnd(decimals, '0')}` : ''}`
  if (Number(amount) <= 0) return fault((say) => say.zero)
  if (Number(amount) > mostOf(currency))
    return {
      fault: (words) => words.values.amount.most(staffMoney(mostOf(currency), currency, words)),
    }
  return { amount }
}

/** "250 or 99.50", as amounts of so many decimals are written there. */
const exampleIn = ({ locale, values }: StaffWords, decimals: number): string => {
  if (decimals === 0) return '250'
  const cents = (99.5).toLocaleString(locale, { minimumFractionDigits: decimals })
  return values.amount.example(cents)
}

const otherCurrency = (name: string): string | undefined => {
  const code = name.toUpperCase()
  if (CURRENCIES.has(code)) return code
  return ['EUR', 'USD', 'GBP', 'SEK', 'JPY', 'CHF', 'PLN', 'INR'].find((one) =>
    namesOf(one).has(name.toLowerCase()),
  )
}

type Parts = { whole: string; fraction: string } | { either: [string, string] }

/** Whole and fraction of a written number; undefined where its separators stand as nobody sets them. */
export const parts = (written: string, decimals: number): Parts | undefined => {
  const number = written.replace(/[.,:٫]$/, '')
  const at = Math.max(...[..." '.,:٫"].map((mark) => number.lastIndexOf(mark)))
  if (at < 0) return { whole: number, fraction: '' }
  const mark = number[at]!
  const [before, after] = [number.slice(0, at), number.slice(at + 1)]
  const others = new Set(before.replace(/\d/g, ''))
  if (mark === ' ' || mark === "'" || others.has(mark)) return grouped(number)
  if (mark === ':' && after.length !== 2) return undefined
  if (others.size > 0) {
    const whole = grouped(before)
    return whole && { ...whole, fraction: after }
  }
  const mayGroup = (mark === '.' || mark === ',') && after.length === 3 && /^[1-9]\d{0,2}$/.test(before)
  if (!mayGroup || (decimals === 3 && mark === '.')) return { whole: before || '0', fraction: after }
  if (decimals === 0) return { whole: before + after, fraction: '' }
  return { either: [before + after, `${before}.${after.slice(0, decimals)}`] }
}

/** Groups of three by one and the same mark. */
const grouped = (number: string) =>
  /^\d{1,3}(?:([ '.,])\d{3})(?:\1\d{3})*$/.test(number)
    ? { whole: number.replace(/\D/g, ''), fraction: '' }
    : undefined
