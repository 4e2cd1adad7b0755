import { zoneNameOf } from '../zone.ts'

const day = { day: 'numeric', month: 'long' } as const
const kinds = {
  day,
  time: { ...day, weekday: 'long', hour: '2-digit', minute: '2-digit' },
  year: { year: 'numeric' },
} as const

const formats = new Map<string, Intl.DateTimeFormat>()

type Kind = keyof typeof kinds
type Reader = { locale: string; timeZone: string; now: Date }

/** "20 November", in the reader's language and zone; with its year where it is another than now. */
export const dayOf = (at: Date, reader: Reader): string => write('day', at, reader)

/** "Monday 23 November at 14:00", in the reader's language and zone; with its year where it is another than now. */
export const timeOf = (at: Date, reader: Reader): string => write('time', at, reader)

/** Where nobody said which zone is the customer's, a time to go by names the one it is in. */
export const zonedTimeOf = (at: Date, reader: Reader & { zoneNamed: boolean }): string =>
  timeOf(at, reader) + inZone(at, reader)

/** " (Central European Time)", or nothing. */
export const inZone = (at: Date, { locale, timeZone, zoneNamed }: Reader & { zoneNamed: boolean }): string =>
  zoneNamed ? ` (${zoneNameOf(locale, timeZone, at)})` : ''

const write = (kind: Kind, at: Date, { locale, timeZone, now }: Reader): string => {
  const year = format('year', 'en', timeZone)
  return format(kind, locale, timeZone, year.format(at) !== year.format(now)).format(at)
}

// Making one takes longer than rendering a whole page.
function format(kind: Kind, locale: string, timeZone: string, year = false): Intl.DateTimeFormat {
  const key = `${kind} ${locale} ${timeZone} ${year}`
  let made = formats.get(key)
  if (!made) {
    if (formats.size > 1000) formats.clear()
    made = new Intl.DateTimeFormat(locale, { ...kinds[kind], ...(year && kinds.year), timeZone })
    formats.set(key, made)
  }
  return made
}
