import { localeOf } from '../locales/index.ts'
import { timeOf as time } from '../locales/times.ts'
import { zoneNameOf } from '../zone.ts'
import type { Common } from './look.ts'

/** "Friday 20 November at 14:05", and where it says more to the customer, "(Central European Time)". */
export const timeOf = (
  { language, timeZone, zoneNamed, now }: Pick<Common, 'language' | 'timeZone' | 'zoneNamed' | 'now'>,
  at: Date,
): string => {
  const { locale } = localeOf(language).pages
  // "kl." stays with its time
  const told = time(at, { locale, timeZone, now }).replace(/ (\d\d:\d\d)$/, '\u00a0$1')
  return zoneNamed ? `${told} (${zoneNameOf(locale, timeZone, at)})` : told
}
