import type { LinkRow } from './context.ts'

/** A customer answers within minutes of opening the page. */
const KEPT_MS = 10 * 60_000
const MOST = 2_000

/** Oldest first. */
const seen = new Map<string, { row: LinkRow; at: number }>()

/**
 * Links that nobody had answered when they were read, for the answer that mostly comes next to the same process or
 * isolate. Any of it may have changed since: who goes by it lets the statement that writes compare `stamp`.
 */
export const remember = (token: string, row: LinkRow, now: Date): void => {
  seen.delete(token)
  if (row.responseId !== null) return
  const at = now.getTime()
  for (const [oldest, one] of seen) {
    if (seen.size < MOST && at - one.at < KEPT_MS) break
    seen.delete(oldest)
  }
  seen.set(token, { row, at })
}

/** What was read of a link in the last minutes, while it had no answer. */
export const remembered = (token: string, now: Date): LinkRow | undefined => {
  const found = seen.get(token)
  return found && now.getTime() - found.at < KEPT_MS ? found.row : undefined
}

export const forget = (token: string): void => void seen.delete(token)
