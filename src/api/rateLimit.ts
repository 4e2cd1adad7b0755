import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import { hash } from '../tokens.ts'
import { problem } from './problem.ts'

const WINDOW_MS = 60_000
/** More keys than anybody has: beyond it, what was counted is forgotten rather than kept. */
const MOST_KEYS = 10_000
/** Of the process or isolate: a Worker makes new routes for each request. */
const counted = new Map<string, { since: number; requests: number }>()

/**
 * How many requests one key may send in a minute; 429 from then on. Counted by the process or isolate: a miss harms
 * nobody, and a request costs no statement for it. A key that is refused slows no other.
 */
export const rateLimit = (
  { now }: Pick<Deps, 'now'>,
  { perMinute }: { perMinute: number },
): MiddlewareHandler => {
  return async (c, next) => {
    const given = /^Bearer +([\w-]{1,200}) *$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (!given) return next()
    const key = hash(given).toString('base64')
    const at = now().getTime()
    if (counted.size >= MOST_KEYS) counted.clear()
    const found = counted.get(key)
    const count =
      found && at - found.since < WINDOW_MS && at >= found.since ? found : { since: at, requests: 0 }
    count.requests += 1
    counted.set(key, count)
    const seconds = Math.ceil((count.since + WINDOW_MS - at) / 1000)
    if (count.requests > perMinute) {
      c.res = problem(c, 429, `This key sent more than ${perMinute} requests in a minute: wait ${seconds} s.`)
      c.res.headers.set('Retry-After', String(seconds))
    } else await next()
    c.res.headers.set('RateLimit-Policy', `"key";q=${perMinute};w=${WINDOW_MS / 1000}`)
    c.res.headers.set('RateLimit', `"key";r=${Math.max(0, perMinute - count.requests)};t=${seconds}`)
  }
}
