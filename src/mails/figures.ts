import { line } from './look.ts'

const format = (locale: string, timeZone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { timeZone, ...options })

/** "Friday 20 November at 14:05" */
export const timeOf = (locale: string, timeZone: string, at: Date): string =>
  format(locale, timeZone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(at)
    // "kl." stays with its time.
    .replace(/ (\d\d:\d\d)$/, '\u00a0$1')

/** "250 kr"; as it stands where the currency is none. */
export const money = (locale: string, amount: string, currency: string | null): string => {
  try {
    // Swedish writes the neighbours' crowns "Nkr" and "Dkr", which nobody does.
    const currencyDisplay = locale === 'sv-SE' && /^(NOK|DKK)$/.test(currency ?? '') ? 'code' : 'symbol'
    const form = {
      style: 'currency',
      currency: currency ?? '',
      currencyDisplay,
      trailingZeroDisplay: 'stripIfInteger',
    } as const
    return new Intl.NumberFormat(locale, form).format(Number(amount))
  } catch {
    return line(`${amount} ${currency ?? ''}`)
  }
}
