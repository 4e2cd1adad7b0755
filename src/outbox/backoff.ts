const SECOND = 1000

/** Full jitter over a doubling span ("Exponential Backoff And Jitter", AWS Architecture Blog 2015), at least half of it. */
export const backoff = (
  tries: number,
  { first = 2 * SECOND, most = 3600 * SECOND, random = Math.random } = {},
): number => {
  const span = Math.min(most, first * 2 ** Math.min(tries - 1, 20))
  return Math.round(span / 2 + (random() * span) / 2)
}

export const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms)
