import type { MiddlewareHandler } from 'hono'
import type { Deps } from './deps.ts'

/** Two years, as the preload list wants at least one. */
const HSTS = 'max-age=63072000'

/** What holds without any setting. */
export const PLAIN = { 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' }

/**
 * What every answer says: its type is what it is, nobody keeps it unless it says so itself, and where there is TLS
 * there is always TLS (RFC 6797: never said without).
 */
const headersOf = ({ publicUrl }: Pick<Deps, 'publicUrl'>): Record<string, string> => ({
  ...PLAIN,
  ...(publicUrl.startsWith('https:') ? { 'Strict-Transport-Security': HSTS } : {}),
})

export const seal = (deps: Pick<Deps, 'publicUrl'>): MiddlewareHandler => {
  const wanted = Object.entries(headersOf(deps))
  return async (c, next) => {
    await next()
    const { headers } = c.res
    // What one link may do is counted by the hour: see `cases/limits.ts`
    if (c.res.status === 429 && !headers.has('Retry-After')) headers.set('Retry-After', '3600')
    for (const [name, value] of wanted) if (!headers.has(name)) headers.set(name, value)
  }
}
