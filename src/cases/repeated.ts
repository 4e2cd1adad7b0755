/** recovery.md section 3, Clocks: management is called at the third case of one customer in 90 days. */
export const REPEATED = 3
export const REPEATED_DAYS = 90
export const repeatedSince = (now: Date): Date => new Date(now.getTime() - REPEATED_DAYS * 24 * 3600_000)
