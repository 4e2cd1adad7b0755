import type { PageWords } from './locales/index.ts'

const digits = new Map<string, number>()

/** How many decimals a currency has, by the runtime's own data: SEK 2, JPY 0, BHD 3. Throws RangeError for a code that is none. */
export const decimalsOf = (currency: string): number => {
  let found = digits.get(currency)
  if (found === undefined) {
    found = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits!
    digits.set(currency, found)
  }
  return found
}

/**
 * An amount as the customer reads it, in mails and on pages alike: "250 kr", "1 234,50 NOK"; as it stands where the
 * currency is none. `amount` in the currency's main unit.
 */
export const money = (
  { locale, currenciesByCode }: Pick<PageWords, 'locale' | 'currenciesByCode'>,
  amount: number | string,
  currency: string | null,
): string => {
  try {
    const currencyDisplay = currenciesByCode.includes(currency ?? '') ? 'code' : 'symbol'
    const form = {
      style: 'currency',
      currency: currency ?? '',
      currencyDisplay,
      trailingZeroDisplay: 'stripIfInteger',
    } as const
    return new Intl.NumberFormat(locale, form).format(Number(amount))
  } catch {
    return `${amount} ${currency ?? ''}`.trim()
  }
}

type Spoken = { locale: string }

/** An amount as staff read and type it, with the currency's code: "500 SEK", "99.50 SEK", in Swedish "99,50 SEK". */
export const staffMoney = (amount: number | string, currency: string | null, spoken: Spoken): string =>
  `${plainAmount(amount, currency, spoken, 'min2')} ${currency ?? ''}`.trim()

/** The same as a field begins with it: "99.50", ungrouped. */
export const plainAmount = (
  amount: number | string,
  currency: string | null,
  { locale }: Spoken,
  useGrouping: false | 'min2' = false,
): string => {
  const value = Number(amount)
  const decimals = Number.isInteger(value) ? 0 : currency ? decimalsOf(currency) : 2
  return value.toLocaleString(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping,
  })
}
