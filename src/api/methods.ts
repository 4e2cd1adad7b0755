import type { Context } from 'hono'
import { problem } from './problem.ts'

type Route = { method: string; path: string }

/** Answers what no route took: 405 with `Allow` where the address takes other methods, else 404. */
export const noSuchRoute = (routes: Route[]) => {
  const known = routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({ method, pattern: new RegExp(`/v1${path.replace(/:\w+/g, '[^/]+')}$`) }))
  return (c: Context): Response => {
    const methods = known.filter(({ pattern }) => pattern.test(c.req.path)).map(({ method }) => method)
    if (methods.length === 0) return problem(c, 404, 'There is nothing at this address.')
    const allow = [...new Set(methods.flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one])))].join(', ')
    const answer = problem(c, 405, `This address takes ${allow}, not ${c.req.method.slice(0, 20)}.`)
    answer.headers.set('Allow', allow)
    return answer
  }
}
