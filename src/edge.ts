import { connect } from '../db/client.ts'
import { requirePatchedDriver } from '../db/driver.ts'
import { edgeApp } from './app.ts'
import { consoleLog } from './deps.ts'
import { type EdgeEnv, parseEdgeEnv } from './edgeEnv.ts'
import { PLAIN } from './seal.ts'

// A Worker that was built on an unpatched driver does not start: the platform refuses to deploy it
requirePatchedDriver()

type Bindings = Record<string, unknown> & { HYPERDRIVE: Hyperdrive; OPS: Fetcher; WAKE: Queue }

/** Chat, the desk, the API, and the pages of customers' cases and data and of partners' requests. */
const TO_OPS = /^\/(slack|teams|desk|v1|c|p|d)(\/|$)/

/** Tells ops at once, and leaves a message for when it did not hear. A failed wake-up fails nothing. */
const wakeOps = (env: Bindings) => {
  const told = [env.OPS.fetch('https://ops/wake', { method: 'POST' }), env.WAKE.send({})]
  return Promise.allSettled(told)
}

/** An isolate's environment does not change: it is parsed by its first request. */
let parsed: EdgeEnv | undefined

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url)
    try {
      parsed ??= parseEdgeEnv(env)
    } catch (error) {
      consoleLog('environment.incomplete', { error: (error as Error).message })
      return Response.json(
        { status: 'failing', environment: (error as Error).message },
        { status: 503, headers: PLAIN },
      )
    }
    const settings = parsed
    if (TO_OPS.test(pathname)) return env.OPS.fetch(request)
    if (pathname === '/local/tick' && settings.LOCAL_TICK_KEY) {
      const known = request.headers.get('x-tick-key') === settings.LOCAL_TICK_KEY
      return known
        ? env.OPS.fetch('https://ops/tick', { method: 'POST' })
        : new Response(null, { status: 403, headers: PLAIN })
    }
    const db = connect(env.HYPERDRIVE.connectionString, { once: true })
    const deps = {
      db,
      log: consoleLog,
      now: () => new Date(),
      publicUrl: settings.PUBLIC_URL,
      tokenKey: settings.TOKEN_KEY,
      wake: () => ctx.waitUntil(wakeOps(env)),
    }
    try {
      return await edgeApp(deps).fetch(request, env, ctx)
    } finally {
      ctx.waitUntil(db.$client.end())
    }
  },
} satisfies ExportedHandler<Bindings>
