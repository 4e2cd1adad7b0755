const SECOND = 1000

/** Full jitter over a doubling span ("Exponential Backoff And Jitter", AWS Architecture Blog 2015), at least half of it. */
export const backoff = (
  tries: number,
  { first = 2 * SECOND, most = 3600 * SECOND, random = Math.random } = {},
): number => {
  const span = Math.min(most, first * 2 ** Math.min(tries - 1, 20))
  return Math.round(span / 2 + (random() * span) / 2)
}

/** A schedule's own span after so many tries, up to a tenth longer by chance; undefined once there are no more. */
export const scheduled = (
  spans: readonly number[],
  tries: number,
  random = Math.random,
): number | undefined => {
  const span = spans[tries - 1]
  return span === undefined ? undefined : Math.round(span * (1 + random() / 10))
}

export const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms)
