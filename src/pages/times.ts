const day = { day: 'numeric', month: 'long' } as const
const time = { ...day, weekday: 'long', hour: '2-digit', minute: '2-digit' } as const

const formats = new Map<string, Intl.DateTimeFormat>()

/** "20 November", in the reader's language and zone. */
export const dayOf = (at: Date, locale: string, timeZone: string): string =>
  format('day', locale, timeZone).format(at)

/** "Monday 23 November at 14:00", in the reader's language and zone. */
export const timeOf = (at: Date, locale: string, timeZone: string): string =>
  format('time', locale, timeZone).format(at)

// Making one takes longer than drawing a whole page.
function format(kind: 'day' | 'time', locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${kind} ${locale} ${timeZone}`
  let made = formats.get(key)
  if (!made) {
    if (formats.size > 1000) formats.clear()
    made = new Intl.DateTimeFormat(locale, { ...(kind === 'day' ? day : time), timeZone })
    formats.set(key, made)
  }
  return made
}
