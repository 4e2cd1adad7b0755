import { localeOf } from '../locales/index.ts'
import type { Common } from './look.ts'

const format = (locale: string, timeZone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { timeZone, ...options })

type Told = Pick<Common, 'language' | 'timeZone' | 'zoneNamed' | 'now'>

/** "Friday 20 November at 14:05", and where it says more to the customer, "(Central European Time)". */
export const timeOf = ({ language, timeZone, zoneNamed, now }: Told, at: Date): string => {
  const { locale } = localeOf(language).pages
  const time = format(locale, timeZone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(yearOf(timeZone, now) !== yearOf(timeZone, at) && { year: 'numeric' as const }),
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(at)
    // "kl." stays with its time
    .replace(/ (\d\d:\d\d)$/, '\u00a0$1')
  return zoneNamed ? `${time} (${zoneOf(locale, timeZone, at)})` : time
}

const yearOf = (timeZone: string, at: Date): string => format('en', timeZone, { year: 'numeric' }).format(at)

const zoneOf = (locale: string, timeZone: string, at: Date): string =>
  /^(Etc\/)?UTC$/.test(timeZone)
    ? 'UTC'
    : (format(locale, timeZone, { timeZoneName: 'longGeneric' })
        .formatToParts(at)
        .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone)
