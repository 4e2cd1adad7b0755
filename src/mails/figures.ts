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
